package com.jitsu.lite.http;

import static com.jitsu.lite.redis.Until.until;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that are slow, or greedy, on a server of eight threads and very little memory. */
class SlowClientsTest {

  private static final int SLOW = 500;
  private static final byte[] LARGE_ANSWER = new byte[4_000_000];

  private final List<Socket> open = new ArrayList<>();
  private HttpServer server;

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    server.close();
  }

  @Test
  void fiveHundredThatSendAndReadByteByByteHoldNoThread() throws Exception {
    start(Duration.ofSeconds(30), 2_000, 1_000_000);
    List<Socket> headers = new ArrayList<>();
    List<Socket> bodies = new ArrayList<>();
    List<Socket> readers = new ArrayList<>();
    String head = "POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n";
    for (int i = 0; i < SLOW; i++) {
      Socket socket = connect();
      switch (i % 3) {
        case 0 -> headers.add(socket);
        case 1 -> {
          bodies.add(socket);
          send(socket, head);
        }
        default -> {
          readers.add(socket);
          send(socket, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
        }
      }
    }
    for (int i = 0; i < 20; i++) {
      for (Socket socket : headers) {
        send(socket, head.substring(i, i + 1));
      }
      for (Socket socket : bodies) {
        send(socket, "b");
      }
      for (Socket socket : readers) {
        assertThat(socket.getInputStream().read()).isNotNegative();
      }
      assertThat(exchange("POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"))
          .endsWith("\r\n\r\n3");
    }
    for (Socket socket : bodies) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n20");
    }
    for (Socket socket : headers) {
      send(socket, head.substring(20) + "b".repeat(20));
      assertThat(answer(socket)).endsWith("\r\n\r\n20");
    }
  }

  @Test
  void aBodyThatStallsIsClosed() throws Exception {
    start(Duration.ofMillis(500), 100, 1_000_000);
    Socket counted = connect();
    send(counted, "POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\nabc");
    assertThat(new String(counted.getInputStream().readAllBytes(), UTF_8))
        .startsWith("HTTP/1.1 408")
        .contains("JITSU-0504", "did not come in time");
    for (String begun :
        new String[] {
          "POST /size HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
          "POST /size HTTP/1.1\r\nHo",
        }) {
      Socket socket = connect();
      send(socket, begun);

      String told = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(told.isEmpty() || told.startsWith("HTTP/1.1 408") || told.contains("JITSU-0504"))
          .as(told)
          .isTrue();
    }
    until("nothing is held", () -> server.heldBytes() == 0);
  }

  @Test
  void largeBodiesBeyondTheBudgetAreToldToComeAgainAndSmallOnesGoOn() throws Exception {
    start(Duration.ofSeconds(30), 1_000, 1_000_000);
    List<Socket> greedy = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Socket socket = connect();
      greedy.add(socket);
      send(socket, "POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
      send(socket, "g".repeat(99_999));
    }
    until("the budget is taken", () -> server.heldBytes() > 900_000);

    String large =
        exchange(
            "POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n"
                + "l".repeat(200_000));
    assertThat(large).startsWith("HTTP/1.1 503").contains("Retry-After: 1", "JITSU-0507");
    assertThat(exchange("POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"))
        .endsWith("\r\n\r\n3");

    int taken = 0;
    for (Socket socket : greedy) {
      send(socket, "g");
      String answer = answer(socket);
      assertThat(answer).matches("(?s)HTTP/1.1 (200|503) .*");
      taken += answer.startsWith("HTTP/1.1 200") ? 1 : 0;
    }
    assertThat(taken).isBetween(5, 19);
    until("everything is given back", () -> server.heldBytes() == 0);
  }

  @Test
  void whoGoesAwayGivesBackWhatItTook() throws Exception {
    start(Duration.ofSeconds(30), 1_000, 1_000_000);
    for (int i = 0; i < 5; i++) {
      Socket socket = connect();
      send(socket, "POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
      send(socket, "g".repeat(99_000));
    }
    until("they are collected", () -> server.heldBytes() > 300_000);
    for (Socket socket : open) {
      socket.close();
    }

    until("everything is given back", () -> server.heldBytes() == 0);
  }

  @Test
  void oneConnectionTooManyIsToldSo() throws Exception {
    start(Duration.ofSeconds(30), 10, 1_000_000);
    for (int i = 0; i < 10; i++) {
      // Answered, so that none of them is still on its way in.
      Socket socket = connect();
      send(socket, "POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na");
      assertThat(answer(socket)).endsWith("\r\n\r\n1");
    }

    String refused = new String(connect().getInputStream().readAllBytes(), UTF_8);
    assertThat(refused).startsWith("HTTP/1.1 503").contains("Retry-After: 1", "JITSU-0507", "10");

    open.get(0).close();
    until("there is room again", () -> isAnswered());
  }

  private boolean isAnswered() {
    try (Socket socket = connect()) {
      send(socket, "POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
      return answer(socket).endsWith("\r\n\r\n3");
    } catch (IOException e) {
      return false;
    }
  }

  private void start(Duration idle, int connections, long bodyBytes) {
    server =
        new HttpServer(
            new HttpSettings(
                "127.0.0.1",
                0,
                8,
                8_192,
                idle,
                Duration.ofSeconds(5),
                4,
                Duration.ofSeconds(1),
                connections,
                bodyBytes),
            new Routes()
                .add("POST", "/size", new BodyLimit(500_000), Endpoint.of(SlowClientsTest::size))
                .add("GET", "/large", BodyLimit.none(), Endpoint.of(call -> bytes(LARGE_ANSWER))));
    server.start();
  }

  private static Reply size(Call call) {
    return bytes(Integer.toString(call.body().length).getBytes(US_ASCII));
  }

  private static Reply bytes(byte[] bytes) {
    return new Reply(200, "text/plain", bytes, Map.of());
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    open.add(socket);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private String exchange(String request) throws IOException {
    try (Socket socket = connect()) {
      send(socket, request);
      return answer(socket);
    }
  }

  /** One answer with its body. */
  private static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after " + head);
      }
      head.append((char) next);
    }
    String length = head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
    return head + new String(in.readNBytes(Integer.parseInt(length)), UTF_8);
  }
}
