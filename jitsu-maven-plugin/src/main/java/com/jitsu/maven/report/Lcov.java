package com.jitsu.maven.report;

import com.jitsu.sdk.engine.coverage.Coverage;
import com.jitsu.sdk.engine.coverage.FileCoverage;
import com.jitsu.sdk.engine.coverage.FileCoverage.FunctionHits;
import java.util.HashSet;
import java.util.Set;

/** Coverage as LCOV's tracefile, which editors and CI servers read. */
final class Lcov {

  private Lcov() {}

  /** Paths from the project's root, with {@code /} on every system. */
  static String text(Coverage coverage) {
    StringBuilder text = new StringBuilder();
    coverage.files().forEach(file -> write(file, text));
    return text.toString();
  }

  private static void write(FileCoverage file, StringBuilder text) {
    text.append("TN:\nSF:").append(file.source()).append('\n');
    Set<String> names = new HashSet<>();
    StringBuilder hits = new StringBuilder();
    int hit = 0;
    for (FunctionHits function : file.functions()) {
      // A record is found by its name, so that two functions must not share one.
      String plain = function.name().replaceAll("[,\\p{Cntrl}]", "_");
      String name =
          names.add(plain) ? plain : plain + " " + function.line() + ":" + function.column();
      text.append("FN:").append(function.line()).append(',').append(name).append('\n');
      hits.append("FNDA:").append(function.hits()).append(',').append(name).append('\n');
      hit += function.hits() > 0 ? 1 : 0;
    }
    text.append(hits);
    text.append("FNF:").append(file.functions().size()).append('\n');
    text.append("FNH:").append(hit).append('\n');
    file.lines()
        .forEach(
            (line, count) ->
                text.append("DA:").append(line).append(',').append(count).append('\n'));
    text.append("LF:").append(file.lines().size()).append('\n');
    text.append("LH:").append(file.covered()).append('\n');
    text.append("end_of_record\n");
  }
}
