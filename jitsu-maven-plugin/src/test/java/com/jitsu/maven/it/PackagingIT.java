package com.jitsu.maven.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From an empty project of packaging jitsu-profiles to an installed zip, and a second time. */
class PackagingIT {

  private static final String ZIP = "target/shop-profiles-1.0.0-profiles.zip";

  private static Path project = Path.of("");
  private static String firstBuild = "";

  @BeforeAll
  static void addAFunctionAndInstall() throws IOException, InterruptedException {
    project = Folders.project("packaging", "packaging");
    firstBuild =
        MavenBuild.run(project, "jitsu:new", "install", "-Djitsu.slug=churn").succeeds().output();
  }

  @Test
  void theNewFunctionIsValidatedCompiledTestedPackagedAndInstalled() throws IOException {
    assertThat(firstBuild)
        .containsSubsequence(
            "Wrote src/profiles/churn.ts",
            "Wrote src/test/profiles/churn/01-first.fixture.yaml",
            "type: mvn jitsu:test -Djitsu.test=churn",
            "1 function and 1 fixture are valid",
            "Compiled 1 function to target/jitsu, types are right",
            "Running churn",
            "Tests run: 1, Failures: 0, Errors: 0, Skipped: 0",
            "Packaged 1 function in " + ZIP)
        .doesNotContain("[WARNING]", "[ERROR]");
    assertThat(names(project.resolve(ZIP)))
        .containsExactly("churn.js", "churn.js.map", "manifest.json");
    assertThat(installed("shop-profiles", "shop-profiles-1.0.0.zip"))
        .hasSameBinaryContentAs(project.resolve(ZIP));
  }

  @Test
  void whatHasNotChangedIsNotMadeAgain() throws IOException, InterruptedException {
    Path calls = project.resolve("calls.txt");
    Path esbuild = countingEsbuild(calls);
    byte[] zip = Files.readAllBytes(project.resolve(ZIP));

    MavenBuild.run(project, "package", "-Djitsu.esbuild=" + esbuild)
        .succeeds()
        .says("Compiled 1 function");
    List<String> called = Files.readAllLines(calls);
    assertThat(called).isNotEmpty();
    assertThat(project.resolve(ZIP)).hasBinaryContent(zip);

    Path source = project.resolve("src/profiles/churn.ts");
    Files.writeString(source, Files.readString(source).replace("\n", "\r\n"));
    MavenBuild again =
        MavenBuild.run(project, "package", "-Djitsu.esbuild=" + esbuild)
            .succeeds()
            .says("Up to date: 1 function in target/jitsu", "Tests run: 1, Failures: 0");

    assertThat(again.output()).doesNotContain("Compiled");
    assertThat(Files.readAllLines(calls)).isEqualTo(called);
    assertThat(project.resolve(ZIP)).hasBinaryContent(zip);
  }

  @Test
  void inAnyOtherProjectTheZipIsAttached() throws IOException, InterruptedException {
    Path shop = Folders.project("attached", "attached");

    MavenBuild.run(shop, "jitsu:new", "install", "-Djitsu.slug=seen", "-Djitsu.language=js")
        .succeeds()
        .says("Wrote src/profiles/seen.js", "Packaged 1 function in target/shop-1.0.0-profiles");
    MavenBuild.run(
            shop, "jitsu:new", "jitsu:test", "-Djitsu.slug=clean", "-Djitsu.kind=transformation")
        .succeeds()
        .says(
            "Wrote src/functions/clean.js",
            "Wrote src/test/functions/clean/01-first.fixture.yaml",
            "Running clean",
            "Running seen",
            "Tests run: 2, Failures: 0, Errors: 0, Skipped: 0");

    Path zip = installed("shop", "shop-1.0.0-profiles.zip");
    assertThat(names(zip)).containsExactly("manifest.json", "seen.js", "seen.js.map");
    try (ZipFile file = new ZipFile(zip.toFile())) {
      assertThat(file.getEntry("seen.js").getTimeLocal()).hasToString("2026-03-01T10:20:30");
    }
  }

  @Test
  void validatingTellsEveryMistakeOfSourcesAndFixtures() throws IOException, InterruptedException {
    Path wrong = Folders.project("packaging", "wrong");
    write(
        wrong,
        "src/profiles/a.ts",
        "const name = process.env.NAME;\nexport const config = { profileBuilderId: \"a\", name };\n");
    write(wrong, "src/profiles/b.js", "export const config = { profileBuilderId: \"b\" };\n");
    write(
        wrong,
        "src/profiles/c.js",
        "export const config = { profileBuilderId: \"c\", slug: \"b\" };");
    write(wrong, "src/test/profiles/b/1.fixture.yaml", "events: []\nexpect: { trait: {} }\n");

    MavenBuild.run(wrong, "validate")
        .fails()
        .says(
            "JITSU-0115 src/profiles/a.ts:1:14: config is computed: name is process.env.NAME;",
            "JITSU-0110 src/profiles/c.js: the slug \"b\" is also that of src/profiles/b.js",
            "JITSU-0202 src/test/profiles/b/1.fixture.yaml:2:11",
            "did you mean \"traits\"?");
    assertThat(wrong.resolve("target/jitsu/manifest.json")).doesNotExist();

    MavenBuild.run(wrong, "jitsu:doctor", "-Djitsu.esbuild=" + wrong.resolve("nix"))
        .fails()
        .says(
            "OK   JDK: ",
            "OK   Maven: 3",
            "OK   TypeScript: 5",
            "OK   JavaScript: runs, ",
            "FAIL esbuild: " + wrong.resolve("nix") + " is no file",
            "1 thing does not work, see above.");
  }

  /** The esbuild of the first build, behind a script that notes each call. */
  private static Path countingEsbuild(Path calls) throws IOException {
    assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "a script of a shell");
    Path real;
    try (Stream<Path> files = Files.walk(project.resolve("target/jitsu/cache"))) {
      real = files.filter(file -> file.endsWith("esbuild")).findFirst().orElseThrow();
    }
    Path kept = Files.copy(real, project.resolve("real-esbuild"));
    Path script = project.resolve("esbuild.sh");
    Files.writeString(
        script, "#!/bin/sh\necho \"$*\" >> '%s'\nexec '%s' \"$@\"\n".formatted(calls, kept));
    assertThat(kept.toFile().setExecutable(true)).isTrue();
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  private static List<String> names(Path zip) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      return Collections.list(file.entries()).stream().map(ZipEntry::getName).toList();
    }
  }

  private static Path installed(String artifact, String file) {
    return Path.of(System.getProperty("it.repository"), "com", "example", artifact, "1.0.0", file);
  }

  private static void write(Path root, String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
