package com.jitsu.maven.launch;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Start here: starts a server-lite, waits until it is ready, ends it. */
public final class ServerProcess {

  private static final Pattern READY =
      Pattern.compile("^Listening on (http://\\S+:\\d+)\\s*$", Pattern.MULTILINE);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int TAIL = 20;

  private ServerProcess() {}

  /**
   * Starts a server that outlives this process, its output in {@code log}, and returns when it is
   * ready. If it ends or is not ready within {@code limit} it is ended, and the problem shows the
   * end of the log.
   */
  public static ServerRecord start(ServerCommand command, Path log, Duration limit)
      throws IOException, InterruptedException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    Files.createDirectories(command.data());
    Process process =
        new ProcessBuilder(command.words())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start();
    process.getOutputStream().close();
    boolean ready = false;
    try {
      URI address = await(process, log, limit);
      ready = true;
      return new ServerRecord(
          address,
          process.pid(),
          ServerRecord.startOf(process.toHandle()),
          command.data(),
          log.toAbsolutePath());
    } finally {
      if (!ready) {
        stop(process.toHandle(), Duration.ofSeconds(10));
      }
    }
  }

  /**
   * Asks a process to end and waits; kills it when it does not within {@code limit}.
   *
   * @return whether it ended by itself, all of its work saved
   */
  public static boolean stop(ProcessHandle process, Duration limit) throws InterruptedException {
    CompletableFuture<ProcessHandle> exit = process.onExit();
    process.destroy();
    try {
      exit.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      process.destroyForcibly();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for process " + process.pid() + " failed", e);
    }
  }

  /** The address in what a server printed, once it is ready. */
  public static Optional<URI> readyAddress(String printed) {
    Matcher line = READY.matcher(printed);
    return line.find() ? Optional.of(URI.create(line.group(1))) : Optional.empty();
  }

  private static URI await(Process process, Path log, Duration limit)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      boolean ended = !process.isAlive(); // before reading, so that nothing printed is missed
      Optional<URI> address = readyAddress(read(log));
      if (address.isPresent()) {
        return address.get();
      }
      if (ended) {
        throw notReady("the server ended with status " + process.exitValue(), log);
      }
      if (System.nanoTime() > end) {
        throw notReady("the server was not ready after " + limit.toSeconds() + " seconds", log);
      }
      process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static ProblemException notReady(String what, Path log) throws IOException {
    List<String> lines = read(log).lines().toList();
    List<String> tail = lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
    return new ProblemException(
        new Problem(
            "JITSU-0806",
            what + ":\n    " + String.join("\n    ", tail),
            log.toString(),
            "mend what its last lines name; a taken port: -Djitsu.port=0 takes any"));
  }

  private static String read(Path log) throws IOException {
    return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
  }
}
