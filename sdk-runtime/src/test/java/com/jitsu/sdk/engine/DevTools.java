package com.jitsu.sdk.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A debugger: speaks the Chrome DevTools protocol as Chrome and VS Code do. */
final class DevTools implements WebSocket.Listener, AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final BlockingQueue<JsonNode> arrived = new LinkedBlockingQueue<>();
  private final List<JsonNode> kept = new ArrayList<>();
  private final StringBuilder part = new StringBuilder();
  private final WebSocket socket;
  private int lastId;

  private DevTools(String address) {
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create("ws://" + address), this)
            .join();
  }

  static DevTools attach(String address) {
    return new DevTools(address);
  }

  /** Calls a method and returns its result. */
  JsonNode call(String method, ObjectNode parameters) throws InterruptedException {
    int id = ++lastId;
    ObjectNode call = Json.object().put("id", id).put("method", method);
    call.set("params", parameters);
    socket.sendText(Json.text(call), true).join();
    JsonNode answer = next(message -> message.path("id").asInt() == id);
    if (answer.has("error")) {
      throw new AssertionError(method + ": " + answer.path("error"));
    }
    return answer.path("result");
  }

  JsonNode call(String method) throws InterruptedException {
    return call(method, Json.object());
  }

  /** The parameters of the next event of a kind. */
  JsonNode event(String method, Predicate<JsonNode> isWanted) throws InterruptedException {
    return next(message ->
            message.path("method").asText().equals(method) && isWanted.test(message.path("params")))
        .path("params");
  }

  /** Whether such an event is there, after everything that was sent before this call. */
  boolean has(String method) throws InterruptedException {
    call("Runtime.enable");
    return kept.stream().anyMatch(message -> message.path("method").asText().equals(method));
  }

  private JsonNode next(Predicate<JsonNode> isWanted) throws InterruptedException {
    for (JsonNode message : kept) {
      if (isWanted.test(message)) {
        kept.remove(message);
        return message;
      }
    }
    while (true) {
      JsonNode message = arrived.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("nothing more arrives, after " + kept);
      }
      if (isWanted.test(message)) {
        return message;
      }
      kept.add(message);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      arrived.add(Json.parse(part.toString()));
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
