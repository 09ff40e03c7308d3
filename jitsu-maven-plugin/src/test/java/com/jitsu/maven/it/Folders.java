package com.jitsu.maven.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folders of the integration tests: below target, with a blank in their path, kept to look into.
 */
final class Folders {

  private Folders() {}

  /** A new, empty one. */
  static Path fresh(String name) throws IOException {
    Path folder = Path.of("target", "integration tests", name).toAbsolutePath();
    if (Files.exists(folder)) {
      try (Stream<Path> old = Files.walk(folder)) {
        for (Path each : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
    return Files.createDirectories(folder);
  }

  /** A copy of a project in {@code src/test/projects}, with the version that is tested. */
  static Path project(String name, String copyName) throws IOException {
    return copy(Path.of("src", "test", "projects", name), copyName);
  }

  /** A copy of a project's sources, with the version that is tested where they leave it open. */
  static Path copy(Path from, String copyName) throws IOException {
    Path to = fresh(copyName);
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files =
          all.filter(Files::isRegularFile).map(from::relativize).filter(Folders::isSource).toList();
    }
    for (Path file : files) {
      Path copy = to.resolve(file.toString());
      Files.createDirectories(copy.getParent());
      String text = Files.readString(from.resolve(file.toString()));
      Files.writeString(copy, text.replace("IT_VERSION", MavenBuild.VERSION));
    }
    return to;
  }

  /** Not what an earlier build or server left in the project. */
  private static boolean isSource(Path file) {
    return !file.startsWith("target") && !file.startsWith(".jitsu");
  }
}
