package com.jitsu.benchmarks.engine;

import com.jitsu.benchmarks.tools.Folders;
import com.jitsu.benchmarks.tools.MavenPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A project with one function and any number of fixtures, as a user has it. */
final class TestProject {

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

  private TestProject() {}

  /** Replaces the project. */
  static void write(Path project, Path functions, int fixtures) throws IOException {
    Folders.delete(project);
    Path profiles = project.resolve("src").resolve("profiles");
    Path tests = project.resolve("src").resolve("test").resolve("profiles").resolve("closed");
    Files.createDirectories(profiles);
    Files.createDirectories(tests);
    Files.writeString(project.resolve("pom.xml"), MavenPlugin.pom());
    String function = "closed.ts";
    Files.copy(
        functions.resolve("src").resolve("profiles").resolve(function), profiles.resolve(function));
    for (int i = 1; i <= fixtures; i++) {
      Files.writeString(tests.resolve("%04d.fixture.yaml".formatted(i)), FIXTURE.formatted(i));
    }
  }
}
