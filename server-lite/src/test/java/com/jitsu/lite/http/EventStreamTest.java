package com.jitsu.lite.http;

import static com.jitsu.lite.redis.Until.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {

  private static final int MOST = 16;

  private final BlockingQueue<EventStream> opened = new LinkedBlockingQueue<>();
  private HttpServer server;

  @BeforeEach
  void start() {
    server = server(Duration.ofSeconds(15));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void eventsArriveAsTheyAreSentAndTheEndIsClean() throws Exception {
    try (EventReader reader = EventReader.open(address())) {
      EventStream stream = stream();
      assertThat(reader.status()).isEqualTo(200);
      assertThat(reader.header("Content-Type")).isEqualTo("text/event-stream");
      assertThat(reader.header("Cache-Control")).isEqualTo("no-store");
      assertThat(reader.any()).isEqualTo(new EventReader.Event("", "retry", "2000"));

      assertThat(stream.offer("1", null, bytes("größe"))).isTrue();
      assertThat(reader.next()).isEqualTo(new EventReader.Event("1", "message", "größe"));
      stream.send(null, "progress", bytes("two\nlines"));
      assertThat(reader.next()).isEqualTo(new EventReader.Event("", "progress", "two\nlines"));
      stream.send("2", null, bytes("last"));
      stream.end();
      stream.end();
      assertThat(reader.next().data()).isEqualTo("last");
      assertThat(reader.next().event()).isEqualTo("end");
      assertThat(stream.offer("3", null, bytes("late"))).isFalse();
    }
  }

  @Test
  void aCommentNowAndThenKeepsTheConnectionOpen() throws Exception {
    server.close();
    server = server(Duration.ofMillis(20));
    try (EventReader reader = EventReader.open(address())) {
      assertThat(reader.any().event()).isEqualTo("retry");
      for (int i = 0; i < 3; i++) {
        assertThat(reader.any().event()).isEqualTo("comment");
      }
      stream().send(null, null, bytes("still here"));
      assertThat(reader.next().data()).isEqualTo("still here");
    }
  }

  @Test
  void aSlowReaderHoldsNothingUpAndIsToldHowManyItMissed() throws Exception {
    byte[] data = bytes("x".repeat(1_000));
    int sent = 100_000;
    try (Socket socket = connect()) {
      EventStream stream = stream();
      for (int i = 0; i < sent; i++) {
        stream.send(String.valueOf(i), null, data);
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      List<Integer> ids = new ArrayList<>();
      long missed = 0;
      while (ids.size() + missed < sent) {
        String line = lines.readLine();
        assertThat(line).as("before %s of %s", ids.size(), sent).isNotNull();
        if (line.startsWith("id: ")) {
          assertThat(Integer.parseInt(line.substring(4))).isEqualTo((int) (ids.size() + missed));
          ids.add(Integer.parseInt(line.substring(4)));
        } else if (line.startsWith("data: {\"missed\":")) {
          missed += Json.parse(line.substring(6)).path("missed").asLong();
        }
      }
      assertThat(missed).isPositive();

      stream.send("goes on", null, data);
      String line = lines.readLine();
      while (!line.equals("id: goes on")) {
        line = lines.readLine();
      }
    }
  }

  @Test
  void whoWaitsForRoomIsCalledWhenTheClientHasRead() throws Exception {
    byte[] data = bytes("x".repeat(10_000));
    try (Socket socket = connect()) {
      EventStream stream = stream();
      int taken = 0;
      while (stream.offer(null, null, data)) {
        taken++;
      }
      CountDownLatch room = new CountDownLatch(1);
      stream.whenRoom(room::countDown);
      int read = 0;
      byte[] some = new byte[65_536];
      while (room.getCount() > 0 && read < taken * data.length) {
        read += socket.getInputStream().read(some);
      }

      assertThat(room.await(30, TimeUnit.SECONDS)).isTrue();
      until("room again", () -> stream.offer(null, null, data));
    }
  }

  @Test
  void aClientThatGoesAwayIsNoticed() throws Exception {
    server.close();
    server = server(Duration.ofMillis(20));
    CountDownLatch gone = new CountDownLatch(1);
    Socket socket = connect();
    EventStream stream = stream();
    stream.whenClosed(gone::countDown);
    socket.close();

    assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
    CountDownLatch late = new CountDownLatch(1);
    stream.whenClosed(late::countDown);
    assertThat(late.getCount()).as("whoever comes late is called at once").isZero();
    stream.send(null, null, bytes("to nobody"));
  }

  @Test
  void manyStreamsHoldNoThreadAndOneTooManyIsRefused() throws Exception {
    server.close();
    server = server(Duration.ofMillis(20));
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < MOST; i++) {
        sockets.add(connect());
        stream();
      }
      HttpResponse<String> refused = get("/events");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).contains("5");
      assertThat(refused.body()).isEqualTo("sorry: JITSU-0507");
      assertThat(get("/plain").body()).as("eight threads, sixteen streams").isEqualTo("{}");

      sockets.remove(0).close();
      until("a place", this::isAdmitted);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void aStoppingServerEndsItsStreamsEvenOfThoseWhoDoNotRead() throws Exception {
    CountDownLatch over = new CountDownLatch(2);
    try (EventReader reader = EventReader.open(address());
        Socket stuck = connect()) {
      for (int i = 0; i < 2; i++) {
        EventStream stream = stream();
        stream.whenClosed(over::countDown);
        for (int j = 0; j < 20_000; j++) {
          stream.send(null, null, bytes("x".repeat(1_000)));
        }
      }
      server.close();

      assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(stuck.isClosed()).isFalse();
      EventReader.Event event = reader.next();
      while (event.event().equals("message") || event.event().equals("gap")) {
        event = reader.next();
      }
      assertThat(event.event()).isEqualTo("end");
    }
  }

  private boolean isAdmitted() {
    try (EventReader reader = EventReader.open(address())) {
      return reader.status() == 200;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void headOpensNothing() throws Exception {
    HttpRequest head =
        HttpRequest.newBuilder(URI.create(address())).method("HEAD", noBody()).build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(head, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
    assertThat(opened).isEmpty();
  }

  private static HttpRequest.BodyPublisher noBody() {
    return HttpRequest.BodyPublishers.noBody();
  }

  private HttpServer server(Duration heartbeat) {
    HttpServer made =
        new HttpServer(
            new HttpSettings(
                "127.0.0.1",
                0,
                8,
                8_192,
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                MOST,
                heartbeat),
            new Routes()
                .add("GET", "/events", BodyLimit.none(), new Events())
                .add(
                    "GET",
                    "/plain",
                    BodyLimit.none(),
                    Endpoint.of(call -> Reply.json(Json.object()))));
    made.start();
    return made;
  }

  private final class Events implements Endpoint {

    @Override
    public CompletionStage<Reply> answer(Call call) {
      return CompletableFuture.completedFuture(Reply.events(opened::add));
    }

    @Override
    public Reply refuse(Call call, int status, List<Problem> problems) {
      return new Reply(
          status, "text/plain", bytes("sorry: " + problems.get(0).code()), java.util.Map.of());
    }
  }

  private EventStream stream() throws InterruptedException {
    EventStream stream = opened.poll(30, TimeUnit.SECONDS);
    assertThat(stream).as("an open stream").isNotNull();
    return stream;
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(30_000);
    socket.getOutputStream().write(bytes("GET /events HTTP/1.1\r\nHost: x\r\n\r\n"));
    return socket;
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
            BodyHandlers.ofString());
  }

  private String address() {
    return "http://127.0.0.1:" + server.port() + "/events";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
