package com.jitsu.benchmarks.server;

import com.jitsu.benchmarks.BenchmarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of ours that listens on a port of this machine until it is closed. */
public final class Child implements AutoCloseable {

  private static final Pattern LISTENING =
      Pattern.compile("(?m)^Listening on http://127\\.0\\.0\\.1:(\\d+)$");
  private static final long START_MILLIS = 60_000;

  private final Process process;
  private final Path log;
  private final int port;

  private Child(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Returns when it has said where it listens. */
  public static Child start(List<String> command, Path log)
      throws IOException, InterruptedException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start();
    long giveUp = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
    while (System.nanoTime() < giveUp && !process.waitFor(50, TimeUnit.MILLISECONDS)) {
      Matcher line = LISTENING.matcher(Files.readString(log));
      if (line.find()) {
        return new Child(process, log, Integer.parseInt(line.group(1)));
      }
    }
    process.destroyForcibly();
    throw new BenchmarkException(
        "a process did not start: " + String.join(" ", command), "its output is in " + log);
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  public Path log() {
    return log;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** At once, with SIGKILL; returns when it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
