package com.jitsu.lite;

import com.jitsu.lite.config.CommandLine;
import com.jitsu.lite.config.Settings;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.problem.ProblemException;
import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code java -jar server-lite.jar}: starts a server, prints the banner, ends with SIGTERM or
 * Ctrl-C. Exit status 2 for what was typed wrong, 1 when it cannot start.
 */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Settings settings;
    try {
      CommandLine line = CommandLine.parse(List.of(arguments));
      if (line.help()) {
        out.print(CommandLine.usage());
        return;
      }
      if (line.version()) {
        out.println("server-lite " + ServerLite.version());
        return;
      }
      settings = Settings.read(line, System.getenv());
    } catch (ProblemException e) {
      err.println(e.getMessage());
      err.println("Options: java -jar server-lite.jar --help");
      System.exit(2);
      return;
    }
    start(settings, out, err);
  }

  private static void start(Settings settings, PrintStream out, PrintStream err) {
    // From before the start, so that who is told to end while starting closes what it has opened.
    CompletableFuture<Optional<ServerLite>> started = new CompletableFuture<>();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> started.join().ifPresent(ServerLite::close), "shutdown"));
    ServerLite server;
    try {
      server = ServerLite.start(settings, Clock.systemUTC());
      started.complete(Optional.of(server));
    } catch (ProblemException e) {
      started.complete(Optional.empty());
      err.println(e.getMessage());
      System.exit(1);
      return;
    } finally {
      started.complete(Optional.empty());
    }
    out.print(server.banner().text(server.keys(), isTerminal()));
    out.flush();
    rehearse();
  }

  /** Beside all else: it takes seconds, and nobody waits for it. */
  private static void rehearse() {
    Thread rehearsal = new Thread(FunctionEngine::rehearse, "function-rehearsal");
    rehearsal.setDaemon(true);
    rehearsal.start();
  }

  /** From JDK 22 on there is a console in a pipe as well; it then says that it is no terminal. */
  @SuppressWarnings("SystemConsoleNull") // what JDK 17 to 21 answer; later ones are asked below
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
