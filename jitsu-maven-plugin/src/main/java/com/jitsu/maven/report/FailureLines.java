package com.jitsu.maven.report;

import com.jitsu.maven.client.BuilderState;
import com.jitsu.maven.client.BuilderState.Failure;
import com.jitsu.maven.client.BuilderState.Live;
import com.jitsu.maven.client.BuilderState.Rebuild;
import java.util.ArrayList;
import java.util.List;

/**
 * What functions failed with, grouped as the server groups it, most frequent first:
 *
 * <pre>
 * lifetime-value: the function threw for 3 of 2,357 profiles
 *   3 × TypeError: Cannot read properties of undefined (reading 'total')
 *       at src/profiles/lifetime-value.ts:12:7
 *       for example customer-17
 * </pre>
 */
public final class FailureLines {

  private FailureLines() {}

  /** Of a rebuild, running or over. */
  public static List<String> rebuild(BuilderState builder) {
    Rebuild rebuild = builder.rebuild();
    if (rebuild == null || rebuild.failed() == 0) {
      return List.of();
    }
    return lines(
        builder.id()
            + ": the function threw for "
            + Words.count(rebuild.failed())
            + " of "
            + Words.of(rebuild.total(), "profile"),
        rebuild.failures());
  }

  /**
   * Of the version that serves: the profiles that fail now, and what transformation functions
   * failed with.
   */
  public static List<String> live(BuilderState builder) {
    Live live = builder.live();
    List<String> lines = new ArrayList<>();
    if (live != null && live.failed() > 0) {
      lines.addAll(
          lines(
              builder.id()
                  + ": the function fails for "
                  + Words.of(live.failed(), "profile")
                  + "; they are tried again with their next event",
              live.failures()));
    }
    lines.addAll(transformations(builder));
    return lines;
  }

  /** Of transformation functions alone; the example is the function. */
  public static List<String> transformations(BuilderState builder) {
    Live live = builder.live();
    if (live == null || live.transformationFailures().isEmpty()) {
      return List.of();
    }
    long count = live.transformationFailures().stream().mapToLong(Failure::count).sum();
    return lines(
        builder.id()
            + ": transformation functions failed "
            + (count == 1 ? "once" : Words.count(count) + " times")
            + " since the server started",
        live.transformationFailures());
  }

  private static List<String> lines(String head, List<Failure> failures) {
    List<String> lines = new ArrayList<>(List.of(head));
    for (Failure failure : failures) {
      lines.add("  " + Words.count(failure.count()) + " × " + failure.error());
      failure.stack().forEach(frame -> lines.add("      at " + frame));
      lines.add("      for example " + failure.example());
    }
    return lines;
  }
}
