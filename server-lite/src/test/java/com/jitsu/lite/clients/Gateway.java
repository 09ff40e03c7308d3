package com.jitsu.lite.clients;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands before a server as a proxy would, remembers what was asked for, and can be told to
 * misbehave. Requests and answers pass unchanged.
 */
final class Gateway implements AutoCloseable {

  /** What becomes of a request. */
  enum Fault {
    /** 503 with Retry-After; the server hears nothing of it. */
    UNAVAILABLE,
    /** 507, as from a server whose disk is full; it hears nothing of it. */
    DISK_FULL,
    /** The server takes it, and the connection is cut before the client hears of that. */
    ANSWER_LOST
  }

  /** One request, as it came. */
  record Seen(String method, String path, Headers headers, Optional<Fault> fault) {

    /** What a person would compare: {@code POST /v1/batch}. */
    String route() {
      return method + " " + path;
    }
  }

  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "upgrade",
          "transfer-encoding",
          "date");

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String target;
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final Map<String, Path> scripts = new ConcurrentHashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  private Gateway(HttpServer http, String target) {
    this.http = http;
    this.target = target;
  }

  static Gateway before(String target) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Gateway gateway = new Gateway(http, target);
    http.setExecutor(gateway.threads);
    http.createContext("/", gateway::handle);
    http.start();
    return gateway;
  }

  String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** What happens to the next requests, one each; those after them pass. */
  void plan(Fault... next) {
    faults.addAll(List.of(next));
  }

  /** Answers a path with a script, as a site does that has the server below its own address. */
  void serve(String path, Path script) {
    scripts.put(path, script);
  }

  List<Seen> seen() {
    return seen;
  }

  private void handle(HttpExchange exchange) throws IOException {
    Path script = scripts.get(exchange.getRequestURI().getPath());
    if (script != null) {
      serve(exchange, Files.readAllBytes(script));
      return;
    }
    Optional<Fault> fault =
        exchange.getRequestMethod().equals("OPTIONS")
            ? Optional.empty()
            : Optional.ofNullable(faults.poll());
    seen.add(
        new Seen(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders(),
            fault));
    byte[] body = exchange.getRequestBody().readAllBytes();
    try (exchange) {
      boolean full = fault.equals(Optional.of(Fault.DISK_FULL));
      if (full || fault.equals(Optional.of(Fault.UNAVAILABLE))) {
        allow(exchange);
        exchange.getResponseHeaders().set("Retry-After", full ? "10" : "1");
        exchange.sendResponseHeaders(full ? 507 : 503, -1);
        return;
      }
      HttpResponse<byte[]> answer = forward(exchange, body);
      if (fault.equals(Optional.of(Fault.ANSWER_LOST))) {
        return;
      }
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      int length = answer.body().length;
      exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private static void serve(HttpExchange exchange, byte[] script) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/javascript; charset=utf-8");
      exchange.sendResponseHeaders(200, script.length);
      exchange.getResponseBody().write(script);
    }
  }

  /** A proxy's own answers must be readable for pages too. */
  private static void allow(HttpExchange exchange) {
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    if (origin != null) {
      exchange.getResponseHeaders().set("Access-Control-Allow-Origin", origin);
      exchange.getResponseHeaders().set("Access-Control-Allow-Credentials", "true");
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
