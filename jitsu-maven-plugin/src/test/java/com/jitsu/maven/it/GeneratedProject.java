package com.jitsu.maven.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes projects from the archetype that is tested. */
final class GeneratedProject {

  /** {@code mvn archetype:generate}, always of the same version. */
  static final String GENERATE = "org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate";

  private GeneratedProject() {}

  /** Generates one in a folder, with values as Maven takes them. */
  static MavenBuild generate(Path folder, String... values)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                GENERATE,
                "-DarchetypeCatalog=local",
                "-DarchetypeGroupId=com.jitsu",
                "-DarchetypeArtifactId=jitsu-profiles-archetype",
                "-DarchetypeVersion=" + MavenBuild.VERSION));
    arguments.addAll(List.of(values));
    return MavenBuild.run(folder, arguments.toArray(String[]::new));
  }
}
