package com.jitsu.maven.project;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.SourceMap;
import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Which files of a project differ from a commit, as git tells: committed since, changed, or new.
 *
 * @param paths from the project's root, with {@code /}
 */
public record ChangedFiles(Set<String> paths) {

  /** Whatever changes in one of these may change every result. */
  private static final String CONCERNS_ALL =
      "pom\\.xml|tsconfig.*\\.json|package(-lock)?\\.json|src/test/[^/]+/_.*";

  public ChangedFiles {
    paths = Set.copyOf(paths);
  }

  /**
   * Asks git. What a branch has changed since it left another one counts, not what happened there
   * meanwhile.
   *
   * @param reference a branch, tag or commit
   * @throws ProblemException JITSU-0816 if git does not know it or is not there
   */
  public static ChangedFiles since(Path root, String reference)
      throws IOException, InterruptedException {
    String base = git(root, reference, "merge-base", reference, "HEAD").strip();
    Set<String> paths = new TreeSet<>();
    paths.addAll(names(git(root, reference, "diff", "--name-only", "-z", "--relative", base)));
    paths.addAll(names(git(root, reference, "ls-files", "--others", "--exclude-standard", "-z")));
    return new ChangedFiles(paths);
  }

  /** Whether a function's code, or something that all results depend on, has changed. */
  public boolean concern(Bundle function) {
    return paths.stream().anyMatch(path -> path.matches(CONCERNS_ALL))
        || SourceMap.parse(function.sourceMap()).sources().stream().anyMatch(paths::contains);
  }

  /** Whether a fixture itself has changed, or the snapshot beside it. */
  public boolean concern(Fixture fixture) {
    String stem = fixture.source().replaceFirst("\\.fixture\\.(yaml|json)$", "");
    return paths.contains(fixture.source()) || paths.contains(stem + ".snapshot.json");
  }

  private static List<String> names(String output) {
    return Arrays.stream(output.split("\0", -1)).filter(name -> !name.isEmpty()).toList();
  }

  private static String git(Path root, String reference, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process = new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              "JITSU-0816",
              "git cannot be started: " + e.getMessage(),
              "jitsu.changedSince=" + reference,
              "install git, or leave jitsu.changedSince out"),
          e);
    }
    process.getOutputStream().close();
    // Both at once: git may have much to say on either.
    CompletableFuture<String> warnings =
        CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
    String output = text(process.getInputStream());
    String errors = warnings.join();
    if (process.waitFor() != 0) {
      throw new ProblemException(
          new Problem(
              "JITSU-0816",
              "git says: " + errors.lines().findFirst().orElse("nothing"),
              "jitsu.changedSince=" + reference,
              "name a branch, tag or commit that \"git log\" shows here; a shallow clone may lack it: git fetch --unshallow"));
    }
    return output;
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
