package com.jitsu.sdk.bundle;

import com.jitsu.sdk.contract.FunctionKind;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The functions of a project: profile functions in {@code src/profiles/**}, transformation
 * functions in {@code src/functions/**}; files that end in {@code .ts} or {@code .js}, without
 * {@code lib/**}, {@code *.d.ts} and {@code *.test.*}.
 *
 * @param root of the project, absolute
 * @param profiles absolute; ordered by their path from the root, the same on every system
 * @param transformations likewise
 */
public record ProjectSources(Path root, List<Path> profiles, List<Path> transformations) {

  public ProjectSources {
    profiles = List.copyOf(profiles);
    transformations = List.copyOf(transformations);
  }

  /** Looks into the project; a project without any function is a problem. */
  public static ProjectSources find(Path projectRoot) {
    Path root = projectRoot.toAbsolutePath().normalize();
    ProjectSources sources =
        new ProjectSources(
            root,
            list(root, "profiles", ProjectSources::isFunction),
            list(root, "functions", ProjectSources::isFunction));
    if (sources.all().isEmpty()) {
      throw new ProblemException(
          new Problem(
              "JITSU-0101",
              "there is no function, neither here nor in src/functions",
              "src/profiles",
              "add one, src/profiles/first.ts for instance, with a default export and export const config = { profileBuilderId: \"first\" }"));
    }
    return sources;
  }

  /** First the profile functions. */
  public List<Path> all() {
    return Stream.concat(profiles.stream(), transformations.stream()).toList();
  }

  /** What a file of {@link #all} is. */
  FunctionKind kind(Path file) {
    return profiles.contains(file) ? FunctionKind.PROFILE : FunctionKind.TRANSFORMATION;
  }

  /**
   * All code in {@code src/profiles} and {@code src/functions}: the functions and what they share,
   * as paths from the root with {@code /} on every system, in their order; without declarations,
   * tests and {@code node_modules}.
   */
  public static List<String> code(Path projectRoot) {
    Path root = projectRoot.toAbsolutePath().normalize();
    return Stream.of("profiles", "functions")
        .flatMap(name -> list(root, name, ProjectSources::isCode).stream())
        .map(file -> relative(root, file))
        .toList();
  }

  /** Path from the root, with {@code /} on every system. */
  static String relative(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private static List<Path> list(Path root, String name, Predicate<String> isWanted) {
    Path folder = root.resolve("src").resolve(name);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> isWanted.test(relative(folder, file)))
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(file -> relative(root, file)))
          .toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static boolean isFunction(String path) {
    return isCode(path) && !path.startsWith("lib/");
  }

  private static boolean isCode(String path) {
    return path.matches(".*\\.(ts|js)")
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
