package com.jitsu.lite;

import com.jitsu.sdk.conformance.HttpRoute;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A real HTTP server on loopback with the routes of one case after another. */
final class RouteServer implements AutoCloseable {

  private final HttpServer server;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
  private volatile List<HttpRoute> routes = List.of();

  RouteServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void serve(List<HttpRoute> others) {
    routes = List.copyOf(others);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestURI().toString();
    byte[] content = exchange.getRequestBody().readAllBytes();
    Optional<HttpRoute> route = HttpRoute.find(routes, target);
    if (route.isEmpty()) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    HttpRoute found = route.get();
    var unused =
        threads.schedule(
            () -> answer(exchange, found, target, content),
            found.delayMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static void answer(
      HttpExchange exchange, HttpRoute route, String target, byte[] content) {
    Map<String, String> sent = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> sent.put(name, values.get(0)));
    byte[] body = route.answer(exchange.getRequestMethod(), target, sent, content);
    route.headers().forEach(exchange.getResponseHeaders()::set);
    try (exchange) {
      exchange.sendResponseHeaders(route.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      // The client did not wait; some cases are about that.
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
