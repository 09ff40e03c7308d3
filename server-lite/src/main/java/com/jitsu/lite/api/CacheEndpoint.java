package com.jitsu.lite.api;

import com.jitsu.lite.cache.CachePage;
import com.jitsu.lite.cache.CacheQuery;
import com.jitsu.lite.cache.CacheSettings;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Reply;
import com.jitsu.sdk.contract.Json;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** {@code GET /api/v1/events/cache}, answers and errors as in CONTRACT F.6. */
final class CacheEndpoint implements Endpoint {

  private final Access access;
  private final CacheSettings settings;
  private final Function<CacheQuery, CachePage> cache;

  CacheEndpoint(Access access, CacheSettings settings, Function<CacheQuery, CachePage> cache) {
    this.access = access;
    this.settings = settings;
    this.cache = cache;
  }

  @Override
  public CompletionStage<Reply> answer(Call call) {
    return CompletableFuture.completedFuture(page(call));
  }

  private Reply page(Call call) {
    if (!access.isAdmin(call)) {
      return error(401, "Admin token does not match");
    }
    CacheQuery query;
    try {
      query =
          CacheQuery.parse(
              call.query("ids").orElse(null),
              call.query("namespace").orElse(null),
              call.query("status").orElse(null),
              call.query("limit").orElse(null),
              settings);
    } catch (IllegalArgumentException e) {
      return error(400, String.valueOf(e.getMessage()));
    }
    return Reply.json(cache.apply(query).toJson());
  }

  private static Reply error(int status, String message) {
    return Reply.json(status, Json.object().put("message", message).put("error", ""));
  }
}
