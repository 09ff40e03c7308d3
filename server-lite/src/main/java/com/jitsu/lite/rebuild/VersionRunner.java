package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.builders.Publication;
import com.jitsu.lite.builders.Version;
import com.jitsu.lite.history.ProfileHistory;
import com.jitsu.lite.warehouse.ProfileUpsert;
import com.jitsu.sdk.contract.BuiltInTraits;
import com.jitsu.sdk.contract.ProfileRow;
import com.jitsu.sdk.contract.ProfileUser;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.GuestError;
import com.jitsu.sdk.engine.Outcome;
import com.jitsu.sdk.engine.ProfileFunction;
import com.jitsu.sdk.engine.ProfileRun;
import com.jitsu.sdk.engine.RunReport;
import com.jitsu.sdk.host.HostServices;
import com.jitsu.sdk.host.WatchedStore;
import com.jitsu.sdk.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one published version on histories. Thread-safe: each thread that is in here has a function
 * of its own, and a function is used again by the next.
 */
final class VersionRunner implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(VersionRunner.class);

  private final FunctionEngine engine;
  private final String builder;
  private final Publication publication;
  private final Version version;
  private final Map<String, String> variables;
  private final WatchedStore store;
  private final HostServices services;
  private final Clock clock;
  private final ConcurrentLinkedQueue<ProfileFunction> idle = new ConcurrentLinkedQueue<>();
  private final Set<ProfileFunction> busy = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  VersionRunner(
      FunctionEngine engine,
      String builder,
      Publication publication,
      Version version,
      Map<String, String> variables,
      HostServices services,
      Clock clock) {
    this.engine = requireNonNull(engine);
    this.builder = requireNonNull(builder);
    this.publication = requireNonNull(publication);
    this.version = requireNonNull(version);
    this.variables = Map.copyOf(variables);
    this.store = new WatchedStore(services.store());
    this.services = new HostServices(store, services.fetch(), services.warehouses());
    this.clock = requireNonNull(clock);
  }

  Publication publication() {
    return publication;
  }

  /** Events accepted before this moment are outside the profile window now. */
  Instant windowStart() {
    return clock.instant().minus(version.settings().window());
  }

  /**
   * Builds the profiles in the order given.
   *
   * @throws ProblemException when the version's module cannot be loaded at all
   * @throws CancellationException when this is closed before all are built
   */
  ChunkResult build(List<ProfileHistory> histories) {
    long timesAway = store.timesAway();
    List<Built> built = buildAll(histories);
    boolean failed = built.stream().anyMatch(Built.Failed.class::isInstance);
    return new ChunkResult(built, failed && store.timesAway() != timesAway);
  }

  private List<Built> buildAll(List<ProfileHistory> histories) {
    refuseIfClosed();
    ProfileFunction waiting = idle.poll();
    ProfileFunction function = waiting == null ? engine.load(version.bundle(), variables) : waiting;
    busy.add(function);
    try {
      // Whoever closed this while the function was loaded did not find it among the busy.
      refuseIfClosed();
      List<Built> built = build(function, histories);
      refuseIfClosed();
      return built;
    } catch (RuntimeException e) {
      refuseIfClosed();
      throw e;
    } finally {
      busy.remove(function);
      idle.add(function);
      if (closed) {
        close();
      }
    }
  }

  /** What a function says that was ended by {@link #close} is not its own answer. */
  private void refuseIfClosed() {
    if (closed) {
      throw new CancellationException(builder + " no longer runs version " + version.number());
    }
  }

  private List<Built> build(ProfileFunction function, List<ProfileHistory> histories) {
    List<ProfileRun> runs =
        histories.stream().filter(each -> !each.events().isEmpty()).map(this::run).toList();
    Iterator<ProfileRun> run = runs.iterator();
    Iterator<RunReport> report = function.run(runs).iterator();
    List<Built> built = new ArrayList<>(histories.size());
    for (ProfileHistory history : histories) {
      built.add(
          history.events().isEmpty()
              ? skipped(history)
              : built(history, run.next().user(), report.next().outcome()));
    }
    return built;
  }

  private ProfileRun run(ProfileHistory history) {
    BuiltInTraits traits = new BuiltInTraits();
    history.events().forEach(traits::accept);
    return new ProfileRun(
        traits.user(history.profileId()),
        history.events(),
        variables,
        new ProfileRun.BuilderVersion(builder, version.number()),
        null,
        services);
  }

  private Built built(ProfileHistory history, ProfileUser user, Outcome outcome) {
    String profileId = history.profileId();
    if (outcome instanceof Outcome.Row row) {
      ProfileRow made =
          ProfileRow.of(
              row.result(),
              user,
              version.settings().rowDefaults(),
              version.number(),
              clock.instant());
      if (!made.destinationId().equals(version.settings().destinationId())) {
        return new Built.Failed(profileId, FailureText.of(noDestination(made.destinationId())));
      }
      return new Built.Row(
          profileId,
          ProfileUpsert.row(
              builder, publication.number(), history.lastPosition(), profileId, made));
    }
    if (outcome instanceof Outcome.Failed failed) {
      return new Built.Failed(profileId, FailureText.of(failed.error()));
    }
    return skipped(history);
  }

  private Built skipped(ProfileHistory history) {
    String profileId = history.profileId();
    return new Built.Skipped(
        profileId,
        ProfileUpsert.none(builder, publication.number(), history.lastPosition(), profileId));
  }

  private GuestError noDestination(String wanted) {
    return new GuestError(
        "DestinationError",
        "there is no destination '"
            + wanted
            + "'; this server has '"
            + version.settings().destinationId()
            + "'",
        List.of());
  }

  /** Also ends functions that run: they may be the reason. Idempotent. */
  @Override
  public void close() {
    closed = true;
    busy.forEach(this::close);
    for (ProfileFunction function = idle.poll(); function != null; function = idle.poll()) {
      close(function);
    }
  }

  /** The version that comes next must not suffer from one that does not end well. */
  private void close(ProfileFunction function) {
    try {
      function.close();
    } catch (RuntimeException e) {
      log.warn("a function did not end well: builder={} version={}", builder, version.number(), e);
    }
  }
}
