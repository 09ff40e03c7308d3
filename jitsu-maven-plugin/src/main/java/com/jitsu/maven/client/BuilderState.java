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
  public record Draft(String slug, String source, String digest) {}

  /** What makes the rows now. */
  public record Published(int version, long publication, String digest) {}

  /**
   * Keeping the rows current.
   *
   * @param waiting profiles whose row does not show their last events yet
   * @param failed how often the function threw
   */
  public record Live(long waiting, long failed, List<Failure> failures) {

    public Live {
      failures = failures == null ? List.of() : List.copyOf(failures);
    }
  }

  /** How far the last publication has come. */
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
      List<Failure> failures,
      @Nullable Problem problem) {

    public Rebuild {
      requireNonNull(phase);
      failures = failures == null ? List.of() : List.copyOf(failures);
    }

    /** Whether nothing will change any more. */
    public boolean isOver() {
      return phase.equals("done") || phase.equals("failed");
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
    return draft != null && (published == null || !draft.digest().equals(published.digest()));
  }

  /** The publication that the last rebuild is for; 0 before the first. */
  public long rebuildPublication() {
    return rebuild == null ? 0 : rebuild.publication();
  }

  /** Whether a rebuild of a publication runs. */
  public boolean isBuilding() {
    return rebuild != null && !rebuild.isOver();
  }
}
