package com.jitsu.sdk.bundle;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The real esbuild for tests: the jar on the test class path. */
public final class Esbuilds {

  private Esbuilds() {}

  /** Skips the test on machines whose esbuild is not on the class path. */
  public static Esbuild real() {
    return new Esbuild(EsbuildBinary.extract(jar(), cacheFolder()));
  }

  static Path jar() {
    Optional<Path> jar = onClassPath("linux-x64-");
    boolean fits =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    assumeTrue(fits && jar.isPresent(), "the tests carry esbuild for linux-x64 only");
    return jar.orElseThrow();
  }

  /** The jar of TypeScript's compiler. */
  public static Path typescript() {
    return onClassPath("typescript-").orElseThrow();
  }

  private static Path cacheFolder() {
    return Path.of("target", "esbuild").toAbsolutePath();
  }

  private static Optional<Path> onClassPath(String prefix) {
    return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.getFileName().toString().startsWith(prefix))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
