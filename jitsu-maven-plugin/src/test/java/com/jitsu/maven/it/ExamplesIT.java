package com.jitsu.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    int fixtures = files("src/test", ".fixture.yaml").size();

    assertThat(fixtures).isGreaterThanOrEqualTo(2 * (profiles().size() + 1));
    assertThat(build)
        .contains(
            "Compiled "
                + profiles().size()
                + " functions and 1 transformation to target/jitsu, types are right")
        .contains("[INFO] Tests run: " + fixtures + ", Failures: 0, Errors: 0, Skipped: 0\n")
        .doesNotContain("[WARNING]", "[ERROR]");
    assertThat(profiles())
        .hasSize(7)
        .allSatisfy(slug -> assertThat(build).contains("[INFO] Running " + slug + "\n"));
    assertThat(build).contains("[INFO] Running custom-profile-id\n");
    assertThat(project.resolve("target/surefire-reports/TEST-jitsu.custom-profile-id.xml"))
        .content()
        .contains("tests=\"2\"");
  }

  @Test
  void thePageOfTheMutationCheckIsTrue() throws IOException, InterruptedException {
    String page = Files.readString(EXAMPLES.resolve("../docs/mutation.md"));
    String output =
        MavenBuild.run(project, "jitsu:test", "-Djitsu.mutate", "-Djitsu.mutate.minimum=99")
            .fails()
            .says("of the changed operators, jitsu.mutate.minimum is 99.")
            .output();

    Matcher figures =
        Pattern.compile(
                "Mutation check: fixtures notice \\d+ of \\d+ changed operators \\(\\d+ %\\)")
            .matcher(output);
    assertThat(figures.find()).isTrue();
    assertThat(page).contains("[INFO] " + figures.group());
    Matcher survivors = Pattern.compile("src/profiles/(\\S+\\.ts:\\d+):\\d+  ").matcher(output);
    assertThat(survivors.results().map(each -> each.group(1)))
        .isNotEmpty()
        .allSatisfy(place -> assertThat(page).contains("(`" + place + "`)"));
    assertThat(project.resolve("target/jitsu/mutations.json")).isNotEmptyFile();
  }

  @Test
  void generatedHistoriesHold() throws IOException, InterruptedException {
    assertThat(
            MavenBuild.run(project, "jitsu:test", "-Djitsu.generate=50", "-Djitsu.laws=fail")
                .succeeds()
                .output())
        .contains("[INFO] rfm: 50 generated histories hold (seed 1)")
        .doesNotContain("[WARNING]", "[ERROR]");
  }

  @Test
  void theReadmeNamesEveryExample() throws IOException {
    String readme = Files.readString(project.resolve("README.md"));

    assertThat(profiles())
        .allSatisfy(slug -> assertThat(readme).contains("(src/profiles/" + slug + ".ts)"));
    assertThat(readme).contains("(src/functions/custom-profile-id.js)");
  }

  private static Set<String> profiles() throws IOException {
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
