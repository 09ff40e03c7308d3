package com.jitsu.maven.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jitsu.maven.doctor.Finding.Level;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {

  private static final long GIGABYTE = 1024L * 1024 * 1024;

  @TempDir Path root;

  @Test
  void aGoodMachineIsAllOk() {
    assertThat(machine(17, "3.8.7", "Linux", "amd64", GIGABYTE).findings(false))
        .extracting(Finding::text)
        .containsExactly(
            "OK   JDK: 17.0.1, Acme",
            "OK   Maven: 3.8.7",
            "OK   platform: Linux on amd64, linux-x64",
            "OK   memory: 1024 MB for Maven");
  }

  @ParameterizedTest
  @CsvSource({
    "3.8.6,FAIL",
    "3.6.3,FAIL",
    "2.2.1,FAIL",
    "3.8.7,OK",
    "3.8.8,OK",
    "3.9.11,OK",
    "3.10.0,OK",
    "4.0.0-rc-5,OK",
  })
  void anOldMavenFails(String version, Level level) {
    assertThat(machine(17, version, "Linux", "amd64", GIGABYTE).findings(false).get(1).level())
        .isEqualTo(level);
  }

  @Test
  void whatIsWrongNamesWhatMendsIt() {
    assertThat(machine(11, "3.9.11", "Linux", "aarch64", GIGABYTE / 4).findings(false))
        .filteredOn(each -> each.level() != Level.OK)
        .extracting(Finding::text)
        .containsExactly(
            "FAIL JDK: 17.0.1, Acme, older than 17 → install a JDK 17 or newer and set JAVA_HOME to it",
            "FAIL platform: Maven Central has no esbuild for Linux on aarch64 (JITSU-0102) → install esbuild (https://esbuild.github.io/getting-started) and name it with -Djitsu.esbuild=PATH",
            "WARN memory: 256 MB for Maven → export MAVEN_OPTS=-Xmx1g");
    assertThat(machine(26, "3.9.11", "Linux", "aarch64", GIGABYTE).findings(true))
        .extracting(Finding::level)
        .containsExactly(Level.WARN, Level.OK, Level.OK, Level.OK);
  }

  @Test
  void aToolIsAskedForItsVersion() throws IOException, InterruptedException {
    Path tool = Files.writeString(root.resolve("a tool"), "#!/bin/sh\necho 9.$# $1\n");
    assertThat(new Tool("esbuild", "jitsu.esbuild").find(root.resolve("nix")).text())
        .isEqualTo(
            "FAIL esbuild: "
                + root.resolve("nix")
                + " is no file → name the program: -Djitsu.esbuild=PATH");
    assumeTrue(!Files.isExecutable(tool), "here every file may be executed");

    assertThat(new Tool("esbuild", "jitsu.esbuild").find(tool).remedy())
        .isEqualTo("chmod +x '" + tool + "'");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    assertThat(new Tool("esbuild", "jitsu.esbuild").find(tool).text())
        .isEqualTo("OK   esbuild: 9.1 --version, " + tool);

    Files.writeString(tool, "#!/bin/sh\necho out of order\nexit 3\n");
    assertThat(new Tool("esbuild", "jitsu.esbuild").find(tool).text())
        .startsWith("FAIL esbuild: " + tool + " fails: out of order → ");
    Files.writeString(tool, "MZ");
    assertThat(new Tool("esbuild", "jitsu.esbuild").find(tool).level()).isEqualTo(Level.FAIL);
  }

  @Test
  void gitMustIgnoreWhatIsMade() throws IOException {
    Path project = Files.createDirectories(root.resolve("profiles"));
    assertThat(Layout.git(project)).isEmpty();

    Files.createDirectories(root.resolve(".git"));
    assertThat(Layout.git(project))
        .containsExactly(
            Finding.warn(
                "git",
                ".gitignore does not list target and .jitsu",
                "printf 'target/\\n.jitsu/\\n' >> .gitignore"));

    Files.writeString(project.resolve(".gitignore"), "# made\n/target/**\n");
    assertThat(Layout.git(project).get(0).remedy()).isEqualTo("printf '.jitsu/\\n' >> .gitignore");

    Files.writeString(root.resolve(".gitignore"), "**/.jitsu\n");
    assertThat(Layout.git(project))
        .containsExactly(Finding.ok("git", ".gitignore lists target and .jitsu"));
  }

  @Test
  void programsReadJson() {
    assertThat(
            Finding.json(
                List.of(Finding.ok("JDK", "17"), Finding.fail("server", "silent", "start it"))))
        .isEqualTo(
            Json.parse(
                "{\"healthy\": false, \"findings\": [{\"level\": \"OK\", \"subject\": \"JDK\", \"detail\": \"17\"}, {\"level\": \"FAIL\", \"subject\": \"server\", \"detail\": \"silent\", \"remedy\": \"start it\"}]}"));
    assertThat(Finding.json(List.of(Finding.warn("a", "b", "c"))).path("healthy").asBoolean())
        .isTrue();
  }

  @Test
  void whatIsWrongHasARemedyAndOnlyThat() {
    assertThatThrownBy(() -> new Finding(Level.FAIL, "a", "b", null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Finding(Level.OK, "a", "b", "c"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Machine machine(int java, String maven, String os, String arch, long memory) {
    return new Machine(java, "17.0.1, Acme", maven, os, arch, memory);
  }
}
