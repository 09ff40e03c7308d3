package com.jitsu.benchmarks.tests;

import com.jitsu.benchmarks.tools.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The functions that are tested, the same files on both sides. */
final class FunctionSources {

  private FunctionSources() {}

  /** Replaces a folder with the functions of the cases and their {@code lib}. */
  static void copy(Path examples, Path profiles) throws IOException {
    Folders.delete(profiles);
    Files.createDirectories(profiles.resolve("lib"));
    for (String each : MadeCases.FUNCTIONS) {
      Files.copy(examples.resolve(each + ".ts"), profiles.resolve(each + ".ts"));
    }
    List<Path> shared;
    try (Stream<Path> files = Files.list(examples.resolve("lib"))) {
      shared = files.toList();
    }
    for (Path each : shared) {
      Files.copy(each, profiles.resolve("lib").resolve(each.getFileName().toString()));
    }
  }

  /** Changes one of them, in a way that no run has seen before. */
  static void change(Path profiles, int change) throws IOException {
    Path source = profiles.resolve(MadeCases.FUNCTIONS.get(1) + ".ts");
    Files.writeString(source, Files.readString(source) + "\n// change " + change + "\n");
  }
}
