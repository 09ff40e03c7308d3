package com.jitsu.maven.report;

import com.jitsu.maven.client.BuilderState;
import com.jitsu.maven.client.BuilderState.Rebuild;
import com.jitsu.sdk.problem.Problem;
import java.time.Duration;
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
    if (rebuild == null || !rebuild.phase().equals("done")) {
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

  /** What there is now: {@code 374 profiles, 44 failed}. */
  static String profiles(BuilderState builder) {
    Rebuild rebuild = builder.rebuild();
    BuilderState.Live live = builder.live();
    long failed = live != null ? live.failed() : rebuild != null ? rebuild.failed() : 0;
    if (rebuild == null) {
      return builder.profiles() == null ? "-" : counts(builder.profiles(), 0, failed);
    }
    return counts(shown(builder, rebuild), rebuild.isCancelled() ? 0 : rebuild.skipped(), failed);
  }

  private static long shown(BuilderState builder, Rebuild rebuild) {
    return builder.profiles() == null
        ? rebuild.total() - rebuild.failed() - rebuild.skipped()
        : builder.profiles();
  }

  private static String counts(long profiles, long skipped, long failed) {
    return Words.of(profiles, "profile")
        + (skipped > 0 ? ", " + Words.count(skipped) + " without a row" : "")
        + (failed > 0 ? ", " + Words.count(failed) + " failed" : "");
  }

  private static boolean hasFailed(BuilderState builder) {
    return builder.rebuild() != null && builder.rebuild().hasFailed();
  }

  /**
   * Why what was published does not serve; empty for a rebuild that went through or goes on.
   *
   * @param server its address, for the commands
   */
  public static Optional<Problem> problem(BuilderState builder, String server) {
    Rebuild rebuild = builder.rebuild();
    if (rebuild == null) {
      return Optional.empty();
    }
    if (rebuild.hasFailed()) {
      return Optional.of(failed(builder, rebuild));
    }
    if (rebuild.isPaused()) {
      return Optional.of(paused(builder, rebuild, server));
    }
    return rebuild.isCancelled() ? Optional.of(cancelled(builder, rebuild)) : Optional.empty();
  }

  private static Problem failed(BuilderState builder, Rebuild rebuild) {
    Problem reason = rebuild.problem();
    return new Problem(
        "JITSU-0807",
        "the rebuild for version "
            + rebuild.version()
            + " failed "
            + after(rebuild)
            + (reason == null ? "" : ": " + reason.code() + " " + reason.what()),
        builder.id(),
        (reason == null ? "look into the server's log" : reason.remedy())
            + "; the rows of the version before are served until then");
  }

  private static Problem paused(BuilderState builder, Rebuild rebuild, String server) {
    String curl =
        "\n      curl -X POST -H \"Authorization: Bearer $JITSU_API_KEY\" "
            + server
            + "/api/builders/"
            + builder.id()
            + "/rebuild/";
    return new Problem(
        "JITSU-0808",
        "the rebuild for version "
            + rebuild.version()
            + " is paused "
            + after(rebuild)
            + ": "
            + rebuild.paused(),
        builder.id(),
        "let it go on, then see how far it is with mvn jitsu:status:"
            + curl
            + "resume"
            + "\n    or take the version back, so that the one before is what is published:"
            + curl
            + "cancel"
            + "\n    where JITSU_API_KEY is the server's deployKey");
  }

  private static Problem cancelled(BuilderState builder, Rebuild rebuild) {
    return new Problem(
        "JITSU-0809",
        "somebody took version " + rebuild.version() + " back " + after(rebuild),
        builder.id(),
        "the version before is what is published, and the draft is kept; publish it with"
            + " mvn jitsu:deploy -Djitsu.publish");
  }

  /** {@code after 1,180 of 2,357 profiles}; while keying, it is events that are counted. */
  private static String after(Rebuild rebuild) {
    return "after "
        + Words.count(rebuild.done())
        + " of "
        + Words.of(rebuild.total(), rebuild.phase().equals("replay") ? "event" : "profile");
  }
}
