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

  /**
   * The last word on a rebuild that went through: {@code lifetime-value version 2: 2,357 profiles};
   * empty for one that did not.
   */
  public static Optional<String> outcome(BuilderState builder) {
    Rebuild rebuild = builder.rebuild();
    if (rebuild == null || rebuild.hasFailed()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder(builder.id()).append(" version ");
    text.append(rebuild.version()).append(" is live: ");
    text.append(count(rebuild.total() - rebuild.failed() - rebuild.skipped())).append(" profiles");
    if (rebuild.skipped() > 0) {
      text.append(", ").append(count(rebuild.skipped())).append(" without a row");
    }
    if (rebuild.failed() > 0) {
      text.append(", ").append(count(rebuild.failed())).append(" failed");
    }
    return Optional.of(text.toString());
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
                + count(rebuild.total())
                + " profiles"
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
            + count(rebuild.total())
            + " profiles");
    for (Failure failure : rebuild.failures()) {
      lines.add("  " + count(failure.count()) + " × " + failure.error());
      failure.stack().forEach(frame -> lines.add("      at " + frame));
      lines.add("      for example " + failure.example());
    }
    return lines;
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
