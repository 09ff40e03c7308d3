package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.builders.ProfileBuilder;
import com.jitsu.lite.builders.PublishResult;
import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.history.EventFeed;
import com.jitsu.lite.history.History;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.host.HostServices;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Start here. Every published builder at work: rebuilds all its profiles when a version is
 * published, and keeps them current afterwards. Thread-safe.
 */
public final class Rebuilds implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Rebuilds.class);

  private final Workplace place;
  private final Map<String, BuilderRun> runs = new ConcurrentSkipListMap<>();
  private boolean closed;

  /**
   * @param rocks where unfinished rebuilds and failed profiles are kept
   * @param services what published functions reach; stays open when this is closed
   */
  public Rebuilds(
      RedisBuilders builders,
      RocksJournal journal,
      History history,
      RocksStore rocks,
      DuckDbWarehouse warehouse,
      FunctionEngine engine,
      HostServices services,
      EventFeed.Opener feeds,
      int cores,
      Clock clock) {
    this.place =
        new Workplace(
            requireNonNull(builders),
            requireNonNull(journal),
            requireNonNull(history),
            requireNonNull(rocks),
            new Checkpoints(rocks),
            requireNonNull(warehouse),
            requireNonNull(engine),
            requireNonNull(services),
            requireNonNull(feeds),
            new Workers(cores),
            new Standstill(),
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
    refuseIfClosed();
    keepPublicationsRising();
    return take(id, place.builders().publish(id, force));
  }

  /**
   * Publishes the content of an earlier version under a new number and starts its rebuild; returns
   * at once. Nothing is done if that content is what is published.
   *
   * @throws ProblemException JITSU-0415 when there is no such version
   */
  public synchronized PublishResult rollBack(String id, int version, String message) {
    refuseIfClosed();
    keepPublicationsRising();
    return take(id, place.builders().rollBack(id, version, message));
  }

  private PublishResult take(String id, PublishResult result) {
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
   * Pauses the builder's rebuild, or lets it go on; whatever fails then does not pause it again.
   *
   * @throws ProblemException JITSU-0422 when there is none that this would change
   */
  public void pause(String id, boolean wanted) {
    if (!existing(id).map(run -> run.pause(wanted)).orElse(false)) {
      throw new ProblemException(nothingTo(id, wanted ? "pause" : "resume"));
    }
  }

  /**
   * Takes the publication back that is being rebuilt: what served before serves. The number of its
   * version stays used.
   *
   * @throws ProblemException JITSU-0422 when no rebuild is under way
   */
  public synchronized void cancel(String id) {
    refuseIfClosed();
    keepPublicationsRising();
    if (!existing(id).map(BuilderRun::cancel).orElse(false)) {
      throw new ProblemException(nothingTo(id, "cancel"));
    }
  }

  /** Tries every profile again whose function failed; returns how many that are. */
  public long retryFailed(String id) {
    return existing(id).map(BuilderRun::retryFailed).orElse(0L);
  }

  /**
   * The profiles whose function fails with the version that serves: {@code {"profileId", "error",
   * "stack"}} each, in order of their ids.
   *
   * @param after begins behind this id; empty: at the first
   */
  public List<ObjectNode> failed(String id, String after, int limit) {
    return existing(id).map(run -> run.failed(after, limit)).orElse(List.of());
  }

  /**
   * What publishing the draft would do, from a sample of some seconds; nothing is changed. As in
   * docs/api/http.md.
   *
   * @throws ProblemException JITSU-0411 when there is no draft, and what keeps it from being loaded
   */
  public ObjectNode estimate(String id) {
    return new Estimator(id, place).estimate().toJson();
  }

  /** The builder's policy was changed. */
  public void policyChanged(ProfileBuilder builder) {
    existing(builder.id()).ifPresent(run -> run.policy(builder.policy()));
  }

  /** Forgets that the function failed for this profile, of whatever builder. */
  public synchronized void forgetFailures(String profileId) {
    runs.values().forEach(run -> run.forgetFailure(profileId));
    FailedProfiles.forgetEverywhere(place.rocks(), profileId);
  }

  /** Runs the action while no profile is built or written and no event is keyed. */
  public synchronized void still(Runnable action) {
    Runnable all = () -> place.standstill().still(action);
    for (BuilderRun run : runs.values()) {
      Runnable inner = all;
      all = () -> run.paused(inner);
    }
    all.run();
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
      json.set("live", run.liveJson());
    }
    return json;
  }

  /** Stops all work between two steps; a rebuild that is not finished goes on at the next start. */
  @Override
  public synchronized void close() {
    closed = true;
    runs.values().forEach(BuilderRun::close);
    runs.clear();
    place.workers().close();
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

  private Optional<BuilderRun> existing(String id) {
    return Optional.ofNullable(runs.get(id));
  }

  private void refuseIfClosed() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
  }

  /** Redis may have lost its last second, or all; the warehouse takes no number twice. */
  private void keepPublicationsRising() {
    place.builders().publishAbove(place.warehouse().latestPublication());
  }

  private static Problem nothingTo(String id, String what) {
    return new Problem(
        "JITSU-0422",
        "builder \"" + id + "\" has no rebuild to " + what,
        "builder " + id,
        "see how far it is: mvn jitsu:status");
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
