package com.jitsu.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Surefire's own report page reads what {@code jitsu:test} writes. */
class SurefireReportIT {

  @Test
  void surefiresReportPageCountsAndNamesOurFixtures() throws IOException, InterruptedException {
    Path project = Folders.project("packaging", "surefire report");
    Path source = project.resolve("src/profiles/churn.js");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        """
        export const config = { profileBuilderId: "churn", slug: "churn" };
        export default async events => {
          let count = 0;
          for (const event of events) {
            if (event.event === "Bang") throw new TypeError("this one is broken");
            count++;
          }
          return { traits: { count } };
        };
        """);
    fixture(project, "01 passes", "Order", 1);
    fixture(project, "02 fails", "Order", 2);
    fixture(project, "03 throws", "Bang", 1);
    fixture(project, "04 is left out", "Order", 1);

    MavenBuild.run(
            project,
            "jitsu:test",
            "org.apache.maven.plugins:maven-surefire-report-plugin:3.5.4:report-only",
            "-Djitsu.typeCheck=false",
            "-Djitsu.laws=off",
            "-Dsurefire.skipAfterFailureCount=2",
            "-Dmaven.test.failure.ignore")
        .succeeds()
        .says("Tests run: 4, Failures: 1, Errors: 1, Skipped: 1");

    String page =
        Files.readString(project.resolve("target/reports/surefire.html"))
            .replaceAll("<[^>]*>", " ")
            .replaceAll("\\s+", " ");
    assertThat(page)
        .contains("Tests Errors Failures Skipped Success Rate Time 4 1 1 1 25.0%")
        .contains("jitsu 4 1 1 1 25.0%")
        .contains("churn 4 1 1 1 25.0%")
        .contains("01 passes", "02 fails", "03 throws", "04 is left out")
        .contains("count: expected 2", "this one is broken");
  }

  private static void fixture(Path project, String name, String event, int count)
      throws IOException {
    Path file = project.resolve("src/test/profiles/churn/" + name + ".fixture.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        name: %s
        events:
          - { type: track, event: %s, userId: u1, timestamp: 2026-01-02T10:00:00Z }
        expect: { traits: { count: %d } }
        """
            .formatted(name, event, count));
  }
}
