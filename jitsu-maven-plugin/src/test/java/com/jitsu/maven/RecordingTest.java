package com.jitsu.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.ProjectFixtures;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(strings = {"true", "1", "yes", "jenkins"})
  void nothingIsRecordedOnCi(String ci) {
    assertThatThrownBy(() -> Recording.check(true, Map.of("CI", ci)))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "JITSU-0815 jitsu.updateSnapshots is not for CI servers, and the environment says CI="
                + ci
                + "\n  → record on your machine and commit the *.snapshot.json files; if this is"
                + " one: CI=false mvn jitsu:test -Djitsu.updateSnapshots");
  }

  @Test
  void elsewhereAndWithoutRecordingAllIsFine() {
    for (String no : List.of("", " ", "false", "False", "0")) {
      assertThatCode(() -> Recording.check(true, Map.of("CI", no))).doesNotThrowAnyException();
    }
    assertThatCode(() -> Recording.check(true, Map.of())).doesNotThrowAnyException();
    assertThatCode(() -> Recording.check(false, Map.of("CI", "true"))).doesNotThrowAnyException();
  }

  @Test
  void withoutRecordingStaleOutcomesAreWarnedOfAndStay() throws IOException {
    Path stale = stale();
    List<String> said = new ArrayList<>();

    Recording.of(false, root, fixtures()).end(said::add, said::add);

    assertThat(said)
        .containsExactly(
            "JITSU-0215 src/test/profiles/f/old.snapshot.json: no fixture expects the recorded"
                + " outcome \"old\"\n"
                + "  → was it renamed? Take the entry away with: mvn jitsu:test"
                + " -Djitsu.updateSnapshots");
    assertThat(stale).exists();
  }

  @Test
  void recordingTellsWhatItDid() throws IOException {
    Path stale = stale();
    List<String> said = new ArrayList<>();

    Recording.of(true, root, fixtures()).end(said::add, said::add);

    assertThat(said)
        .containsExactly("Recorded outcomes: 0 written, 0 updated, 0 unchanged, 1 removed");
    assertThat(stale).doesNotExist();
  }

  private Path stale() throws IOException {
    Path folder = Files.createDirectories(root.resolve("src/test/profiles/f"));
    return Files.writeString(folder.resolve("old.snapshot.json"), "{\"old\": {\"noRow\": true}}");
  }

  private ProjectFixtures fixtures() {
    ProjectFixtures none =
        ProjectFixtures.read(
            root, List.of(Bundle.of(new FunctionConfig("b", "f", "f", null), "f.js", "", "{}")));
    assertThat(none.of("f")).isEqualTo(List.<Fixture>of());
    return none;
  }
}
