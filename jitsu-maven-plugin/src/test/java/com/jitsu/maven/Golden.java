package com.jitsu.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a person reads, kept in {@code src/test/resources/golden}. Run with {@code
 * -Dgolden.update=true} to write the files anew, and read the difference.
 */
public final class Golden {

  private Golden() {}

  public static void assertMatches(String file, String text) {
    String actual = text.endsWith("\n") ? text : text + "\n";
    if (Boolean.getBoolean("golden.update")) {
      write(Path.of("src/test/resources/golden", file), actual);
    }
    assertThat(actual).as(file).isEqualTo(read(file));
  }

  private static String read(String file) {
    if (Boolean.getBoolean("golden.update")) {
      return readFile(Path.of("src/test/resources/golden", file));
    }
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String readFile(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
