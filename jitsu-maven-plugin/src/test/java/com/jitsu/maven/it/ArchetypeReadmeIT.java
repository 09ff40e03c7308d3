package com.jitsu.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Who does what the generated project's README says sees what it shows, line by line. */
class ArchetypeReadmeIT {

  private static final Path REFERENCES =
      Path.of("..", "archetype", "src", "test", "resources", "projects");

  @Test
  void generateVerifyBreakReadAndMend() throws IOException, InterruptedException {
    Path folder = Folders.fresh("readme");
    String readme = readme("typescript");

    Path project = transcript(readme).play(folder);

    assertThat(project.resolve("README.md")).hasContent(readme);
  }

  @Test
  void generateAndVerifyInJavaScript() throws IOException, InterruptedException {
    Path folder = Folders.fresh("readme-javascript");
    String readme = readme("javascript");

    Path project = transcript(readme).untilSomethingIsBroken().play(folder);

    assertThat(project.resolve("README.md")).hasContent(readme);
    MavenBuild.run(project, "jitsu:new", "-Djitsu.slug=churn")
        .succeeds()
        .says("Wrote src/profiles/churn.js");
  }

  @Test
  void valuesThatDoNotFitAreRefused() throws IOException, InterruptedException {
    Path folder = Folders.fresh("refused");

    GeneratedProject.generate(
            folder, "-DgroupId=com.example", "-DartifactId=8-shop", "-Dlanguage=java")
        .fails()
        .says(
            "-DartifactId=8-shop does not fit ^[A-Za-z][A-Za-z0-9_.-]*$; "
                + "-Dlanguage=java does not fit ^(typescript|javascript)$. "
                + "Remove what was just written to "
                + folder.resolve("8-shop"));
  }

  /** As the archetype's own test compares it with what is generated. */
  private static String readme(String language) throws IOException {
    return Files.readString(REFERENCES.resolve(language).resolve("reference").resolve("README.md"));
  }

  private static Transcript transcript(String readme) {
    return Transcript.of(readme, "Generate, verify, break, read, mend");
  }
}
