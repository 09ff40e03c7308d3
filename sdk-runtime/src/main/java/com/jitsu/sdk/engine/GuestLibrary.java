package com.jitsu.sdk.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/**
 * What functions find beside the language and beside {@code context}: the web's globals, {@code
 * crypto}, {@code @jitsu/functions-lib}. Its parts are JavaScript; each is evaluated in a context
 * when it is first used there, and parsed once per engine.
 */
final class GuestLibrary {

  private static final Map<String, Source> PARTS = new ConcurrentHashMap<>();

  private GuestLibrary() {}

  /**
   * Puts the globals into a context; to be called before any code of the user.
   *
   * @return an object with {@code crypto()} and {@code functionsLib()}, which give the frozen
   *     exports of the two modules, the same at each call
   */
  static Value install(Context context, GuestLibraryHost host) {
    return context.eval(part("web")).execute(host);
  }

  /** A script that evaluates to a function. */
  static Source part(String name) {
    return PARTS.computeIfAbsent(name, GuestLibrary::read);
  }

  private static Source read(String name) {
    String file = "library/" + name + ".js";
    try (InputStream stream =
        Objects.requireNonNull(GuestLibrary.class.getResourceAsStream(file), file)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return Source.newBuilder("js", text, "jitsu:" + file).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
