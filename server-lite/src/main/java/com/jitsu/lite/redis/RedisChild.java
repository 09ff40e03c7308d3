package com.jitsu.lite.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One life of our Redis as a child process. */
final class RedisChild {

  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(30);
  private static final Duration LOADING = Duration.ofMinutes(5);
  private static final long SECONDS_TO_END = 20;
  private static final int BUSY_TRIES = 50;

  private final Process process;
  private final RedisKeeper keeper;
  private final Path log;
  private final long logBegin;

  private RedisChild(Process process, RedisKeeper keeper, Path log, long logBegin) {
    this.process = process;
    this.keeper = keeper;
    this.log = log;
    this.logBegin = logBegin;
  }

  static RedisChild start(Path program, Path confFile, RedisConf conf, Path log)
      throws IOException {
    long logBegin = Files.exists(log) ? Files.size(log) : 0;
    ProcessBuilder command =
        new ProcessBuilder(ownSession(List.of(program.toString(), confFile.toString())))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    for (int tries = 1; ; tries++) {
      try {
        return new RedisChild(command.start(), new RedisKeeper(conf), log, logBegin);
      } catch (IOException e) {
        // Another thread forked while the program was being written, and its child still has it.
        if (tries == BUSY_TRIES || !String.valueOf(e.getMessage()).contains("Text file busy")) {
          throw e;
        }
        pause();
      }
    }
  }

  /** Waits for its first answer; false if it ended instead, or was ended: too late, or given up. */
  boolean awaitReady(BooleanSupplier givenUp) {
    long begin = System.nanoTime();
    Duration limit = FIRST_ANSWER;
    while (process.isAlive()
        && !givenUp.getAsBoolean()
        && System.nanoTime() - begin < limit.toNanos()) {
      switch (keeper.state()) {
        // Who answers knows the keeper's password, so it is ours and not another at this port.
        case READY -> {
          return true;
        }
        case LOADING -> limit = LOADING;
        case NONE -> {}
      }
      pause();
    }
    end();
    return false;
  }

  boolean answers() {
    return process.isAlive() && keeper.state() == RedisKeeper.State.READY;
  }

  /** Returns when its files hold nothing but what it has now; false if it cannot write them. */
  boolean rewriteFiles() {
    // One that was begun before the last change does not count.
    while (isRewriting() || !keeper.rewrite()) {
      pause();
    }
    while (isRewriting()) {
      pause();
    }
    return keeper.persistence("aof_last_bgrewrite_status").equals("ok");
  }

  private boolean isRewriting() {
    return keeper.persistence("aof_rewrite_in_progress").equals("1")
        || keeper.persistence("aof_rewrite_scheduled").equals("1");
  }

  long pid() {
    return process.pid();
  }

  /** Waits until it ends; returns its status. */
  int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  /** Asks it to end and waits; more forcefully if that does not help. Idempotent. */
  void end() {
    if (!process.isAlive() || !keeper.shutDown()) {
      process.destroy();
    }
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A terminal's Ctrl-C reaches everything in its session. Redis must not end before the server has
   * written what it has, so it gets a session of its own where the system can make one.
   */
  private static List<String> ownSession(List<String> command) {
    if (!Files.isExecutable(SETSID)) {
      return command;
    }
    List<String> all = new ArrayList<>();
    all.add(SETSID.toString());
    all.addAll(command);
    return all;
  }

  /** The last lines that this life wrote to the log. */
  String lastWords() throws IOException {
    byte[] all = Files.readAllBytes(log);
    int begin = (int) Math.min(logBegin, all.length);
    List<String> lines = new String(all, begin, all.length - begin, UTF_8).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Redis was starting", e);
    }
  }
}
