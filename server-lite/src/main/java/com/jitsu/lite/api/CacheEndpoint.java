package com.jitsu.lite.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.cache.CachePage;
import com.jitsu.lite.cache.CacheQuery;
import com.jitsu.lite.cache.CacheSettings;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Reply;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** {@code GET /api/v1/events/cache}, answers and errors as in CONTRACT F.6. */
final class CacheEndpoint implements Endpoint {

  private static final String LINES = "application/x-ndjson";
  private static final Map<String, String> HEADERS =
      Map.of(
          "total_events", "X-Total-Events",
          "response_events", "X-Response-Events",
          "last_minute_limited", "X-Last-Minute-Limited",
          "cache_capacity_per_interval", "X-Cache-Capacity-Per-Interval",
          "interval_seconds", "X-Interval-Seconds");

  private final Access access;
  private final CacheSettings settings;
  private final Function<CacheQuery, CachePage> cache;
  // Redis may be slow, and the server's threads are for events.
  private final SlowAnswers answers = new SlowAnswers("events-cache-read", "readers of the cache");

  CacheEndpoint(Access access, CacheSettings settings, Function<CacheQuery, CachePage> cache) {
    this.access = access;
    this.settings = settings;
    this.cache = cache;
  }

  @Override
  public CompletionStage<Reply> answer(Call call) {
    if (!access.isAdmin(call)) {
      return CompletableFuture.completedFuture(wrongToken());
    }
    CacheQuery query;
    try {
      query = CacheQuery.parse(name -> call.query(name).orElse(null), settings);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(error(400, String.valueOf(e.getMessage())));
    }
    boolean lines = wantsLines(call);
    return answers.later(
        () -> lines ? lines(cache.apply(query)) : Reply.json(cache.apply(query).toJson()));
  }

  private static boolean wantsLines(Call call) {
    for (String range : call.header("Accept").orElse("").split(",", -1)) {
      if (range.split(";", 2)[0].trim().toLowerCase(Locale.ROOT).equals(LINES)) {
        return true;
      }
    }
    return false;
  }

  /** One event a line, and what is beside the events as headers. */
  private static Reply lines(CachePage page) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (ObjectNode event : page.events()) {
      body.writeBytes(Json.bytes(event));
      body.write('\n');
    }
    ObjectNode json = page.toJson();
    Map<String, String> headers = new LinkedHashMap<>();
    HEADERS.forEach((field, header) -> headers.put(header, json.path(field).asText()));
    return new Reply(200, LINES, body.toByteArray(), headers);
  }

  static Reply wrongToken() {
    return error(401, "Admin token does not match");
  }

  static Reply error(int status, String message) {
    return Reply.json(status, Json.object().put("message", message).put("error", ""));
  }

  @Override
  public Reply refuse(Call call, int status, List<Problem> problems) {
    return refused(status, problems);
  }

  /** What the server says of a call, in this interface's form. */
  static Reply refused(int status, List<Problem> problems) {
    Problem first = problems.get(0);
    return error(status, first.what() + ": " + first.remedy());
  }
}
