package com.jitsu.benchmarks.tools;

import com.jitsu.benchmarks.BenchmarkException;
import com.jitsu.sdk.bundle.EsbuildBinary;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The esbuild that the benchmarks bundle with. */
public final class OwnEsbuild {

  private OwnEsbuild() {}

  /**
   * The binary that {@code -Djitsu.esbuild} names, else the one of the class path: its jar is there
   * by itself, or in {@code lib/} beside ours. Unpacked to {@code cache}.
   */
  public static Path find(Path cache) {
    String named = System.getProperty("jitsu.esbuild");
    if (named != null) {
      return Path.of(named);
    }
    String platform =
        EsbuildBinary.platform(System.getProperty("os.name"), System.getProperty("os.arch"));
    String classPath = System.getProperty("java.class.path");
    return Stream.of(classPath.split(File.pathSeparator))
        .map(Path::of)
        .flatMap(entry -> Stream.of(entry, entry.resolveSibling("lib")))
        .flatMap(OwnEsbuild::files)
        .filter(jar -> jar.getFileName().toString().matches(platform + "-.*\\.jar"))
        .findFirst()
        .map(jar -> EsbuildBinary.extract(jar, cache))
        .orElseThrow(
            () ->
                new BenchmarkException(
                    "there is no esbuild for " + platform + " in " + classPath,
                    "install esbuild and run: JAVA_OPTS=-Djitsu.esbuild=PATH ./benchmarks/run NAME"));
  }

  private static Stream<Path> files(Path place) {
    if (!Files.isDirectory(place)) {
      return Stream.of(place);
    }
    File[] files = place.toFile().listFiles();
    return files == null ? Stream.of() : Stream.of(files).map(File::toPath);
  }
}
