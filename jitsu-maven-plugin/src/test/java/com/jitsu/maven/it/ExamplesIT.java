package com.jitsu.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The functions in {@code examples/} do what their fixtures say, and the README what they do. */
class ExamplesIT {

  private static final Path EXAMPLES = Path.of("..", "examples");

  private static String build = "";
  private static Path project = EXAMPLES;

  @BeforeAll
  static void verify() throws IOException, InterruptedException {
    project = Folders.copy(EXAMPLES, "examples");
    build = MavenBuild.run(project, "verify").succeeds().output();
  }

  @Test
  void everyFixtureOfEveryExampleIsGreen() throws IOException {
    int fixtures = files("src/test/profiles", ".fixture.yaml").size();

    assertThat(fixtures).isGreaterThanOrEqualTo(2 * slugs().size());
    assertThat(build)
        .contains("Compiled " + slugs().size() + " functions to target/jitsu, types are right")
        .contains("[INFO] Tests run: " + fixtures + ", Failures: 0, Errors: 0, Skipped: 0\n")
        .doesNotContain("[WARNING]", "[ERROR]");
    assertThat(slugs())
        .hasSize(7)
        .allSatisfy(slug -> assertThat(build).contains("[INFO] Running " + slug + "\n"));
  }

  @Test
  void theReadmeNamesEveryExample() throws IOException {
    String readme = Files.readString(project.resolve("README.md"));

    assertThat(slugs())
        .allSatisfy(slug -> assertThat(readme).contains("(src/profiles/" + slug + ".ts)"));
  }

  private static Set<String> slugs() throws IOException {
    return files("src/profiles", ".ts").stream()
        .filter(file -> !file.getParent().endsWith("lib"))
        .map(file -> file.getFileName().toString().replace(".ts", ""))
        .collect(Collectors.toSet());
  }

  private static List<Path> files(String folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(project.resolve(folder))) {
      return all.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}
