package com.jitsu.lite.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.EventStream;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.rebuild.Rebuilds;
import com.jitsu.lite.redis.RedisUnavailableException;
import com.jitsu.sdk.contract.Json;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /api/builders/{id}/stream}: a builder's status, rebuild and live updates as
 * server-sent events, each time they change, four times a second at most.
 */
final class ProgressEndpoint implements Endpoint {

  private static final long PERIOD_MILLIS = 250;

  private final Access access;
  private final RedisBuilders builders;
  private final Rebuilds rebuilds;
  private final ScheduledThreadPoolExecutor looks =
      new ScheduledThreadPoolExecutor(1, ProgressEndpoint::thread);

  ProgressEndpoint(Access access, RedisBuilders builders, Rebuilds rebuilds) {
    this.access = requireNonNull(access);
    this.builders = requireNonNull(builders);
    this.rebuilds = requireNonNull(rebuilds);
    looks.setRemoveOnCancelPolicy(true);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "progress-stream");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public CompletionStage<Reply> answer(Call call) {
    access.requireDeploy(call);
    String id = ExistingBuilders.of(call, builders).id();
    return CompletableFuture.completedFuture(Reply.events(stream -> follow(id, stream)));
  }

  private void follow(String id, EventStream stream) {
    Look look = new Look(id, stream);
    Future<?> looking = looks.scheduleWithFixedDelay(look, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    stream.whenClosed(() -> looking.cancel(false));
  }

  private final class Look implements Runnable {

    private final String id;
    private final EventStream stream;
    private String last = "";

    Look(String id, EventStream stream) {
      this.id = id;
      this.stream = stream;
    }

    @Override
    public void run() {
      try {
        String now = Json.text(rebuilds.state(builders.get(id)));
        if (!now.equals(last)) {
          last = now;
          stream.send(null, "progress", now.getBytes(UTF_8));
        }
      } catch (RedisUnavailableException e) {
        // What is known is still true; the next look may tell more.
        stream.send(null, "waiting", "{\"for\":\"redis\"}".getBytes(UTF_8));
      }
    }
  }
}
