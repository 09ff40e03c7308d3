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
    Path from = Path.of("src", "test", "projects", name);
    Path to = fresh(copyName);
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.writeString(copy, Files.readString(file).replace("IT_VERSION", MavenBuild.VERSION));
    }
    return to;
  }
}
