package com.jitsu.maven.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JDKs of this machine: the one that runs the tests, those that the environment variable {@code
 * JITSU_JDKS} names, those in {@code /usr/lib/jvm}.
 */
final class Jdks {

  private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  private Jdks() {}

  /** The folder of a JDK of that release. */
  static Optional<Path> find(int release) throws IOException {
    Stream<Path> named =
        Stream.of(System.getenv().getOrDefault("JITSU_JDKS", "").split(File.pathSeparator))
            .filter(text -> !text.isBlank())
            .map(Path::of);
    try (Stream<Path> installed =
        Files.isDirectory(INSTALLED) ? Files.list(INSTALLED) : Stream.<Path>of()) {
      return Stream.of(
              Stream.of(Path.of(System.getProperty("java.home"))), named, installed.sorted())
          .flatMap(each -> each)
          .filter(folder -> release(folder) == release)
          .findFirst();
    }
  }

  /** Fails the build without the JDK, instead of leaving out what needs it. */
  static boolean isRequired(int release) {
    return System.getenv().getOrDefault("JITSU_REQUIRE", "").contains("jdk" + release);
  }

  private static int release(Path folder) {
    Path file = folder.resolve("release");
    if (!Files.isRegularFile(file) || !Files.exists(folder.resolve("bin"))) {
      return 0;
    }
    try {
      Matcher matcher = VERSION.matcher(Files.readString(file));
      return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
