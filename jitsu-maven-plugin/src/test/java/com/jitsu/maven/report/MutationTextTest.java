package com.jitsu.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.maven.Golden;
import com.jitsu.sdk.bundle.Position;
import com.jitsu.sdk.fixtures.mutation.Mutant;
import com.jitsu.sdk.fixtures.mutation.MutationReport;
import com.jitsu.sdk.fixtures.mutation.MutationReport.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutationTextTest {

  private static final MutationReport REPORT =
      new MutationReport(
          List.of(
              verdict(22, "<", "<=", "  return age < 365;", null),
              verdict(22, "<", ">=", "  return age < 365;", "rfm#six orders"),
              verdict(9, "!", "", "if (!known) {", null)));

  @Test
  void theConsoleShowsWhatSurvivesWithItsLine() {
    Golden.assertMatches("mutation-console.txt", String.join("\n", MutationText.lines(REPORT)));
    assertThat(MutationText.lines(MutationReport.none()))
        .containsExactly("Mutation check: fixtures notice 0 of 0 changed operators (100 %)");
  }

  @Test
  void otherToolsGetEachMutant(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("jitsu").resolve("mutations.json");
    MutationText.write(MutationReport.none(), file);
    MutationText.write(REPORT, file);

    Golden.assertMatches("mutations.json", Files.readString(file));
  }

  private static Verdict verdict(
      int line, String original, String changed, String code, String noticedBy) {
    return new Verdict(
        new Mutant(new Position("src/profiles/rfm.ts", line, 9), original, changed, code),
        noticedBy);
  }
}
