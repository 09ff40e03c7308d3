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
import com.jitsu.sdk.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Runs one published version on histories. Thread-safe: each thread that is in here has a function
 * of its own, and a function is used again by the next.
 */
final class VersionRunner implements AutoCloseable {

  private final FunctionEngine engine;
  private final String builder;
  private final Publication publication;
  private final Version version;
  private final Clock clock;
  private final ConcurrentLinkedQueue<ProfileFunction> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  VersionRunner(
      FunctionEngine engine,
      String builder,
      Publication publication,
      Version version,
      Clock clock) {
    this.engine = requireNonNull(engine);
    this.builder = requireNonNull(builder);
    this.publication = requireNonNull(publication);
    this.version = requireNonNull(version);
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
   */
  List<Built> build(List<ProfileHistory> histories) {
    ProfileFunction waiting = idle.poll();
    ProfileFunction function = waiting == null ? engine.load(version.bundle()) : waiting;
    try {
      return histories.stream().map(history -> build(function, history)).toList();
    } finally {
      idle.add(function);
      if (closed) {
        close();
      }
    }
  }

  private Built build(ProfileFunction function, ProfileHistory history) {
    String profileId = history.profileId();
    if (history.events().isEmpty()) {
      return new Built.Skipped(profileId, "no event within the profile window");
    }
    BuiltInTraits traits = new BuiltInTraits();
    history.events().forEach(traits::accept);
    ProfileUser user = traits.user(profileId);
    ProfileRun run =
        new ProfileRun(
            user,
            history.events(),
            Map.of(),
            new ProfileRun.BuilderVersion(builder, version.number()),
            null);
    Outcome outcome = function.run(run).outcome();
    if (outcome instanceof Outcome.Row row) {
      ProfileRow made =
          ProfileRow.of(
              row.result(),
              user,
              version.settings().rowDefaults(),
              version.number(),
              clock.instant());
      if (!made.destinationId().equals(version.settings().destinationId())) {
        return new Built.Failed(profileId, noDestination(made.destinationId()));
      }
      return new Built.Row(
          profileId,
          new ProfileUpsert(builder, publication.number(), history.lastPosition(), made));
    }
    if (outcome instanceof Outcome.Failed failed) {
      return new Built.Failed(profileId, failed.error());
    }
    return new Built.Skipped(profileId, ((Outcome.NoRow) outcome).why());
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

  /** Functions in use are closed when they come back. */
  @Override
  public void close() {
    closed = true;
    for (ProfileFunction function = idle.poll(); function != null; function = idle.poll()) {
      function.close();
    }
  }
}
