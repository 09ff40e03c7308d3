package com.jitsu.sdk.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The declarations that functions are written against: {@code @jitsu/protocols/*}, {@code
 * @jitsu/functions-lib}, {@code crypto} and the globals; with a {@code tsconfig.json} to extend.
 */
public final class ShippedTypes {

  private static final List<String> NAMES =
      List.of(
          "tsconfig.json",
          "globals.d.ts",
          "crypto.d.ts",
          "@jitsu/functions-lib.d.ts",
          "@jitsu/protocols/analytics.d.ts",
          "@jitsu/protocols/async-request.d.ts",
          "@jitsu/protocols/functions.d.ts",
          "@jitsu/protocols/iso8601.d.ts",
          "@jitsu/protocols/profile.d.ts");

  private ShippedTypes() {}

  /** Path with {@code /} → text, in a stable order. */
  public static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    NAMES.forEach(name -> all.put(name, read(name)));
    return all;
  }

  /** The text of {@code tsconfig.json}. */
  static String config() {
    return read("tsconfig.json");
  }

  /**
   * Writes them to a folder for editors: {@code folder/@jitsu/protocols/profile.d.ts} and so on. An
   * editor's {@code tsconfig.json} may say {@code {"extends": "./target/jitsu/types/tsconfig.json",
   * "include": ["src"]}}; files that are right are left alone.
   */
  public static void writeTo(Path folder) {
    all()
        .forEach(
            (name, text) -> {
              Path file = folder.resolve(name);
              try {
                if (!Files.exists(file) || !Files.readString(file).equals(text)) {
                  Files.createDirectories(file.getParent());
                  Files.writeString(file, text);
                }
              } catch (IOException e) {
                throw ProjectSources.unreadable(file, e);
              }
            });
  }

  private static String read(String name) {
    try (InputStream stream =
        Objects.requireNonNull(ShippedTypes.class.getResourceAsStream("types/" + name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
