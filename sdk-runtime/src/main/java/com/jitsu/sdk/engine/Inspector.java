package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a debugger finds the functions; only on this machine.
 *
 * @param port that it connects to
 * @param root the project's, against which source maps name their files
 * @param modules where the compiled functions are, {@code target/jitsu}
 * @param jars of Graal's inspector with all it needs; none when it is on the class path
 */
public record Inspector(int port, Path root, Path modules, List<Path> jars) {

  public Inspector {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("no port: " + port);
    }
    root = root.toAbsolutePath().normalize();
    modules = modules.toAbsolutePath().normalize();
    jars = List.copyOf(requireNonNull(jars));
  }
}
