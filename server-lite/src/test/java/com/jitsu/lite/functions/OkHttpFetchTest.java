package com.jitsu.lite.functions;

import static com.jitsu.lite.redis.Until.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.jitsu.sdk.host.FunctionFetch.Reply;
import com.jitsu.sdk.host.FunctionFetch.Request;
import com.jitsu.sdk.host.HostException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class OkHttpFetchTest {

  private static final long MOST = 100_000;
  private static final long LONG = 20_000;

  private OddServer server;
  private OkHttpFetch fetch;

  @BeforeEach
  void start() throws IOException {
    server = new OddServer();
    fetch = new OkHttpFetch(AddressRules.open(), "jitsu-test/1");
  }

  @AfterEach
  void stop() {
    fetch.close();
    server.close();
  }

  @Test
  void everyStatusIsAReply() {
    server.on(
        "/sad",
        exchange -> {
          exchange.getResponseHeaders().add("X-Two", "a");
          exchange.getResponseHeaders().add("X-Two", "b");
          OddServer.answer(exchange, 503, "wört".getBytes(UTF_8));
        });

    Reply reply = get(server.url("/sad?q=1#fragment"));

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.statusText()).isEqualTo("Service Unavailable");
    assertThat(reply.url()).isEqualTo(server.url("/sad?q=1"));
    assertThat(reply.redirected()).isFalse();
    assertThat(reply.headers()).containsEntry("x-two", "a, b");
    assertThat(reply.body()).asString(UTF_8).isEqualTo("wört");
  }

  @Test
  void theRequestArrivesAsItWasMade() {
    server.on("/", exchange -> OddServer.answer(exchange, 200, new byte[0]));
    Map<String, String> headers =
        Map.of("Content-Type", "text/x", "x-own", " v ", "Host", "evil", "Content-Length", "3");

    for (String method : List.of("POST", "put", "PATCH", "DELETE", "PURGE")) {
      await(
          new Request(
              server.url("/a"), method, headers, Optional.of("wört".getBytes(UTF_8)), LONG, MOST));
    }
    await(request(server.url("/a"), "POST"));
    get(server.url("/a"));

    assertThat(server.seen())
        .extracting(OddServer.Seen::method)
        .containsExactly("POST", "PUT", "PATCH", "DELETE", "PURGE", "POST", "GET");
    assertThat(server.seen().subList(0, 5))
        .allSatisfy(
            seen -> {
              assertThat(seen.body()).isEqualTo("wört");
              assertThat(seen.headers().getFirst("Content-Type")).isEqualTo("text/x");
              assertThat(seen.headers().getFirst("X-own")).isEqualTo("v");
              assertThat(seen.headers().getFirst("Host")).isEqualTo("127.0.0.1:" + server.port());
              assertThat(seen.headers().getFirst("User-Agent")).isEqualTo("jitsu-test/1");
            });
    assertThat(server.seen().get(5).body()).isEmpty();
  }

  @Test
  void nothingIsRemembered() {
    server.on(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Set-Cookie", "id=1");
          exchange.getResponseHeaders().set("Cache-Control", "max-age=1000");
          OddServer.answer(exchange, 200, new byte[0]);
        });

    get(server.url("/"));
    get(server.url("/"));

    assertThat(server.seen()).hasSize(2);
    assertThat(server.seen().get(1).headers()).doesNotContainKey("Cookie");
  }

  @ParameterizedTest
  @CsvSource({
    "301, POST, GET, ''",
    "302, POST, GET, ''",
    "303, POST, GET, ''",
    "303, PUT, GET, ''",
    "302, PUT, PUT, body",
    "307, POST, POST, body",
    "308, POST, POST, body",
    "302, DELETE, DELETE, body",
  })
  void redirectsAreFollowedAsTheStandardSays(int status, String method, String then, String body) {
    server.onRedirect("/from", status, "/to#there");
    server.on("/to", exchange -> OddServer.answer(exchange, 200, new byte[0]));

    Reply reply =
        await(
            new Request(
                server.url("/from"),
                method,
                Map.of("Authorization", "t", "Content-Type", "text/x"),
                Optional.of("body".getBytes(UTF_8)),
                LONG,
                MOST));

    assertThat(reply.url()).isEqualTo(server.url("/to"));
    assertThat(reply.redirected()).isTrue();
    OddServer.Seen last = server.seen().get(1);
    assertThat(last.method()).isEqualTo(then);
    assertThat(last.body()).isEqualTo(body);
    assertThat(last.headers().containsKey("Content-Type")).isEqualTo(!body.isEmpty());
    assertThat(last.headers()).containsKey("Authorization");
  }

  @Test
  void anotherHostDoesNotGetTheSecrets() throws IOException {
    try (OddServer other = new OddServer()) {
      server.onRedirect("/from", 307, "http://user:pass@127.0.0.1:" + other.port() + "/to");
      other.on("/to", exchange -> OddServer.answer(exchange, 200, new byte[0]));

      Reply reply =
          await(
              new Request(
                  server.url("/from"),
                  "GET",
                  Map.of("authorization", "t", "cookie", "c", "x-more", "m"),
                  Optional.empty(),
                  LONG,
                  MOST));

      assertThat(reply.url()).isEqualTo(other.url("/to"));
      assertThat(other.seen().get(0).headers())
          .doesNotContainKeys("Authorization", "Cookie")
          .containsKey("X-more");
    }
  }

  @Test
  void redirectsEnd() {
    server.onRedirect("/loop", 302, "/loop");
    server.onRedirect("/file", 302, "file:///etc/passwd");
    server.on("/stay", exchange -> exchange.sendResponseHeaders(302, -1));

    assertThat(failure(server.url("/loop"))).hasMessage("fetch failed: more than 20 redirects");
    assertThat(server.seen()).hasSize(21);
    assertThat(failure(server.url("/file")))
        .hasMessage("fetch failed: a redirect leads to no http or https URL");
    assertThat(get(server.url("/stay")).status()).isEqualTo(302);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ftp://x/ | fetch failed: only http: and https: are fetched, not ftp:
          file:///etc/passwd | fetch failed: only http: and https: are fetched, not file:
          data:text/plain,secret | fetch failed: only http: and https: are fetched, not data:
          /secret | fetch failed: the URL cannot be read
          http:// | fetch failed: the URL cannot be read
          http://a b/secret | fetch failed: the URL cannot be read
          '' | fetch failed: the URL cannot be read
          http://user:secret@x/ | fetch failed: the URL includes credentials; put them into the header Authorization
          http://nowhere.invalid/secret | fetch failed: the host name nowhere.invalid cannot be resolved
          """)
  void whatCannotBeFetchedIsSaid(String url, String message) {
    assertThat(failure(url)).hasMessage(message);
  }

  @Test
  void aRequestThatTheStandardForbidsIsNotSent() {
    String url = server.url("/");
    for (String method : List.of("GET", "HEAD")) {
      assertThat(failure(new Request(url, method, Map.of(), Optional.of(new byte[0]), LONG, MOST)))
          .hasMessage("Request with GET/HEAD method cannot have body.");
    }
    assertThat(failure(request(url, "TRACE"))).hasMessage("'TRACE' HTTP method is unsupported.");
    assertThat(failure(request(url, "A B"))).hasMessage("this is not an HTTP method");
    for (String value : List.of("a\r\nX: secret", "secret\0", "secret€")) {
      assertThat(failure(new Request(url, "GET", Map.of("x", value), Optional.empty(), LONG, MOST)))
          .hasMessageNotContaining("secret")
          .hasMessageContaining("header x");
    }
    assertThat(failure(new Request(url, "GET", Map.of("a b", "c"), Optional.empty(), LONG, MOST)))
        .hasMessage("this is not the name of a header");
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void bodiesAreDecompressed() throws IOException {
    byte[] text = "wört ".repeat(1_000).getBytes(UTF_8);
    server.on("/gzip", exchange -> OddServer.encoded(exchange, "gzip", OddServer.gzip(text)));
    server.on("/zlib", exchange -> OddServer.encoded(exchange, "deflate", OddServer.zlib(text)));
    server.on("/raw", exchange -> OddServer.encoded(exchange, "Deflate", OddServer.deflate(text)));
    server.on(
        "/both",
        exchange ->
            OddServer.encoded(exchange, "deflate, gzip", OddServer.gzip(OddServer.zlib(text))));
    server.on("/none", exchange -> OddServer.encoded(exchange, "gzip", new byte[0]));
    server.on("/br", exchange -> OddServer.encoded(exchange, "br", new byte[] {1, 2}));

    for (String path : List.of("/gzip", "/zlib", "/raw", "/both")) {
      assertThat(get(server.url(path)).body()).as(path).isEqualTo(text);
    }
    assertThat(get(server.url("/none")).body()).isEmpty();
    assertThat(get(server.url("/br")).body()).containsExactly(1, 2);
    assertThat(await(request(server.url("/gzip"), "HEAD")).body()).isEmpty();
  }

  @Test
  void aBodyThatIsTooLargeIsCutOffWithAnError() throws IOException {
    byte[] bomb = OddServer.gzip(OddServer.gzip(new byte[200_000_000]));
    server.on("/told", exchange -> exchange.sendResponseHeaders(200, 1_000_000_000_000L));
    server.on("/endless", OkHttpFetchTest::endless);
    server.on("/bomb", exchange -> OddServer.encoded(exchange, "gzip, gzip", bomb));
    server.on("/exact", exchange -> OddServer.answer(exchange, 200, new byte[(int) MOST]));

    for (String path : List.of("/told", "/endless", "/bomb")) {
      assertThat(failure(server.url(path)))
          .as(path)
          .hasMessage("fetch failed: the body is larger than " + MOST + " bytes");
    }
    assertThat(get(server.url("/exact")).body()).hasSize((int) MOST);
    assertThat(bomb).hasSizeLessThan((int) MOST);
  }

  private static void endless(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] some = new byte[50_000];
    while (!Thread.currentThread().isInterrupted()) {
      exchange.getResponseBody().write(some);
    }
  }

  @Test
  void aBodyThatBreaksOffIsAnErrorWithoutItsText() throws Exception {
    try (ServerSocket raw = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + raw.getLocalPort() + "/?token=secret";
      for (String answer :
          List.of(
              "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nsecret",
              "secret nonsense\r\n\r\n",
              "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 6\r\n\r\nsecret",
              "")) {
        fetch = new OkHttpFetch(AddressRules.open(), "x");
        CompletableFuture<Reply> reply = fetch.fetch(request(url, "POST"));
        try (Socket socket = raw.accept();
            OutputStream out = socket.getOutputStream()) {
          assertThat(socket.getInputStream().read()).isEqualTo('P');
          out.write(answer.getBytes(UTF_8));
        }
        HostException e = failure(reply);
        assertThat(e)
            .hasMessageStartingWith("fetch failed: ")
            .hasMessageContaining("127.0.0.1:" + raw.getLocalPort())
            .hasMessageNotContaining("secret");
        fetch.close();
      }
    }
  }

  @Test
  void timeIsOverInEveryPhase() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    server.on("/silent", exchange -> await(end));
    server.on(
        "/slow",
        exchange -> {
          exchange.sendResponseHeaders(200, 10);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          await(end);
        });
    server.on(
        "/again",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/silent");
          exchange.sendResponseHeaders(302, -1);
        });
    OkHttpFetch unresolved = new OkHttpFetch(AddressRules.open(), "x", host -> never(end));

    for (String path : List.of("/silent", "/slow", "/again")) {
      Instant begun = Instant.now();
      HostException e =
          failure(new Request(server.url(path), "GET", Map.of(), Optional.empty(), 300, MOST));
      assertThat(e).as(path).hasMessage("Fetch request exceeded timeout 300ms and was aborted");
      assertThat(Duration.between(begun, Instant.now())).isBetween(ms(290), ms(5_000));
    }
    Request named =
        new Request("http://example.com/", "GET", Map.of(), Optional.empty(), 300, MOST);
    assertThat(failure(unresolved.fetch(named))).hasMessageContaining("exceeded timeout 300ms");
    end.countDown();
    unresolved.close();
  }

  @Test
  void manyCallsAtOnceWaitForOneAnotherAndAllGetTheirs() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    server.on(
        "/",
        exchange -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          byte[] body = exchange.getRequestURI().getQuery().getBytes(UTF_8);
          running.decrementAndGet();
          OddServer.answer(exchange, 200, body);
        });

    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      replies.add(fetch.fetch(request(server.url("/?n" + i), "GET")));
    }

    for (int i = 0; i < 500; i++) {
      assertThat(replies.get(i).get(30, TimeUnit.SECONDS).body())
          .asString(UTF_8)
          .isEqualTo("n" + i);
    }
    assertThat(most.get()).isBetween(1, 16);
  }

  @Test
  void callsThatWaitForOthersAreInTimeToo() {
    CountDownLatch end = new CountDownLatch(1);
    server.on("/", exchange -> await(end));
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      replies.add(
          fetch.fetch(new Request(server.url("/"), "GET", Map.of(), Optional.empty(), 300, MOST)));
    }

    replies.forEach(
        reply -> assertThat(failure(reply)).hasMessageContaining("exceeded timeout 300ms"));
    end.countDown();
  }

  @Test
  void whoCancelsEndsTheExchange() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    server.on(
        "/",
        exchange -> {
          try {
            endless(exchange);
          } catch (IOException e) {
            gone.countDown();
          }
        });
    CompletableFuture<Reply> reply =
        fetch.fetch(
            new Request(server.url("/"), "GET", Map.of(), Optional.empty(), LONG, Long.MAX_VALUE));
    until("the request", () -> !server.seen().isEmpty());

    reply.cancel(true);

    assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void closingEndsWhatIsUnderWayAndTakesNothingMore() {
    CountDownLatch end = new CountDownLatch(1);
    server.on("/", exchange -> await(end));
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      replies.add(fetch.fetch(request(server.url("/"), "GET")));
    }
    until("a request", () -> !server.seen().isEmpty());

    fetch.close();
    fetch.close();

    replies.add(fetch.fetch(request(server.url("/"), "GET")));
    replies.forEach(
        reply ->
            assertThat(failure(reply)).hasMessage("fetch failed: the server is being stopped"));
    end.countDown();
  }

  @Test
  void anInterruptedConnectionIsNotUsedToSendTwice() throws Exception {
    try (ServerSocket raw = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + raw.getLocalPort() + "/";
      CompletableFuture<Reply> first = fetch.fetch(request(url, "POST"));
      CompletableFuture<Reply> second;
      try (Socket socket = raw.accept()) {
        readRequest(socket);
        socket
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8));
        assertThat(join(first).status()).isEqualTo(200);
        second = fetch.fetch(request(url, "POST"));
        readRequest(socket);
      }
      assertThat(failure(second)).hasMessageEndingWith("broke off");
      // No second connection comes.
      raw.setSoTimeout(300);
      assertThatThrownBy(raw::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  private static void readRequest(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) socket.getInputStream().read());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:PORT/",
        "http://localhost:PORT/",
        "http://localhost.:PORT/",
        "http://2130706433:PORT/",
        "http://0x7f000001:PORT/",
        "http://127.1:PORT/",
        "http://0.0.0.0:PORT/",
        "http://0:PORT/",
        "http://[::1]:PORT/",
        "http://[::]:PORT/",
        "http://[::ffff:127.0.0.1]:PORT/",
        "http://[::127.0.0.1]:PORT/",
        "http://[64:ff9b::7f00:1]:PORT/",
        "http://⑫7.0.0.1:PORT/",
        "http://rebound.example:PORT/",
        "https://127.0.0.1:PORT/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
      })
  void localAddressesAreRefusedHoweverTheyAreWritten(String url) {
    server.on("/", exchange -> OddServer.answer(exchange, 200, new byte[0]));
    try (OkHttpFetch guarded = guarded(Set.of("sidecar"))) {
      Request request = request(url.replace("PORT", "" + server.port()), "GET");
      assertThat(failure(guarded.fetch(request)))
          .hasMessageStartingWith("fetch failed: ")
          .hasMessageMatching("(?s).*(local network, which this server forbids|cannot be re).*");
    }
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void onlyTheAllowedNameLeadsToALocalServerAndNoFurther() {
    server.on("/", exchange -> OddServer.answer(exchange, 200, new byte[0]));
    server.onRedirect("/on", 302, "http://sidecar:" + server.port() + "/");
    server.onRedirect("/off", 302, server.url("/"));
    server.onRedirect("/named", 302, "http://rebound.example:" + server.port() + "/");
    try (OkHttpFetch guarded = guarded(Set.of("SideCar"))) {
      String sidecar = "http://sidecar:" + server.port();
      assertThat(join(guarded.fetch(request(sidecar + "/", "GET"))).status()).isEqualTo(200);
      assertThat(join(guarded.fetch(request(sidecar + "/on", "GET"))).status()).isEqualTo(200);
      assertThat(failure(guarded.fetch(request(sidecar + "/off", "GET"))))
          .hasMessage(
              "fetch failed: 127.0.0.1 is in a local network, which this server forbids"
                  + " (functions.fetch.forbid_local)");
      assertThat(failure(guarded.fetch(request(sidecar + "/named", "GET"))))
          .hasMessageStartingWith("fetch failed: rebound.example is in a local network");
    }
    assertThat(server.seen())
        .extracting(OddServer.Seen::path)
        .containsExactly("/", "/on", "/", "/off", "/named");
  }

  @Test
  void aPortWhereNobodyListensIsSaid() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertThat(failure("http://127.0.0.1:" + port + "/secret"))
        .hasMessage("fetch failed: cannot connect to 127.0.0.1:" + port);
  }

  @Test
  void aServerWithoutTlsIsSaid() throws IOException {
    try (ServerSocket raw = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Reply> reply =
          fetch.fetch(request("https://127.0.0.1:" + raw.getLocalPort() + "/secret", "POST"));
      try (Socket socket = raw.accept()) {
        socket.getOutputStream().write("HTTP/1.1 400 secret\r\n\r\n".getBytes(UTF_8));
        assertThat(failure(reply))
            .hasMessageStartingWith("fetch failed: no secure connection to 127.0.0.1:")
            .hasMessageNotContaining("/secret");
      }
    }
  }

  /** Every name leads to this machine. */
  private static OkHttpFetch guarded(Set<String> allowed) {
    return new OkHttpFetch(
        new AddressRules(true, allowed),
        "x",
        host ->
            host.endsWith(".example") || host.equals("sidecar")
                ? List.of(InetAddress.getLoopbackAddress())
                : okhttp3.Dns.SYSTEM.lookup(host));
  }

  private static Request request(String url, String method) {
    return new Request(url, method, Map.of(), Optional.empty(), LONG, MOST);
  }

  private Reply get(String url) {
    return await(request(url, "GET"));
  }

  private Reply await(Request request) {
    return join(fetch.fetch(request));
  }

  private static Reply join(CompletableFuture<Reply> reply) {
    try {
      return reply.get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private HostException failure(String url) {
    return failure(request(url, "GET"));
  }

  private HostException failure(Request request) {
    return failure(fetch.fetch(request));
  }

  private static HostException failure(CompletableFuture<Reply> reply) {
    Throwable thrown = catchThrowable(() -> reply.get(30, TimeUnit.SECONDS));
    assertThat(thrown).isInstanceOf(ExecutionException.class);
    assertThat(thrown.getCause()).isInstanceOf(HostException.class);
    return (HostException) thrown.getCause();
  }

  private static void await(CountDownLatch end) {
    try {
      end.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<InetAddress> never(CountDownLatch end) {
    await(end);
    return List.of();
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
