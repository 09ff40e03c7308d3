package com.jitsu.benchmarks.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the JDKs of a machine. */
public final class Jdks {

  private static final List<Path> USUAL =
      List.of(
          Path.of("/usr/lib/jvm"),
          Path.of("/opt"),
          Path.of("/Library/Java/JavaVirtualMachines"),
          Path.of(System.getProperty("user.home"), ".sdkman", "candidates", "java"),
          Path.of(System.getProperty("user.home"), ".jdks"));

  private Jdks() {}

  /**
   * What {@code JAVA17_HOME} names, else this one if it is a 17, else the newest in the usual
   * places.
   */
  public static Optional<Path> find(int version) {
    String named = System.getenv("JAVA" + version + "_HOME");
    if (named != null) {
      return Optional.of(Path.of(named)).filter(Jdks::hasJava);
    }
    if (Runtime.version().feature() == version) {
      return Optional.of(Path.of(System.getProperty("java.home")));
    }
    return USUAL.stream()
        .flatMap(Jdks::children)
        .flatMap(home -> Stream.of(home, home.resolve("Contents").resolve("Home")))
        .filter(Jdks::hasJava)
        .filter(home -> release(home).filter(each -> each.feature() == version).isPresent())
        .max(Comparator.comparing(home -> release(home).orElseThrow()));
  }

  private static boolean hasJava(Path home) {
    return Files.isExecutable(home.resolve("bin").resolve("java"));
  }

  private static Stream<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList().stream();
    } catch (IOException e) {
      return Stream.of();
    }
  }

  /** As the JDK's file {@code release} has it. */
  private static Optional<Runtime.Version> release(Path home) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> parse(line.substring(line.indexOf('=') + 1).replace("\"", "")))
          .flatMap(Stream::ofNullable)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Runtime.@Nullable Version parse(String text) {
    try {
      return Runtime.Version.parse(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
