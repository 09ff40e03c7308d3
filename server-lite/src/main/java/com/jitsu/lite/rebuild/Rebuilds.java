package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.builders.ProfileBuilder;
import com.jitsu.lite.builders.PublishResult;
import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.history.EventFeed;
import com.jitsu.lite.history.History;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.host.HostServices;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Start here. Every published builder at work: rebuilds all its profiles when a version is
 * published, and keeps them current afterwards. Thread-safe.
 */
public final class Rebuilds implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Rebuilds.class);

  private final BuilderRun.Workplace place;
  private final Map<String, BuilderRun> runs = new ConcurrentHashMap<>();
  private boolean closed;

  /**
   * @param services what published functions reach; stays open when this is closed
   */
  public Rebuilds(
      RedisBuilders builders,
      RocksJournal journal,
      History history,
      DuckDbWarehouse warehouse,
      FunctionEngine engine,
      HostServices services,
      EventFeed.Opener feeds,
      int cores,
      Clock clock) {
    ExecutorService workers =
        Executors.newFixedThreadPool(cores, task -> new Thread(task, "profile-worker"));
    this.place =
        new BuilderRun.Workplace(
            requireNonNull(builders),
            requireNonNull(journal),
            requireNonNull(history),
            requireNonNull(warehouse),
            requireNonNull(engine),
            requireNonNull(services),
            requireNonNull(feeds),
            new Staging.Workers(workers, cores * 2),
            requireNonNull(clock));
  }

  /** Goes on with every builder that was ever published. */
  public synchronized void start() {
    keepPublicationsRising();
    for (ProfileBuilder builder : place.builders().list()) {
      if (builder.findPublished().isPresent()) {
        run(builder.id());
      }
    }
  }

  /**
   * Publishes the builder's draft and starts its rebuild; returns at once. An unchanged draft is
   * left alone, unless forced.
   */
  public synchronized PublishResult publish(String id, boolean force) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    keepPublicationsRising();
    PublishResult result = place.builders().publish(id, force);
    if (result.changed()) {
      log.info("published builder={} version={}", id, result.publication().version());
    }
    // Also when nothing changed: the call before may have ended between publishing and starting.
    BuilderRun running = runs.get(id);
    if (running == null) {
      run(id);
    } else {
      running.ensure(result.publication());
    }
    return result;
  }

  /**
   * Answers at once. As in docs/api/http.md: the builder's {@code status}, {@code rebuild} and
   * {@code live}.
   */
  public ObjectNode state(ProfileBuilder builder) {
    ObjectNode json = Json.object();
    BuilderRun run = runs.get(builder.id());
    Optional<Progress> progress = run == null ? Optional.empty() : run.findProgress();
    json.put("status", status(builder, progress));
    progress
        .map(Progress::toJson)
        .or(
            () ->
                place
                    .builders()
                    .findProgress(builder.id())
                    .map(text -> (ObjectNode) Json.parse(text)))
        .ifPresent(rebuild -> json.set("rebuild", rebuild));
    if (run != null) {
      ObjectNode live = json.putObject("live");
      live.put("waiting", run.waiting());
      live.put("failed", run.live().failures().count());
      ArrayNode failures = live.putArray("failures");
      run.live().failures().groups().forEach(group -> failures.add(group.toJson()));
    }
    return json;
  }

  /**
   * Stops all work between two steps; a rebuild that is not finished begins anew at the next start.
   */
  @Override
  public synchronized void close() {
    closed = true;
    runs.values().forEach(BuilderRun::close);
    runs.clear();
    place.workers().threads().shutdown();
  }

  private void run(String id) {
    BuilderRun run = new BuilderRun(id, place);
    try {
      run.start();
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
    runs.put(id, run);
  }

  /** Redis may have lost its last second, or all; the warehouse takes no number twice. */
  private void keepPublicationsRising() {
    place.builders().publishAbove(place.warehouse().latestPublication());
  }

  private static String status(ProfileBuilder builder, Optional<Progress> progress) {
    if (builder.published() == null) {
      return "INCOMPLETE";
    }
    if (builder.published().equals(builder.serving())) {
      return "READY";
    }
    boolean failed =
        progress
            .filter(now -> now.publication().equals(builder.published()))
            .map(now -> now.phase() == Phase.FAILED)
            .orElse(false);
    return failed ? "FAILED" : "BUILDING";
  }
}
