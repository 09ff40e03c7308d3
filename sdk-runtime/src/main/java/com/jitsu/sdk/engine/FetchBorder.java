package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.LogLine.Level;
import com.jitsu.sdk.host.FunctionFetch;
import com.jitsu.sdk.host.HostException;
import com.jitsu.sdk.host.HostServices;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * {@code context.fetch} on the host's side: counts, sizes and logs calls, and brings answers back
 * to the run's thread. For the context's thread.
 */
final class FetchBorder {

  private final Limits limits;
  private final RunRecorder recorder;
  private int calls;

  FetchBorder(Limits limits, RunRecorder recorder) {
    this.limits = requireNonNull(limits);
    this.recorder = requireNonNull(recorder);
  }

  void begin() {
    calls = 0;
  }

  /**
   * Starts a call.
   *
   * @param said the request as JSON, its body, and what to call with head, body and bytes
   * @return null; the answer comes through the callback
   * @throws HostException when the call may not be made at all
   */
  @Nullable String start(HostServices services, PendingWork pending, Value... said) {
    FunctionFetch.Request request = request(Json.parse(said[0].asString()), said[1].asString());
    if (++calls > limits.fetches()) {
      throw refused("more than " + limits.fetches() + " calls in one run");
    }
    int bytes = request.body().map(body -> body.length).orElse(0);
    if (bytes > limits.fetchBodyBytes()) {
      throw refused(
          "the request's body has "
              + bytes
              + " bytes, more than the "
              + limits.fetchBodyBytes()
              + " that it may have");
    }
    Value callback = said[2];
    pending.await(
        services.fetch().fetch(request),
        (reply, failure) -> answer(callback, request, reply, failure));
    return null;
  }

  private void answer(
      Value callback,
      FunctionFetch.Request request,
      FunctionFetch.@Nullable Reply reply,
      @Nullable Throwable failure) {
    if (reply == null || reply.body().length > limits.fetchBodyBytes()) {
      HostException why = reply == null ? why(failure) : tooLarge(reply);
      recorder.log(Level.ERROR, line(request) + String.valueOf(why.getMessage()));
      callback.executeVoid(
          HostBorder.failure(why.name(), String.valueOf(why.getMessage())), "", "");
      return;
    }
    recorder.log(
        reply.status() < 400 ? Level.DEBUG : Level.ERROR,
        line(request) + reply.statusText() + "(" + reply.status() + ")");
    callback.executeVoid(
        head(reply),
        new String(reply.body(), StandardCharsets.UTF_8),
        new String(reply.body(), StandardCharsets.ISO_8859_1));
  }

  /** Whoever fetches should have stopped long before. */
  private HostException tooLarge(FunctionFetch.Reply reply) {
    return refused(
        "the reply's body has "
            + reply.body().length
            + " bytes, more than the "
            + limits.fetchBodyBytes()
            + " that it may have");
  }

  private static HostException why(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof HostException known
        ? known
        : new HostException("TypeError", "fetch failed");
  }

  /** As Jitsu logs calls, CONTRACT A.9; neither headers nor bodies, so nothing needs a mask. */
  private static String line(FunctionFetch.Request request) {
    return request.method() + " " + request.url() + " :: ";
  }

  private static HostException refused(String why) {
    return new HostException("TypeError", "fetch failed: " + why);
  }

  private FunctionFetch.Request request(JsonNode json, String body) {
    Map<String, String> headers = new LinkedHashMap<>();
    json.path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    String kind = json.path("kind").asText();
    boolean typed =
        headers.keySet().stream().anyMatch(name -> name.equalsIgnoreCase("content-type"));
    if (kind.equals("text") && !typed) {
      headers.put("Content-Type", "text/plain;charset=UTF-8");
    }
    return new FunctionFetch.Request(
        json.path("url").asText(),
        json.path("method").asText(),
        headers,
        switch (kind) {
          case "text" -> Optional.of(body.getBytes(StandardCharsets.UTF_8));
          case "bytes" -> Optional.of(body.getBytes(StandardCharsets.ISO_8859_1));
          default -> Optional.empty();
        },
        limits.fetchTime().toMillis(),
        limits.fetchBodyBytes());
  }

  private static String head(FunctionFetch.Reply reply) {
    ObjectNode head = Json.object();
    head.put("status", reply.status());
    head.put("statusText", reply.statusText());
    head.put("url", reply.url());
    head.put("redirected", reply.redirected());
    ObjectNode headers = head.putObject("headers");
    reply.headers().forEach(headers::put);
    return Json.text(head);
  }
}
