package com.jitsu.maven.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The commit that a project's folder shows, read from git's own files: git need not be there. */
public final class GitCommit {

  private GitCommit() {}

  /** The full hash; empty outside of a repository, before its first commit, or if unreadable. */
  public static Optional<String> of(Path folder) {
    try {
      for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
        Path git = at.resolve(".git");
        if (Files.exists(git)) {
          return head(gitFolder(at, git));
        }
      }
    } catch (IOException e) {
      // A commit is a courtesy to whoever reads the versions later; a deploy does without.
    }
    return Optional.empty();
  }

  /** A worktree has a file that names the folder. */
  private static Path gitFolder(Path at, Path git) throws IOException {
    if (Files.isDirectory(git)) {
      return git;
    }
    return at.resolve(Files.readString(git).replaceFirst("^gitdir:", "").strip());
  }

  private static Optional<String> head(Path git) throws IOException {
    String head = Files.readString(git.resolve("HEAD")).strip();
    if (!head.startsWith("ref:")) {
      return hash(head);
    }
    String ref = head.substring("ref:".length()).strip();
    Path common = git.resolve("commondir");
    Path shared =
        Files.exists(common) ? git.resolve(Files.readString(common).strip()).normalize() : git;
    for (Path place : new Path[] {git, shared}) {
      if (Files.exists(place.resolve(ref))) {
        return hash(Files.readString(place.resolve(ref)).strip());
      }
    }
    return packed(shared.resolve("packed-refs"), ref);
  }

  private static Optional<String> packed(Path file, String ref) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.endsWith(" " + ref))
          .map(line -> line.substring(0, line.indexOf(' ')))
          .findFirst()
          .flatMap(GitCommit::hash);
    }
  }

  private static Optional<String> hash(String text) {
    return text.matches("[0-9a-f]{40,64}") ? Optional.of(text) : Optional.empty();
  }
}
