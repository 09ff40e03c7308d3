package com.jitsu.maven.client;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One builder as {@code GET /api/builders/{id}} shows it; see docs/api/http.md.
 *
 * @param profiles rows that are shown now; absent from a server that does not tell
 */
public record BuilderState(
    String id,
    String status,
    @Nullable Draft draft,
    @Nullable Published published,
    @Nullable Rebuild rebuild,
    @Nullable Live live,
    @Nullable Long profiles) {

  public BuilderState {
    requireNonNull(id);
    requireNonNull(status);
  }

  /** What was deployed last. */
  public record Draft(
      String slug, String source, String digest, List<Transformation> transformations) {

    public Draft {
      transformations = transformations == null ? List.of() : List.copyOf(transformations);
    }
  }

  /** What makes the rows now. */
  public record Published(
      int version, long publication, String digest, List<Transformation> transformations) {

    public Published {
      transformations = transformations == null ? List.of() : List.copyOf(transformations);
    }
  }

  /** A function that events pass on their way to their profile. */
  public record Transformation(String slug, String digest) {}

  /**
   * Keeping the rows current.
   *
   * @param waiting profiles whose row does not show their last events yet
   * @param failed profiles whose last build failed
   * @param latencyMs absent from a server that does not tell
   * @param transformationFailures of transformation functions since the server started; each
   *     example is the function's slug
   */
  public record Live(
      long waiting,
      long failed,
      List<Failure> failures,
      @Nullable Latency latencyMs,
      List<Failure> transformationFailures) {

    public Live {
      failures = failures == null ? List.of() : List.copyOf(failures);
      transformationFailures =
          transformationFailures == null ? List.of() : List.copyOf(transformationFailures);
    }
  }

  /**
   * Milliseconds from the acceptance of an event until its profile's row shows it.
   *
   * @param p50 of the samples half are no longer; absent without samples, like {@code p99}
   */
  public record Latency(long samples, @Nullable Long p50, @Nullable Long p99) {}

  /**
   * How far the last publication has come.
   *
   * @param paused why it stands still; absent while it goes on
   * @param secondsWorked without pauses
   */
  public record Rebuild(
      long publication,
      int version,
      String phase,
      long total,
      long done,
      long failed,
      long skipped,
      double ratePerSecond,
      @Nullable Double secondsLeft,
      @Nullable Double secondsWorked,
      @Nullable String paused,
      List<Failure> failures,
      @Nullable Problem problem) {

    public Rebuild {
      requireNonNull(phase);
      failures = failures == null ? List.of() : List.copyOf(failures);
    }

    /** Whether nothing will change any more. */
    public boolean isOver() {
      return phase.equals("done") || hasFailed() || isCancelled();
    }

    /** Whether it goes on only when somebody says so. */
    public boolean isPaused() {
      return paused != null && !isOver();
    }

    /** Whether somebody has taken the publication back. */
    public boolean isCancelled() {
      return phase.equals("cancelled");
    }

    /** Whether the rows of the version before are still the ones that are served. */
    public boolean hasFailed() {
      return phase.equals("failed");
    }
  }

  /** Profiles whose function threw at the same place. */
  public record Failure(String error, long count, String example, List<String> stack) {

    public Failure {
      stack = stack == null ? List.of() : List.copyOf(stack);
    }
  }

  /** Whether a draft waits that is not what is published. */
  public boolean draftDiffers() {
    return draft != null
        && (published == null
            || !draft.digest().equals(published.digest())
            || !draft.transformations().equals(published.transformations()));
  }

  /** The publication that the last rebuild is for; 0 before the first. */
  public long rebuildPublication() {
    return rebuild == null ? 0 : rebuild.publication();
  }

  /** Whether a rebuild stands still until somebody says that it may go on. */
  public boolean isPaused() {
    return rebuild != null && rebuild.isPaused();
  }

  /** Whether a rebuild of a publication runs, or pauses. */
  public boolean isBuilding() {
    return rebuild != null && !rebuild.isOver();
  }
}
