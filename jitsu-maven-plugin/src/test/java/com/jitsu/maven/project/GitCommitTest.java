package com.jitsu.maven.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCommitTest {

  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path root;

  @Test
  void aBranchIsFollowedToItsCommit() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/refs/heads/main", HASH + "\n");
    Path below = Files.createDirectories(root.resolve("modules/profiles"));
    assertThat(GitCommit.of(below)).contains(HASH);
  }

  @Test
  void aPackedBranchIsFound() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/packed-refs", "# pack-refs with: peeled\n" + HASH + " refs/heads/main\n");
    assertThat(GitCommit.of(root)).contains(HASH);
  }

  @Test
  void aDetachedHeadIsTheCommitItself() throws IOException {
    write(".git/HEAD", HASH + "\n");
    assertThat(GitCommit.of(root)).contains(HASH);
  }

  @Test
  void aWorktreeSharesTheBranchesOfItsRepository() throws IOException {
    write("main/.git/refs/heads/topic", HASH + "\n");
    write("main/.git/worktrees/topic/HEAD", "ref: refs/heads/topic\n");
    write("main/.git/worktrees/topic/commondir", "../..\n");
    write("topic/.git", "gitdir: " + root.resolve("main/.git/worktrees/topic") + "\n");
    assertThat(GitCommit.of(root.resolve("topic"))).contains(HASH);
  }

  @Test
  void beforeTheFirstCommitThereIsNone() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    assertThat(GitCommit.of(root)).isEmpty();
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
