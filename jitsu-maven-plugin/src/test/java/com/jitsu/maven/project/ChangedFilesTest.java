package com.jitsu.maven.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangedFilesTest {

  @TempDir Path repository;
  private Path root = Path.of("");

  @BeforeEach
  void commitAProject() throws Exception {
    boolean required = System.getenv().getOrDefault("JITSU_REQUIRE", "").contains("git");
    assumeTrue(required || isThere(), "git is not installed");
    root = Files.createDirectories(repository.resolve("modules/für profile"));
    write("src/profiles/a.ts", "a");
    write("src/profiles/b.ts", "b");
    git("init", "-q", "-b", "main");
    commit();
  }

  @Test
  void nothingHasChangedAtFirst() throws Exception {
    assertThat(ChangedFiles.since(root, "HEAD").paths()).isEmpty();
  }

  @Test
  void whatIsCommittedChangedOrNewCounts() throws Exception {
    git("tag", "before");
    write("src/profiles/a.ts", "changed");
    commit();
    write("src/profiles/b.ts", "changed too");
    write("src/test/profiles/b/neu ä.fixture.yaml", "new");
    Files.writeString(repository.resolve("outside.txt"), "not of this project");

    ChangedFiles changed = ChangedFiles.since(root, "before");

    assertThat(changed.paths())
        .containsExactlyInAnyOrder(
            "src/profiles/a.ts", "src/profiles/b.ts", "src/test/profiles/b/neu ä.fixture.yaml");
    assertThat(changed.concern(function("src/profiles/a.ts"))).isTrue();
    assertThat(changed.concern(function("src/profiles/c.ts"))).isFalse();
  }

  @Test
  void whatHappenedElsewhereMeanwhileDoesNotCount() throws Exception {
    git("checkout", "-q", "-b", "topic");
    write("src/profiles/a.ts", "mine");
    commit();
    git("checkout", "-q", "main");
    write("src/profiles/b.ts", "theirs");
    commit();
    git("checkout", "-q", "topic");

    assertThat(ChangedFiles.since(root, "main").paths()).containsExactly("src/profiles/a.ts");
  }

  @Test
  void sharedHistoriesAndTheBuildConcernEveryFunction() throws Exception {
    write("src/test/profiles/_events/shop.ndjson", "{}");

    assertThat(ChangedFiles.since(root, "main").concern(function("src/profiles/a.ts"))).isTrue();
  }

  @Test
  void anUnknownReferenceIsToldWithWhatGitSays() {
    assertThatThrownBy(() -> ChangedFiles.since(root, "no-such-branch"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0816")
        .hasMessageContaining("no-such-branch")
        .hasMessageContaining("git fetch --unshallow");
  }

  private static Bundle function(String source) {
    return Bundle.of(
        new FunctionConfig("b1", "f", "f", null),
        source,
        "export default () => ({});",
        "{\"version\":3,\"sources\":[\"" + source + "\"],\"names\":[],\"mappings\":\"AAAA\"}");
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void commit() throws Exception {
    git("add", "-A");
    git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "change");
  }

  private void git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static boolean isThere() {
    try {
      return new ProcessBuilder("git", "--version").start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }
}
