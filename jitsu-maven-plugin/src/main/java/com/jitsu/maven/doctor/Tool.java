package com.jitsu.maven.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program of this machine that must be there and start. */
public final class Tool {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final String name;
  private final String parameter;

  /**
   * @param parameter what names another one
   */
  public Tool(String name, String parameter) {
    this.name = name;
    this.parameter = parameter;
  }

  /** Asks it for its version. */
  public Finding find(Path program) throws InterruptedException {
    if (!Files.isRegularFile(program)) {
      return broken(program + " is no file", "name the program: -D" + parameter + "=PATH");
    }
    if (!Files.isExecutable(program)) {
      return broken(program + " may not be executed", "chmod +x '" + program + "'");
    }
    @Nullable Path output = null;
    try {
      output = Files.createTempFile("jitsu-doctor", ".txt");
      Process process =
          new ProcessBuilder(program.toString(), "--version")
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
      process.destroyForcibly();
      String said = Files.readString(output, StandardCharsets.UTF_8).strip();
      return ended && process.exitValue() == 0
          ? Finding.ok(name, said.lines().findFirst().orElse("starts") + ", " + program)
          : broken(
              program + (ended ? " fails: " + said : " does not end"),
              "name another one: -D" + parameter + "=PATH");
    } catch (IOException e) {
      return broken(
          program + " does not start: " + e.getMessage(),
          "name one for this system: -D" + parameter + "=PATH");
    } finally {
      delete(output);
    }
  }

  private Finding broken(String detail, String remedy) {
    return Finding.fail(name, detail, remedy);
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
