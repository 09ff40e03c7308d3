package com.jitsu.lite.api;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.cache.CacheFilter;
import com.jitsu.lite.cache.EventsCache;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Reply;
import com.jitsu.sdk.problem.Problem;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/events/stream}: the records of the cache as they come, as server-sent events;
 * parameters and errors as {@link CacheEndpoint}.
 */
final class StreamEndpoint implements Endpoint {

  private static final String LAST_ID = "Last-Event-ID";

  private final Access access;
  private final EventsCache cache;
  // Reads what a stream has missed; each stream asks once at a time, so that the queue is bounded.
  private final ThreadPoolExecutor reader =
      new ThreadPoolExecutor(
          1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), StreamEndpoint::thread);

  StreamEndpoint(Access access, EventsCache cache) {
    this.access = requireNonNull(access);
    this.cache = requireNonNull(cache);
    reader.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "events-stream");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public CompletionStage<Reply> answer(Call call) {
    return CompletableFuture.completedFuture(stream(call));
  }

  private Reply stream(Call call) {
    if (!access.isAdmin(call)) {
      return CacheEndpoint.wrongToken();
    }
    CacheFilter filter;
    Long last;
    try {
      filter = CacheFilter.parse(name -> call.query(name).orElse(null));
      last = lastId(call);
    } catch (IllegalArgumentException e) {
      return CacheEndpoint.error(400, String.valueOf(e.getMessage()));
    }
    return Reply.events(
        stream -> new CacheStream(cache, filter, stream, reader).begin(last, filter.since()));
  }

  private static @Nullable Long lastId(Call call) {
    String id = call.header(LAST_ID).orElse("");
    return CacheFilter.place(LAST_ID, id.isEmpty() ? null : id);
  }

  @Override
  public Reply refuse(Call call, int status, List<Problem> problems) {
    return CacheEndpoint.refused(status, problems);
  }
}
