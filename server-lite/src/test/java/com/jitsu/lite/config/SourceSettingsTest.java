package com.jitsu.lite.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceSettingsTest {

  @TempDir Path folder;

  @Test
  void whatIsLeftOutIsSafe() throws IOException {
    List<SourceSettings> sources = read("sources: {app: {secret_keys: [sk_app]}}").sources();

    assertThat(sources)
        .containsExactly(
            new SourceSettings(
                "app",
                "app",
                List.of(),
                List.of(new Secret("sk_app")),
                List.of(),
                List.of(),
                true,
                Set.of("duckdb")));
  }

  @Test
  void everyMistakeIsToldAtOnce() {
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                read(
                    """
                    sources:
                      my.app:
                        secret_keys: [sk_0]
                      app:
                        public_key: pk_app
                        public_keys: [pk_1, ab, "with blank"]
                        secret_keys: [pk_1]
                        origins: ["https://a b"]
                        domains: ["https://x"]
                        destinations: [duckdbb]
                      nobody: {name: N}
                      default: {secret_keys: [sk_d]}
                      other:
                        secret_keys: [pk_1]
                        strict: perhaps
                    """));

    assertThat(refused.problems())
        .extracting(problem -> line(problem) + " " + problem.what())
        .containsExactly(
            "2 a source cannot be named \"my.app\"",
            "5 there is no setting \"sources.app.public_key\"",
            "6 \"sources.app.public_keys\" holds a key that is too short, too long, or has blanks in it",
            "6 \"sources.app.public_keys\" holds a key that is too short, too long, or has blanks in it",
            "7 a key of \"sources.app.secret_keys\" is one of \"sources.app.public_keys\" too",
            "8 \"sources.app.origins\" holds \"https://a b\", which is not an origin",
            "9 \"sources.app.domains\" holds \"https://x\", which is not a host",
            "10 there is no destination \"duckdbb\"",
            "11 source \"nobody\" has no key, so nobody can send",
            "12 the source \"default\" is built in, with the keys of keys.json",
            "14 a key of \"sources.other.secret_keys\" is one of \"sources.app.public_keys\" too",
            "15 \"sources.other.strict\" is neither true nor false");
    assertThat(refused.problems().get(1).remedy()).contains("public_keys");
    assertThat(refused.problems().get(7).remedy()).contains("\"duckdb\"");
    assertThat(refused.problems().toString()).doesNotContain("pk_1").doesNotContain("with blank");
  }

  private static String line(Problem problem) {
    String where = String.valueOf(problem.where());
    return where.substring(where.lastIndexOf(':') + 1);
  }

  private Settings read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("jitsu.yaml"), yaml);
    return Settings.read(CommandLine.parse(List.of("--config", file.toString())), Map.of());
  }
}
