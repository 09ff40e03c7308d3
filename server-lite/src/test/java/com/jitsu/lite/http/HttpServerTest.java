package com.jitsu.lite.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {

  private static final BodyLimit LIMIT = new BodyLimit(1_000);

  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CompletableFuture<Reply> later = new CompletableFuture<>();
  private final HttpServer server =
      new HttpServer(
          new HttpSettings("127.0.0.1", 0, 8, 8_192, Duration.ofSeconds(5), Duration.ofSeconds(5)),
          new Routes()
              .add("POST", "/echo", LIMIT, Endpoint.of(HttpServerTest::echo))
              .add("GET", "/things/{id}", BodyLimit.none(), Endpoint.of(HttpServerTest::thing))
              .add("GET", "/things.{id}", BodyLimit.none(), Endpoint.of(HttpServerTest::thing))
              .add("POST", "/as-sent", LIMIT.asSent(), Endpoint.of(HttpServerTest::size))
              .add("GET", "/things/special", BodyLimit.none(), Endpoint.of(call -> text("special")))
              .add("PUT", "/things/{id}", LIMIT, Endpoint.of(HttpServerTest::thing))
              .add("OPTIONS", "/open", BodyLimit.none(), Cors.preflight())
              .add("GET", "/bug", BodyLimit.none(), call -> bug())
              .add("GET", "/late-bug", BodyLimit.none(), call -> lateBug())
              .add("GET", "/refused", BodyLimit.none(), call -> refused())
              .add("GET", "/problem", BodyLimit.none(), call -> problem())
              .add("GET", "/later", BodyLimit.none(), this::later));

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
    server.close();
  }

  @Test
  void aBodyArrivesWhole() throws Exception {
    assertThat(post("/echo", "größe".getBytes(StandardCharsets.UTF_8)).body()).isEqualTo("größe");
    assertThat(post("/echo", new byte[0]).body()).isEmpty();
    assertThat(post("/echo", new byte[1_000]).statusCode()).isEqualTo(200);
  }

  @Test
  void aGzippedBodyArrivesUnpacked() throws Exception {
    assertThat(post("/echo", gzip(new byte[1_000]), "Content-Encoding", "gzip").body())
        .hasSize(1_000);
  }

  @Test
  void anEndpointMayGetTheBodyAsItWasSent() throws Exception {
    byte[] packed = gzip(new byte[1_000]);

    assertThat(post("/as-sent", packed, "Content-Encoding", "gzip").body())
        .isEqualTo(Integer.toString(packed.length));
    assertThat(post("/as-sent", new byte[3], "Content-Encoding", "br").body()).isEqualTo("3");
  }

  @ParameterizedTest
  @ValueSource(ints = {1_001, 20_000, 3_000_000, 12_000_000})
  void aBodyOverTheLimitIsTooLarge(int size) throws Exception {
    assertProblem(post("/echo", new byte[size]), 413, "JITSU-0503");
  }

  @Test
  void aHugeAnnouncedBodyIsTooLargeBeforeItIsSent() throws Exception {
    String answer = raw("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000000\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 413").contains("JITSU-0503");
  }

  @Test
  void aChunkedBodyOverTheLimitIsTooLarge() throws Exception {
    HttpRequest request =
        request("/echo")
            .POST(
                BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(new byte[5_000])))
            .build();

    assertProblem(client.send(request, BodyHandlers.ofString()), 413, "JITSU-0503");
  }

  @Test
  void aGzipBombIsTooLarge() throws Exception {
    byte[] bomb = gzip(new byte[500_000]);

    assertThat(bomb.length).isLessThan(1_000);
    assertProblem(post("/echo", bomb, "Content-Encoding", "gzip"), 413, "JITSU-0503");
  }

  @Test
  void whatIsNotGzipIsRefused() throws Exception {
    byte[] cut =
        java.util.Arrays.copyOf(gzip("0123456789".repeat(20).getBytes(StandardCharsets.UTF_8)), 20);

    assertProblem(
        post("/echo", "{}".getBytes(StandardCharsets.UTF_8), "Content-Encoding", "gzip"),
        400,
        "JITSU-0505");
    assertProblem(post("/echo", cut, "Content-Encoding", "gzip"), 400, "JITSU-0505");
    assertProblem(post("/echo", new byte[0], "Content-Encoding", "gzip"), 400, "JITSU-0505");
    assertProblem(post("/echo", new byte[3], "Content-Encoding", "br"), 415, "JITSU-0505");
  }

  @Test
  void pathAndQueryAreDecoded() throws Exception {
    assertThat(get("/things/a%2Fb%20%C3%B6?q=x+y&q=2").body()).isEqualTo("a/b ö|x y");
    assertThat(get("/things/%2e%2e?q=").body()).isEqualTo("..|");
    assertThat(get("/things/a%25;v=1").body()).isEqualTo("a%;v=1|none");
    assertThat(get("/things/1/").body()).isEqualTo("1|none");
  }

  @Test
  void aSegmentMayBeginLiterallyAndEndAsItLikes() throws Exception {
    assertThat(get("/things.a%20b").body()).isEqualTo("a b|none");
    assertThat(get("/things.").statusCode()).isEqualTo(404);
    assertThat(get("/things.a/b").statusCode()).isEqualTo(404);
    assertThat(get("/thing.a").statusCode()).isEqualTo(404);
  }

  @Test
  void aLiteralSegmentBeatsAParameter() throws Exception {
    assertThat(get("/things/special").body()).isEqualTo("special");
    assertThat(send("PUT", "/things/special").statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/things/%zz",
        "/things/%c3%28",
        "/things/%f",
        "/things/1?q=%zz",
        "/things/%00%ff"
      })
  void whatIsNotPercentEncodedUtf8IsRefused(String path) throws Exception {
    String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400").contains("JITSU-0504");
  }

  @Test
  void anUnknownPathNamesTheNearest() throws Exception {
    HttpResponse<String> answer = get("/ecko");

    assertProblem(answer, 404, "JITSU-0501");
    assertThat(answer.body()).contains("did you mean \\\"/echo\\\"?");
    assertProblem(get("/"), 404, "JITSU-0501");
    assertProblem(get("//things//"), 404, "JITSU-0501");
    assertProblem(post("/nothing", new byte[2_000_000]), 404, "JITSU-0501");
  }

  @Test
  void anotherMethodNamesTheRightOnes() throws Exception {
    HttpResponse<String> answer = send("DELETE", "/things/1");

    assertProblem(answer, 405, "JITSU-0502");
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, PUT");
    assertThat(send("OPTIONS", "/things/1").headers().firstValue("Allow"))
        .contains("GET, HEAD, OPTIONS, PUT");
    assertThat(send("OPTIONS", "/things/1").statusCode()).isEqualTo(204);
  }

  @Test
  void headIsGetWithoutTheBody() throws Exception {
    HttpResponse<String> answer = send("HEAD", "/things/abc");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Length")).contains("8");
  }

  @Test
  void aPreflightEchoesTheOrigin() throws Exception {
    HttpRequest request =
        request("/open")
            .header("Origin", "https://shop.example")
            .method("OPTIONS", BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://shop.example");
    assertThat(answer.headers().firstValue("Access-Control-Max-Age")).contains("86400");
  }

  @Test
  void aBugIsA500WithAnIdAndWithoutItsStack() throws Exception {
    for (String path : List.of("/bug", "/late-bug")) {
      HttpResponse<String> answer = get(path);

      assertProblem(answer, 500, "JITSU-0506");
      assertThat(answer.body()).contains("error id").doesNotContain("secret", "Exception", ".java");
    }
  }

  @Test
  void refusalsAndProblemsAreToldAsTheyAre() throws Exception {
    assertProblem(get("/refused"), 401, "JITSU-0599");
    assertProblem(get("/problem"), 400, "JITSU-0598");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NONSENSE\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET /echo HTTP/1.1\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n12345",
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET /echo HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n",
      })
  void whatIsNotHttpGetsAProblemToo(String request) throws Exception {
    assertThat(raw(request)).startsWith("HTTP/1.1 400").contains("\"problems\"");
  }

  @Test
  void endlessHeadersAreRefused() throws Exception {
    String answer =
        raw("GET /echo HTTP/1.1\r\nHost: x\r\nX-Long: " + "y".repeat(20_000) + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 431").contains("JITSU-0503");
  }

  @Test
  void aClientThatLeavesEarlyDisturbsNobody() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nabc"
                  .getBytes(StandardCharsets.US_ASCII));
    }

    assertThat(post("/echo", new byte[3]).statusCode()).isEqualTo(200);
  }

  @Test
  void slowClientsHoldNoThread() throws Exception {
    List<Socket> slow = new java.util.ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        slow.add(socket);
        socket
            .getOutputStream()
            .write(
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nabc"
                    .getBytes(StandardCharsets.US_ASCII));
      }

      assertThat(post("/echo", new byte[3]).statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void closingLetsARunningRequestFinish() throws Exception {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request("/later").build(), BodyHandlers.ofString());
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);

    later.complete(text("done"));

    assertThat(answer.get(10, TimeUnit.SECONDS).body()).isEqualTo("done");
    closing.get(10, TimeUnit.SECONDS);
  }

  @Test
  void aTakenPortIsAProblemWithARemedy() {
    HttpServer second = new HttpServer(HttpSettings.of("127.0.0.1", server.port()), new Routes());

    assertThatThrownBy(second::start)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0603")
        .hasMessageContaining("port " + server.port() + " is taken")
        .hasMessageContaining("--port 0");
  }

  @Test
  void aHostThatIsNotOursIsAProblem() {
    HttpServer elsewhere = new HttpServer(HttpSettings.of("203.0.113.7", 0), new Routes());
    HttpServer nowhere = new HttpServer(HttpSettings.of("no-such-host.invalid", 0), new Routes());

    assertThatThrownBy(elsewhere::start).hasMessageContaining("JITSU-0604");
    assertThatThrownBy(nowhere::start).hasMessageContaining("JITSU-0604");
  }

  private CompletableFuture<Reply> later(Call call) {
    entered.countDown();
    return later;
  }

  private static Reply echo(Call call) {
    return new Reply(200, "text/plain;charset=utf-8", call.body(), java.util.Map.of());
  }

  private static Reply size(Call call) {
    return text(Integer.toString(call.body().length));
  }

  private static Reply thing(Call call) {
    return text(call.parameter("id") + "|" + call.query("q").orElse("none"));
  }

  private static Reply text(String text) {
    return new Reply(
        200, "text/plain;charset=utf-8", text.getBytes(StandardCharsets.UTF_8), java.util.Map.of());
  }

  private static CompletableFuture<Reply> bug() {
    throw new IllegalStateException("secret");
  }

  private static CompletableFuture<Reply> lateBug() {
    return CompletableFuture.supplyAsync(
        () -> {
          throw new IllegalStateException("secret");
        });
  }

  private static CompletableFuture<Reply> refused() {
    throw new Refusal(401, new Problem("JITSU-0599", "no", null, "yes"));
  }

  private static CompletableFuture<Reply> problem() {
    return CompletableFuture.failedFuture(
        new ProblemException(new Problem("JITSU-0598", "no", null, "yes")));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", path);
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return client.send(
        request(path).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
    HttpRequest.Builder request = request(path).POST(BodyPublishers.ofByteArray(body));
    return client.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      in.transferTo(answer);
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonNode problem = Json.parse(answer.body()).path("problems").path(0);
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(problem.path("remedy").asText()).isNotEmpty();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }
}
