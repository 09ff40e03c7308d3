package com.jitsu.benchmarks.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The native TypeScript that npm has: Maven Central has none. */
final class NativeTypeScript7 {

  private static final String PACKAGE = "typescript@7.0.2";

  private NativeTypeScript7() {}

  /**
   * Installs it once into a folder of its own; empty where there is no npm, or no such compiler.
   */
  static Optional<Path> find(Path folder) throws IOException, InterruptedException {
    Path compiler =
        folder.resolve("node_modules/@typescript/typescript-linux-x64/lib/tsc").toAbsolutePath();
    if (!Files.exists(compiler)) {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("package.json"), "{}");
      try {
        Process process =
            new ProcessBuilder(List.of("npm", "install", "--no-audit", "--no-fund", PACKAGE))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("npm.log").toFile())
                .start();
        process.getOutputStream().close();
        process.waitFor();
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return Files.exists(compiler) ? Optional.of(compiler) : Optional.empty();
  }
}
