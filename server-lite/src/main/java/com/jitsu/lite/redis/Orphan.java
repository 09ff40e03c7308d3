package com.jitsu.lite.redis;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis of this folder whose parent was killed.
 *
 * <p>It is ours if it takes the keeper's password of this folder's conf, or if the process of this
 * folder's pid file runs this folder's program; nothing else is touched.
 */
final class Orphan {

  private static final Logger log = LoggerFactory.getLogger(Orphan.class);
  private static final long SECONDS_TO_END = 30;

  private Orphan() {}

  /** Ends it if there is one; the caller holds the folder's lock, so nobody works with it. */
  static void end(Path conf, Path pidFile, Path program) throws IOException {
    Optional<ProcessHandle> process = process(pidFile);
    Optional<RedisConf> left = RedisConf.read(conf);
    boolean answers =
        left.isPresent() && new RedisKeeper(left.get()).state() != RedisKeeper.State.NONE;
    if (answers) {
      log.info("shutting down a Redis that an earlier run left behind");
      new RedisKeeper(left.orElseThrow()).shutDown();
      process.ifPresent(Orphan::awaitEnd);
      requireGone(left.orElseThrow());
    } else if (process.isPresent() && runs(process.get(), program)) {
      log.warn("ending a Redis that an earlier run left behind and that does not answer");
      process.get().destroy();
      awaitEnd(process.get());
      process.get().destroyForcibly();
    }
    Files.deleteIfExists(pidFile);
  }

  private static Optional<ProcessHandle> process(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    String pid = Files.readString(pidFile).strip();
    return pid.matches("\\d{1,18}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
  }

  private static boolean runs(ProcessHandle process, Path program) throws IOException {
    Optional<String> command = process.info().command();
    return command.isPresent() && Path.of(command.get()).equals(program.toRealPath());
  }

  private static void requireGone(RedisConf left) {
    if (new RedisKeeper(left).state() != RedisKeeper.State.NONE) {
      throw new ProblemException(
          new Problem(
              "JITSU-0622",
              "a Redis that an earlier run left behind at port " + left.port() + " does not end",
              null,
              "end that process yourself, then start again"));
    }
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      log.warn("Redis with process id {} takes long to end", process.pid());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for a process cannot fail", e);
    }
  }
}
