package com.jitsu.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final Report report = new Report(new PrintStream(shown, true, StandardCharsets.UTF_8));

  @TempDir Path folder;

  @Test
  void endsWithTheTargetsAndOneLineOfRatios() throws IOException {
    report.progress("warming up");
    report.say("3 events");
    report.atLeast("engine17_closed", "JDK 17", 1.934, 2);
    report.atMost("first_result_ms", "first result", 17.46, 100);
    report.end(folder.resolve("engine.md"));

    assertThat(shown.toString(StandardCharsets.UTF_8).replaceFirst("… \\d+ s", "… 0 s"))
        .isEqualTo(
            """
            … 0 s: warming up
            3 events

            ## Targets

            | what         |            name | target | measured |        |
            | ------------ | --------------: | -----: | -------: | -----: |
            | JDK 17       | engine17_closed | ≥ 2.00 |     1.93 | missed |
            | first result | first_result_ms |  ≤ 100 |     17.5 |    met |

            engine17_closed=1.93 first_result_ms=17.5
            """
                .replace("\n", System.lineSeparator()));
  }

  @Test
  void keepsWhatWasFoundAndNotWhatWentOn() throws IOException {
    report.progress("warming up");
    report.say("", "3 events");
    report.atMost("heap_growth", "heap", 1, 1.05);
    report.end(folder.resolve("engine.md"));

    assertThat(Files.readString(folder.resolve("engine.md")))
        .startsWith("3 events\n\n## Targets\n\n| what")
        .endsWith("met |\n");
  }
}
