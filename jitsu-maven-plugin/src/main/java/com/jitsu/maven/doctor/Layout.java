package com.jitsu.maven.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a project's folder keeps out of git. */
public final class Layout {

  private static final List<String> MADE = List.of("target", ".jitsu");

  private Layout() {}

  /** Nothing outside of a repository. */
  public static List<Finding> git(Path root) throws IOException {
    Set<String> ignored = new HashSet<>();
    Path at = root.toAbsolutePath();
    while (at != null) {
      Path list = at.resolve(".gitignore");
      if (Files.isRegularFile(list)) {
        Files.readAllLines(list).forEach(line -> ignored.add(name(line)));
      }
      if (Files.exists(at.resolve(".git"))) {
        return List.of(finding(ignored));
      }
      at = at.getParent();
    }
    return List.of();
  }

  private static Finding finding(Set<String> ignored) {
    List<String> missing = new ArrayList<>(MADE);
    missing.removeAll(ignored);
    if (missing.isEmpty()) {
      return Finding.ok("git", ".gitignore lists " + String.join(" and ", MADE));
    }
    return Finding.warn(
        "git",
        ".gitignore does not list " + String.join(" and ", missing),
        "printf '" + String.join("/\\n", missing) + "/\\n' >> .gitignore");
  }

  /** {@code /target/} and {@code **}{@code /target} are both of {@code target}. */
  private static String name(String line) {
    return line.strip().replaceFirst("^(\\*\\*)?/", "").replaceFirst("/(\\*+)?$", "");
  }
}
