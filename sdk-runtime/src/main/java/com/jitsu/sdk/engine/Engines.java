package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.graalvm.polyglot.Engine;

/** Starts the language's engine, with a debugger's port where one is wanted. */
final class Engines {

  /** What the inspector binds; it takes no other address. */
  private static final String LOOPBACK = "127.0.0.1";

  private Engines() {}

  /** An engine that only runs functions. */
  static Engine plain() {
    return builder().build();
  }

  /**
   * An engine that waits for a debugger before it runs anything.
   *
   * @param path that the debugger must know, so that no page in a browser can connect
   * @throws ProblemException JITSU-0341 when the port is not to be had
   */
  static Engine inspected(Inspector inspector, String path) {
    refuseTaken(inspector.port());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    if (!inspector.jars().isEmpty()) {
      // The engine looks for instruments in the context's loader as well, anew for each loader.
      thread.setContextClassLoader(loader(inspector));
    }
    try {
      return builder()
          .allowExperimentalOptions(true)
          .option("inspect", Integer.toString(inspector.port()))
          .option("inspect.Path", path)
          .option("inspect.Suspend", "true")
          .option("inspect.WaitAttached", "true")
          // It would tell the address; the goal says it in our own words.
          .err(OutputStream.nullOutputStream())
          .build();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** The inspector would wait for ever for a port that another process has. */
  private static void refuseTaken(int port) {
    try (ServerSocket free =
        new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      requireNonNull(free);
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              "JITSU-0341",
              "no debugger can be waited for on port " + port + ": " + e.getMessage(),
              null,
              "end what uses the port, or take another one, for instance -Djitsu.debug="
                  + (port == 9229 ? 9230 : 9229)),
          e);
    }
  }

  /** {@code ws://127.0.0.1:9229/path}, without the scheme. */
  static String address(Inspector inspector, String path) {
    return LOOPBACK + ":" + inspector.port() + "/" + path;
  }

  private static Engine.Builder builder() {
    // Interpreting is what a plain JDK 17 can do; the start-up banner says it once in our words.
    return Engine.newBuilder("js").option("engine.WarnInterpreterOnly", "false");
  }

  /** Stays open: the engine loads from it as long as it lives. */
  private static ClassLoader loader(Inspector inspector) {
    return new URLClassLoader(
        inspector.jars().stream().map(Engines::url).toArray(URL[]::new),
        Engines.class.getClassLoader());
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
