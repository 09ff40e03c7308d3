package com.jitsu.benchmarks.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A project with one function and any number of fixtures, as a user has it. */
final class TestProject {

  private static final String POM =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>com.example</groupId>
        <artifactId>measured</artifactId>
        <version>1.0.0</version>
        <packaging>pom</packaging>
        <build>
          <plugins>
            <plugin>
              <groupId>com.jitsu</groupId>
              <artifactId>jitsu-maven-plugin</artifactId>
              <version>%s</version>
            </plugin>
          </plugins>
        </build>
      </project>
      """;

  private static final String FIXTURE =
      """
      name: customer %1$d visits and buys
      events:
        - type: page
          userId: u-%1$d
          timestamp: 2026-01-02T10:00:00Z
          context: { page: { path: /tea }, campaign: { name: spring-sale } }
        - type: page
          userId: u-%1$d
          timestamp: 2026-01-02T10:05:00Z
          context: { page: { path: /checkout } }
        - type: track
          event: Order Completed
          userId: u-%1$d
          timestamp: 2026-01-02T12:05:00Z
          properties: { orderId: o-%1$d, total: %1$d.5, currency: EUR }
      expect:
        match: subset
        traits:
          revenue: %1$d.5
          sessions: 2
          pages: 2
          campaign: spring-sale
      """;

  private static final String SETTINGS =
      """
      <settings>
        <profiles>
          <profile>
            <id>benchmarks</id>
            <repositories>
              <repository>%1$s</repository>
              <repository>%2$s</repository>
            </repositories>
            <pluginRepositories>
              <pluginRepository>%1$s</pluginRepository>
              <pluginRepository>%2$s</pluginRepository>
            </pluginRepositories>
          </profile>
        </profiles>
        <activeProfiles><activeProfile>benchmarks</activeProfile></activeProfiles>
      </settings>
      """;

  private TestProject() {}

  /** Replaces the project. */
  static void write(Path project, Path functions, int fixtures, String version) throws IOException {
    delete(project);
    Path profiles = project.resolve("src").resolve("profiles");
    Path tests = project.resolve("src").resolve("test").resolve("profiles").resolve("closed");
    Files.createDirectories(profiles);
    Files.createDirectories(tests);
    Files.writeString(project.resolve("pom.xml"), POM.formatted(version));
    String function = "closed.ts";
    Files.copy(
        functions.resolve("src").resolve("profiles").resolve(function), profiles.resolve(function));
    for (int i = 1; i <= fixtures; i++) {
      Files.writeString(tests.resolve("%04d.fixture.yaml".formatted(i)), FIXTURE.formatted(i));
    }
  }

  /** Settings that find the plugin in a folder, and all else first in the user's own repository. */
  static String settings(Path plugin) {
    Path users = Path.of(System.getProperty("user.home"), ".m2", "repository");
    return SETTINGS.formatted(
        repository("benchmarks", plugin, false), repository("users-repository", users, true));
  }

  private static String repository(String id, Path folder, boolean releases) {
    return "<id>%s</id><url>%s</url><releases><enabled>%s</enabled><checksumPolicy>ignore</checksumPolicy></releases><snapshots><enabled>%s</enabled></snapshots>"
        .formatted(id, folder.toUri(), releases, !releases);
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> found;
    try (Stream<Path> all = Files.walk(folder)) {
      found = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : found) {
      Files.delete(each);
    }
  }
}
