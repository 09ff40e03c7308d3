package com.jitsu.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.jitsu.maven.project.CompiledFolder;
import com.jitsu.maven.project.CompiledMemory;
import com.jitsu.maven.project.ProfilesZip;
import com.jitsu.maven.report.CoverageFolder;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.ProjectSources;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.engine.coverage.Coverage;
import com.jitsu.sdk.engine.coverage.FileCoverage;
import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.ProjectFixtures;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is written, and what is told of files, is the same with the paths of Windows and macOS. The
 * file systems are in memory, their rules are those of the systems.
 */
class OtherSystemsTest {

  private static final String FIXTURE = "src/test/profiles/lifetime-value/01-größer.fixture.yaml";

  static Stream<Arguments> systems() {
    return Stream.of(
        Arguments.of("Linux", Configuration.unix(), "/home/jürgen/my shop"),
        Arguments.of("macOS", Configuration.osX(), "/Users/jürgen/my shop"),
        Arguments.of("Windows", Configuration.windows(), "C:\\Users\\Jürgen\\my shop"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("systems")
  void sourcesAndFixturesHaveTheNamesTheyHaveEverywhere(
      String name, Configuration system, String folder) throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(system)) {
      Path root = project(files.getPath(folder));

      assertThat(ProjectSources.code(root))
          .containsExactly("src/profiles/lib/orders.ts", "src/profiles/lifetime-value.ts");
      assertThat(ProjectSources.find(root).profiles())
          .containsExactly(root.resolve("src").resolve("profiles").resolve("lifetime-value.ts"));

      List<Fixture> fixtures = ProjectFixtures.read(root, List.of(bundle())).of("lifetime-value");
      assertThat(fixtures).extracting(Fixture::source).containsExactly(FIXTURE);
      assertThat(fixtures.get(0).events()).hasSize(1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("systems")
  void whatIsCompiledIsTheSameByteForByte(String name, Configuration system, String folder)
      throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(system);
        FileSystem here = Jimfs.newFileSystem(Configuration.unix())) {
      byte[] zip = zip(project(files.getPath(folder)));

      assertThat(zip).isNotEmpty().isEqualTo(zip(project(here.getPath("/home/me/shop"))));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("systems")
  void whatHasNotChangedIsKnownByNamesThatFitEverywhere(
      String name, Configuration system, String folder) throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(system)) {
      assertThat(
              new CompiledMemory(project(files.getPath(folder)), files.getPath("unused"), "1")
                  .sources())
          .containsOnlyKeys(
              "src/profiles/lib/orders.ts", "src/profiles/lifetime-value.ts", "package.json");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("systems")
  void coverageIsOfFilesAsTheyAreNamedEverywhere(String name, Configuration system, String folder)
      throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(system)) {
      Path root = project(files.getPath(folder));
      Path reports = root.resolve("target").resolve("coverage");
      FileCoverage file =
          new FileCoverage("src/profiles/lib/orders.ts", new TreeMap<>(Map.of(1, 1L)), List.of());

      new CoverageFolder(reports).write(new Coverage(List.of(file)), root);

      assertThat(Files.readString(reports.resolve("lcov.info")))
          .contains("SF:src/profiles/lib/orders.ts\n");
      assertThat(Files.readString(reports.resolve("index.html")))
          .contains("src/profiles/lib/orders.ts")
          .doesNotContain("\\");
    }
  }

  private static byte[] zip(Path root) throws IOException {
    CompiledFolder compiled = new CompiledFolder(root.resolve("target").resolve("jitsu"));
    compiled.write(List.of(bundle()));
    Path zip = root.resolve("target").resolve("shop-profiles.zip");
    new ProfilesZip(null).write(compiled, zip);
    return Files.readAllBytes(zip);
  }

  private static Bundle bundle() {
    return Bundle.of(
        new FunctionConfig("b", "lifetime-value", "Lifetime value", null),
        "src/profiles/lifetime-value.ts",
        "export default 1;",
        "{}");
  }

  private static Path project(Path root) throws IOException {
    write(root, "package.json", "{}");
    write(root, "src/profiles/lifetime-value.ts", "export default 1;\n");
    write(root, "src/profiles/lib/orders.ts", "export const one = 1;\n");
    write(root, "src/test/profiles/_events/shop.ndjson", "{\"userId\":\"u1\"}\n");
    write(root, FIXTURE, "events: { file: ../_events/shop.ndjson }\nexpect: { traits: {} }\n");
    return root;
  }

  private static void write(Path root, String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
