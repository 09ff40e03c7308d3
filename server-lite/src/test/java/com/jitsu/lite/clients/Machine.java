package com.jitsu.lite.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is installed here. A test that lacks something is skipped, or fails where JITSU_REQUIRE
 * names it.
 */
public final class Machine {

  private Machine() {}

  static Path curl() {
    return need("curl", "curl");
  }

  static Path chromium() {
    return need("chromium", "chromium", "chromium-browser", "google-chrome");
  }

  static Path node() {
    return need("node", "node");
  }

  static Path npm() {
    return need("node", "npm");
  }

  /** Ends the test as skipped or failed, unless there is what the word stands for. */
  public static void need(String word, boolean there, String otherwise) {
    if (isRequired(word)) {
      assertThat(there).as(otherwise).isTrue();
    }
    assumeTrue(there, otherwise);
  }

  private static Path need(String word, String... programs) {
    Optional<Path> found =
        Arrays.stream(programs).map(Machine::find).flatMap(Optional::stream).findFirst();
    need(word, found.isPresent(), "there is no " + programs[0] + " on the PATH");
    return found.orElseThrow();
  }

  private static Optional<Path> find(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static boolean isRequired(String word) {
    return List.of(System.getenv().getOrDefault("JITSU_REQUIRE", "").split(" ")).contains(word);
  }
}
