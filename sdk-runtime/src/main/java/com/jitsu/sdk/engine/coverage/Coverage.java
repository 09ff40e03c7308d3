package com.jitsu.sdk.engine.coverage;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which lines of a project have run; immutable.
 *
 * @param files in the order of their paths, each with a line at least
 */
public record Coverage(List<FileCoverage> files) {

  public Coverage {
    Map<String, FileCoverage> bySource = new TreeMap<>();
    files.stream()
        .filter(file -> !file.lines().isEmpty())
        .forEach(file -> bySource.merge(file.source(), file, FileCoverage::plus));
    files = List.copyOf(bySource.values());
  }

  /** All of some; what several know of one file is added up. */
  public static Coverage of(Collection<Coverage> parts) {
    return new Coverage(parts.stream().flatMap(part -> part.files().stream()).toList());
  }

  public int lines() {
    return files.stream().mapToInt(file -> file.lines().size()).sum();
  }

  /** Lines that ran. */
  public int covered() {
    return files.stream().mapToInt(FileCoverage::covered).sum();
  }
}
