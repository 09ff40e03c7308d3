package com.jitsu.maven.report;

import com.jitsu.maven.client.BuilderState;
import com.jitsu.maven.client.BuilderState.Failure;
import com.jitsu.maven.client.BuilderState.Rebuild;
import com.jitsu.maven.client.Estimate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a rebuild was said to take, and what it took. */
public final class EstimateText {

  private EstimateText() {}

  /**
   * Before: {@code lifetime-value: 2,357 profiles in about 4.0 s, 2,356 rows; 1 would fail:
   * TypeError: … (src/profiles/ltv.ts:12:7)}.
   *
   * @param transformed whether events pass transformation functions, whose time nobody has measured
   */
  public static String before(String builder, Estimate estimate, boolean transformed) {
    Long profiles = estimate.profiles();
    String keying =
        estimate.events() == 0 ? "" : Words.of(estimate.events(), "event") + " keyed anew first, ";
    String untimed =
        estimate.events() > 0 && transformed ? " and the time of the transformation functions" : "";
    if (profiles == null) {
      return builder
          + ": "
          + keying
          + "in about "
          + Words.seconds(estimate.seconds())
          + untimed
          + "; how many profiles they make shows then";
    }
    return builder
        + ": "
        + keying
        + Words.of(profiles, "profile")
        + " in about "
        + Words.seconds(estimate.seconds())
        + untimed
        + ", "
        + Words.of(known(estimate.rows()), "row")
        + failures(estimate);
  }

  private static String failures(Estimate estimate) {
    long failed = known(estimate.failed());
    if (failed == 0 || estimate.failures().isEmpty()) {
      return "";
    }
    Failure most = estimate.failures().get(0);
    return "; "
        + Words.count(failed)
        + " would fail"
        + (estimate.failures().size() == 1 ? ": " : ", most with ")
        + most.error()
        + (most.stack().isEmpty() ? "" : " (" + place(most.stack().get(0)) + ")");
  }

  /** Of {@code total (src/a.ts:12:7)} what is in the parentheses. */
  private static String place(String frame) {
    int open = frame.lastIndexOf(" (");
    return open >= 0 && frame.endsWith(")") ? frame.substring(open + 2, frame.length() - 1) : frame;
  }

  /**
   * Afterwards: {@code lifetime-value: took 3.1 s (estimated 4.0 s), 2,356 rows (estimated 2,356)}.
   */
  public static String after(BuilderState builder, Rebuild rebuild, Estimate estimate) {
    Double worked = rebuild.secondsWorked();
    Long rows = estimate.rows();
    return builder.id()
        + ": took "
        + Words.seconds(worked == null ? 0 : worked)
        + " (estimated "
        + Words.seconds(estimate.seconds())
        + (rows == null ? " for keying alone" : "")
        + ")"
        + ", "
        + Words.of(rebuild.done() - rebuild.failed() - rebuild.skipped(), "row")
        + (rows == null ? "" : String.format(Locale.ROOT, " (estimated %,d)", rows));
  }

  private static long known(@Nullable Long number) {
    return number == null ? 0 : number;
  }
}
