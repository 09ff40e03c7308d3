package com.jitsu.sdk.bundle;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Checks the types of a project's functions; the engine runs TypeScript's own compiler. */
public interface TypeChecker {

  /** Names everything but the sources that a result depends on, cheaply: nothing is loaded. */
  String version();

  /**
   * Checks the files and what they import; JavaScript only where a file says {@code // @ts-check}.
   *
   * @param files absolute
   */
  Check check(Path projectRoot, List<Path> files);

  /**
   * A result and what it depends on.
   *
   * @param read the user's files that were read
   * @param missing paths that were looked for in vain; should one appear, the result is void
   */
  record Check(List<TypeProblem> problems, Set<Path> read, Set<Path> missing) {
    public Check {
      problems = List.copyOf(problems);
      read = Set.copyOf(read);
      missing = Set.copyOf(missing);
    }
  }
}
