package com.jitsu.maven.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jitsu.maven.it.MavenBuild.Maven;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One project of several modules, in a folder with a blank and an umlaut and with the line ends of
 * Windows, on each Maven and JDK: offline, side by side, with nothing that Maven warns of.
 */
class MatrixIT {

  private static final String PACKAGED = "packaged/target/packaged-1.0.0-profiles.zip";
  private static final String PLAIN = "plain/target/plain-1.0.0-profiles.zip";
  private static final String TEST = "com.jitsu:jitsu-maven-plugin:" + MavenBuild.VERSION + ":test";
  private static final Set<Long> ZIPS = new HashSet<>();

  /** Offline, Maven has only what was there before. */
  @BeforeAll
  static void fillTheRepository() throws IOException, InterruptedException {
    MavenBuild.run(project("online"), "verify").succeeds().says("types are right");
  }

  @ParameterizedTest(name = "Maven {0} on JDK {1}")
  @CsvSource({
    "3.8.7, 17, true",
    "3.8.7, 25, false",
    "3.9.11, 17, false",
    "3.9.11, 25, false",
    "4.0.0-rc-5, 17, false",
    "4.0.0-rc-5, 25, true"
  })
  void buildsOfflineAndSideBySide(String version, int release, boolean checksTypes)
      throws IOException, InterruptedException {
    Maven maven = maven(version, release);
    Path project = project(version + " on " + release);
    String[] verify = {
      "-o", "-T4", "verify", "-Dmaven.plugin.validation=VERBOSE", "-Djitsu.typeCheck=" + checksTypes
    };

    MavenBuild first = MavenBuild.run(maven, project, verify).succeeds();
    first.says(
        "There are no functions in this module.",
        "Compiled 1 function to target/jitsu" + (checksTypes ? ", types are right" : ""),
        "Running hello",
        "Running welcome",
        "Packaged 1 function in target/packaged-1.0.0-profiles.zip",
        "Packaged 1 function in target/plain-1.0.0-profiles.zip");
    assertThat(tests(first))
        .hasSize(2)
        .containsOnly("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
    isSilentAboutUs(first);
    ZIPS.add(checksum(project.resolve(PACKAGED)));
    assertThat(project.resolve(PLAIN)).isNotEmptyFile();
    assertThat(project.resolve("plain/target/surefire-reports/TEST-jitsu.welcome.xml"))
        .content()
        .contains("name=\"Grüße are counted\"");

    MavenBuild second = MavenBuild.run(maven, project, verify).succeeds();
    assertThat(second.output())
        .contains("Up to date: 1 function in target/jitsu")
        .doesNotContain("Compiled");
    assertThat(tests(second)).hasSize(2);
    isSilentAboutUs(second);
    ZIPS.add(checksum(project.resolve(PACKAGED)));
    assertThat(ZIPS).as("the same bytes on every Maven and JDK").hasSize(1);
  }

  @Test
  void aSelectionNeedFitInOneModuleOnly() throws IOException, InterruptedException {
    Path project = project("selection");

    MavenBuild one =
        MavenBuild.run(
                project, "-o", "-T4", "verify", "-Djitsu.test=hello", "-Djitsu.typeCheck=false")
            .succeeds();
    assertThat(tests(one)).hasSize(1);
    one.says("Running hello", "No fixture is selected here.");

    for (List<String> goals :
        List.of(List.of("-T4", "verify"), List.of("-T4", TEST), List.of(TEST))) {
      String[] arguments =
          Stream.concat(
                  goals.stream(),
                  Stream.of("-o", "-fae", "-Djitsu.test=nothing", "-Djitsu.typeCheck=false"))
              .toArray(String[]::new);
      MavenBuild none = MavenBuild.run(project, arguments).fails();
      assertThat(none.output().lines())
          .as(String.join(" ", arguments))
          .filteredOn(line -> line.startsWith("[ERROR]") && line.contains("JITSU-0812"))
          .hasSize(1);
    }
    MavenBuild.run(
            project,
            "-o",
            "-T4",
            "verify",
            "-Djitsu.test=nothing",
            "-Djitsu.failIfNoTests=false",
            "-Djitsu.typeCheck=false")
        .succeeds();
  }

  /** A copy with the line ends of Windows. */
  private static Path project(String name) throws IOException {
    Path project = Folders.project("matrix", "matrix für " + name);
    // Maven 4 takes the next folder above that has one for the project's root.
    Files.createDirectory(project.resolve(".mvn"));
    List<Path> files;
    try (Stream<Path> all = Files.walk(project)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
    }
    return project;
  }

  private static Maven maven(String version, int release) throws IOException {
    Optional<Path> jdk = Jdks.find(release);
    assumeTrue(
        jdk.isPresent() || Jdks.isRequired(release),
        () -> "there is no JDK " + release + "; the environment variable JITSU_JDKS may name one");
    Path home =
        Path.of(System.getProperty("it.mavens", "target/mavens"), "apache-maven-" + version)
            .toAbsolutePath();
    Path mvn = home.resolve("bin").resolve("mvn");
    assertThat(mvn).exists();
    assertThat(mvn.toFile().setExecutable(true)).isTrue();
    return new Maven(home, jdk.orElseThrow(() -> new AssertionError("no JDK " + release)));
  }

  private static List<String> tests(MavenBuild build) {
    return build
        .output()
        .lines()
        .filter(line -> line.contains("Tests run:") && line.contains("-- in "))
        .map(line -> line.replaceAll(".*(Tests run: .*), Time elapsed.*", "$1"))
        .toList();
  }

  /** Maven's own lines; the JVM writes others. */
  private static void isSilentAboutUs(MavenBuild build) {
    assertThat(build.output().lines())
        .filteredOn(line -> line.startsWith("[WARNING]") || line.startsWith("[ERROR]"))
        .isEmpty();
    assertThat(build.output())
        .doesNotContain("Plugin validation issues", "[engine]", "SLF4J", "at com.jitsu");
  }

  private static long checksum(Path file) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(Files.readAllBytes(file));
    return sum.getValue();
  }
}
