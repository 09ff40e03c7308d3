package com.jitsu.maven.report;

import com.jitsu.maven.client.BuilderState;
import com.jitsu.maven.client.BuilderState.Failure;
import com.jitsu.maven.client.BuilderState.Rebuild;
import com.jitsu.sdk.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A rebuild in words: while it runs, and what became of it. */
public final class RebuildText {

  private RebuildText() {}

  /** What a bar shows. */
  public static Progress progress(String builder, Rebuild rebuild) {
    return new Progress(
        builder + " " + rebuild.version(),
        rebuild.phase(),
        rebuild.done(),
        rebuild.total(),
        rebuild.ratePerSecond(),
        rebuild.secondsLeft() == null
            ? null
            : Duration.ofMillis(Math.round(1000 * rebuild.secondsLeft())),
        rebuild.failed());
  }

  /** Whether a version is in service and nothing is being built. */
  public static boolean serves(BuilderState builder) {
    return builder.published() != null && !builder.isBuilding() && !hasFailed(builder);
  }

  /** {@code lifetime-value version 2 is unchanged: 374 profiles, 44 failed}. */
  public static String unchanged(BuilderState builder, int version) {
    return builder.id() + " version " + version + " is unchanged: " + profiles(builder);
  }

  /**
   * The last word on a rebuild that went through: {@code lifetime-value version 2 is live: 2,357
   * profiles}; empty for one that did not.
   */
  public static Optional<String> outcome(BuilderState builder) {
    Rebuild rebuild = builder.rebuild();
    if (rebuild == null || rebuild.hasFailed()) {
      return Optional.empty();
    }
    return Optional.of(
        builder.id()
            + " version "
            + rebuild.version()
            + " is live: "
            + (rebuild.total() == 0 && shown(builder, rebuild) == 0
                ? "no profiles yet, they come with the events"
                : counts(shown(builder, rebuild), rebuild.skipped(), rebuild.failed())));
  }

  /**
   * What there is now: {@code 374 profiles, 44 failed}. Failed are those of the last rebuild and
   * what threw while rows were kept current.
   */
  static String profiles(BuilderState builder) {
    Rebuild rebuild = builder.rebuild();
    if (rebuild == null) {
      return builder.profiles() == null ? "-" : counts(builder.profiles(), 0, 0);
    }
    BuilderState.Live live = builder.live();
    return counts(
        shown(builder, rebuild),
        rebuild.skipped(),
        rebuild.failed() + (live == null ? 0 : live.failed()));
  }

  private static long shown(BuilderState builder, Rebuild rebuild) {
    return builder.profiles() == null
        ? rebuild.total() - rebuild.failed() - rebuild.skipped()
        : builder.profiles();
  }

  private static String counts(long profiles, long skipped, long failed) {
    return named(profiles)
        + (skipped > 0 ? ", " + count(skipped) + " without a row" : "")
        + (failed > 0 ? ", " + count(failed) + " failed" : "");
  }

  private static boolean hasFailed(BuilderState builder) {
    return builder.rebuild() != null && builder.rebuild().hasFailed();
  }

  /** What stopped a rebuild; empty for one that went through. */
  public static Optional<Problem> problem(BuilderState builder) {
    Rebuild rebuild = builder.rebuild();
    if (rebuild == null || !rebuild.hasFailed()) {
      return Optional.empty();
    }
    Problem reason = rebuild.problem();
    return Optional.of(
        new Problem(
            "JITSU-0807",
            "the rebuild for version "
                + rebuild.version()
                + " failed after "
                + count(rebuild.done())
                + " of "
                + named(rebuild.total())
                + (reason == null ? "" : ": " + reason.code() + " " + reason.what()),
            builder.id(),
            (reason == null ? "look into the server's log" : reason.remedy())
                + "; the rows of the version before are served until then"));
  }

  /**
   * The profiles whose function threw, grouped as the server groups them, most frequent first:
   *
   * <pre>
   * lifetime-value: the function threw for 3 of 2,357 profiles
   *   3 × TypeError: Cannot read properties of undefined (reading 'total')
   *       at src/profiles/lifetime-value.ts:12:7
   *       for example customer-17
   * </pre>
   */
  public static List<String> failures(BuilderState builder) {
    Rebuild rebuild = builder.rebuild();
    if (rebuild == null || rebuild.failed() == 0) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        builder.id()
            + ": the function threw for "
            + count(rebuild.failed())
            + " of "
            + named(rebuild.total()));
    rebuild.failures().forEach(failure -> group(failure, lines));
    return lines;
  }

  /** The same for what threw while rows were kept current, after the rebuild. */
  public static List<String> liveFailures(BuilderState builder) {
    BuilderState.Live live = builder.live();
    if (live == null || live.failed() == 0) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        builder.id()
            + ": the function threw "
            + (live.failed() == 1 ? "once" : count(live.failed()) + " times")
            + " for events that came later");
    live.failures().forEach(failure -> group(failure, lines));
    return lines;
  }

  private static void group(Failure failure, List<String> lines) {
    lines.add("  " + count(failure.count()) + " × " + failure.error());
    failure.stack().forEach(frame -> lines.add("      at " + frame));
    lines.add("      for example " + failure.example());
  }

  private static String named(long profiles) {
    return count(profiles) + (profiles == 1 ? " profile" : " profiles");
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
