package com.jitsu.sdk.bundle;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The profile functions of a project: {@code src/profiles/**}, files that end in {@code .ts} or
 * {@code .js}, without {@code src/profiles/lib/**}, {@code *.d.ts} and {@code *.test.*}.
 *
 * @param root of the project, absolute
 * @param profiles absolute; ordered by their path from the root, the same on every system
 */
public record ProjectSources(Path root, List<Path> profiles) {

  public ProjectSources {
    profiles = List.copyOf(profiles);
  }

  /** Looks into the project; a project without any function is a problem. */
  public static ProjectSources find(Path projectRoot) {
    Path root = projectRoot.toAbsolutePath().normalize();
    Path folder = root.resolve("src").resolve("profiles");
    List<Path> profiles = Files.isDirectory(folder) ? list(root, folder) : List.of();
    if (profiles.isEmpty()) {
      throw new ProblemException(
          new Problem(
              "JITSU-0101",
              "there is no profile function",
              "src/profiles",
              "add one, src/profiles/first.ts for instance, with a default export and export const config = { profileBuilderId: \"first\" }"));
    }
    return new ProjectSources(root, profiles);
  }

  /** Path from the root, with {@code /} on every system. */
  static String relative(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private static List<Path> list(Path root, Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> isFunction(relative(folder, file)))
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(file -> relative(root, file)))
          .toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static boolean isFunction(String path) {
    return path.matches(".*\\.(ts|js)")
        && !path.startsWith("lib/")
        && !path.startsWith("node_modules/")
        && !path.contains("/node_modules/")
        && !path.endsWith(".d.ts")
        && !path.matches(".*\\.test\\.(ts|js)");
  }

  static ProblemException unreadable(Path path, IOException cause) {
    return new ProblemException(
        new Problem(
            "JITSU-0103",
            "cannot be read: " + cause.getMessage(),
            path.toString(),
            "check that the path exists and that you may read it"),
        cause);
  }
}
