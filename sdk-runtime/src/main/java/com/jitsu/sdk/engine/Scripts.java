package com.jitsu.sdk.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.Source;

/**
 * The runtime's own JavaScript, read once per engine: as long as a source is the same object, its
 * parsed form is shared by all contexts. Thread-safe.
 */
final class Scripts {

  private static final String PREFIX = "jitsu:";

  private final Map<String, Source> read = new ConcurrentHashMap<>();

  /** A script of this package, {@code library/url} for one; it evaluates to a function. */
  Source get(String name) {
    return read.computeIfAbsent(name, Scripts::read);
  }

  static boolean isOurs(Source source) {
    return source.getName().startsWith(PREFIX);
  }

  private static Source read(String name) {
    String file = name + ".js";
    try (InputStream stream =
        Objects.requireNonNull(Scripts.class.getResourceAsStream(file), file)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      // Internal: no debugger steps into it.
      return Source.newBuilder("js", text, PREFIX + file).internal(true).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
