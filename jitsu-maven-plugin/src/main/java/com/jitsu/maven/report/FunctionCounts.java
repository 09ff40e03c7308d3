package com.jitsu.maven.report;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionKind;
import java.util.ArrayList;
import java.util.List;

/** How many functions of which kind: {@code 2 functions and 1 transformation}. */
public final class FunctionCounts {

  private FunctionCounts() {}

  /** A kind that a project has none of is not spoken of. */
  public static String text(List<Bundle> functions) {
    List<String> counts = new ArrayList<>();
    add(counts, count(functions, FunctionKind.PROFILE), "function");
    add(counts, count(functions, FunctionKind.TRANSFORMATION), "transformation");
    return String.join(" and ", counts);
  }

  private static long count(List<Bundle> functions, FunctionKind kind) {
    return functions.stream().filter(each -> each.config().kind() == kind).count();
  }

  private static void add(List<String> counts, long count, String noun) {
    if (count > 0) {
      counts.add(count + " " + noun + (count == 1 ? "" : "s"));
    }
  }
}
