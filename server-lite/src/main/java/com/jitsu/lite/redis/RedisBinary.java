package com.jitsu.lite.redis;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** The Redis server for this machine, out of the embedded-redis jar. */
final class RedisBinary {

  private static final String VERSION = "7.0.15";

  private RedisBinary() {}

  /** Puts the program into the folder unless it is there. */
  static Path extract(Path folder) throws IOException {
    String name = name(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    Path program = folder.resolve(name);
    try (InputStream packed = RedisBinary.class.getResourceAsStream("/" + name)) {
      if (packed == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      byte[] bytes = packed.readAllBytes();
      if (Files.isExecutable(program) && Files.size(program) == bytes.length) {
        return program;
      }
      // Under another name first, so that a half-written program is never started.
      Path unfinished = Files.createTempFile(folder, name, ".tmp");
      Files.write(unfinished, bytes);
      if (!unfinished.toFile().setExecutable(true, true)) {
        throw new IOException("cannot be made executable: " + unfinished);
      }
      return Files.move(unfinished, program, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  static String name(String system, String processor) {
    String os = system.toLowerCase(Locale.ROOT);
    String family = os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "darwin" : "";
    String bits =
        switch (processor.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "amd64";
          case "aarch64", "arm64" -> "arm64";
          default -> "";
        };
    if (family.isEmpty() || bits.isEmpty()) {
      throw new ProblemException(
          new Problem(
              "JITSU-0620",
              "there is no built-in Redis for " + system + " on " + processor,
              "meta.storage.redis",
              "start a Redis of your own, 5.0 or newer, and name it in jitsu.yaml:"
                  + " meta.storage.redis.host: 127.0.0.1"));
    }
    return "redis-server-" + VERSION + "-" + family + "-" + bits;
  }
}
