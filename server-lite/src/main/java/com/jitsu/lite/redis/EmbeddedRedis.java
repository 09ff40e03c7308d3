package com.jitsu.lite.redis;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Start here. A real Redis server of our own as a child process: loopback, random password, data in
 * its folder, one second at most behind on disk.
 *
 * <p>If it ends by itself it is started again at the same address with the same data. A server that
 * outlived its parent is shut down before ours is started.
 *
 * <pre>
 * DATA/redis/redis-server-7.0.15-…   the program
 * DATA/redis/redis.conf              written at every start, mode 600
 * DATA/redis/redis.pid, redis.log
 * DATA/redis/appendonlydir/          the data
 * DATA/redis/lock                    held while a server of ours uses the folder
 * </pre>
 */
public final class EmbeddedRedis implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);

  private static final int PORTS_TO_TRY = 10;
  private static final long MAX_LOG_BYTES = 8 << 20;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  /** Before one that answered and then ended, and before one that did not even start. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private static final Duration LONGEST_PAUSE_UNSTARTED = Duration.ofSeconds(5);
  private static final Duration LIVED_WELL = Duration.ofSeconds(10);

  private final Path folder;
  private final Path program;
  private final RedisConf conf;
  private final FileChannel lock;
  private final Thread watcher = new Thread(this::watch, "redis-watcher");
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile RedisChild child;

  private EmbeddedRedis(
      Path folder, Path program, RedisConf conf, FileChannel lock, RedisChild child) {
    this.folder = folder;
    this.program = program;
    this.conf = conf;
    this.lock = lock;
    this.child = child;
    watcher.setDaemon(true);
  }

  /**
   * Returns when Redis answers.
   *
   * @param folder Redis's own, by custom {@code DATA/redis}; created if missing
   * @throws ProblemException JITSU-0601 if another process has the folder, JITSU-0620 where there
   *     is no program for this machine, JITSU-0621 if it does not start
   */
  public static EmbeddedRedis start(Path folder) {
    try {
      Path real = Files.createDirectories(folder).toRealPath();
      Path program = RedisBinary.extract(real);
      FileChannel lock = lock(real);
      try {
        EmbeddedRedis redis = start(real, program, lock);
        redis.watcher.start();
        return redis;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw notStarted(folder, String.valueOf(e.getMessage()), e);
    }
  }

  public RedisAddress address() {
    return new RedisAddress("127.0.0.1", conf.port(), conf.password(), 0);
  }

  /** Throws JITSU-0624 while Redis does not answer. */
  public void check() {
    if (closing.getCount() == 0) {
      throw new IllegalStateException("Redis in " + folder + " is closed");
    }
    if (!child.answers()) {
      throw new ProblemException(
          new Problem(
              "JITSU-0624",
              "the built-in Redis ended and is being started again",
              logFile(folder).toString(),
              "wait a moment; if this stays, that file says why it cannot start"));
    }
  }

  /**
   * Writes all data anew, so that nothing of what was deleted before is in its files; returns when
   * that is done.
   *
   * @throws RedisUnavailableException if Redis is away, or cannot write
   */
  public void rewriteFiles() {
    try {
      if (!child.rewriteFiles()) {
        throw new RedisUnavailableException(address(), "cannot write its files anew", null);
      }
    } catch (JedisException e) {
      throw new RedisUnavailableException(address(), "does not answer", e);
    }
  }

  /** Idempotent; Redis writes what it has and ends. */
  @Override
  public void close() {
    closing.countDown();
    synchronized (this) {
      child.end();
    }
    try {
      watcher.join();
      lock.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return child.pid();
  }

  private static EmbeddedRedis start(Path folder, Path program, FileChannel lock)
      throws IOException {
    Orphan.end(confFile(folder), pidFile(folder), program);
    Path log = logFile(folder);
    if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
      Files.delete(log);
    }
    for (int tries = 1; ; tries++) {
      RedisConf conf = RedisConf.generate(freePort());
      conf.write(confFile(folder), folder, pidFile(folder));
      RedisChild child = RedisChild.start(program, confFile(folder), conf, log);
      if (child.awaitReady(() -> false)) {
        return new EmbeddedRedis(folder, program, conf, lock, child);
      }
      // Redis cannot choose a port itself, and between our choice and its start another may get it;
      // and a process that was forked while the program was written may hold it for a moment.
      String lastWords = child.lastWords();
      boolean passing =
          lastWords.contains("Address already in use") || lastWords.contains("Text file busy");
      if (tries == PORTS_TO_TRY || !passing) {
        throw notStarted(folder, "its last words: " + lastWords, null);
      }
    }
  }

  private void watch() {
    Duration pause = FIRST_PAUSE;
    try {
      while (true) {
        long begin = System.nanoTime();
        int status = child.awaitEnd();
        if (System.nanoTime() - begin > LIVED_WELL.toNanos()) {
          pause = FIRST_PAUSE;
        }
        if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        log.warn("Redis ended with status {} and is started again", status);
        Duration longest = startAgain() ? LONGEST_PAUSE : LONGEST_PAUSE_UNSTARTED;
        pause = Duration.ofMillis(Math.min(pause.toMillis() * 2, longest.toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A start that fails leaves a child that has ended, which is what the watcher looks for. */
  private synchronized boolean startAgain() {
    if (closing.getCount() == 0) {
      return false;
    }
    try {
      child = RedisChild.start(program, confFile(folder), conf, logFile(folder));
      if (child.awaitReady(() -> closing.getCount() == 0)) {
        log.info("Redis is back");
        return true;
      }
      if (closing.getCount() > 0) {
        log.warn("Redis does not start: {}", child.lastWords());
      }
    } catch (IOException e) {
      log.warn("Redis does not start: {}", e.getMessage());
    }
    return false;
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      log.debug("this process has the folder already");
    }
    channel.close();
    throw new ProblemException(
        new Problem(
            "JITSU-0601",
            "this data folder is in use by another running server",
            folder.toString(),
            "stop that server, or start this one with a folder of its own: --data <folder>"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static ProblemException notStarted(Path folder, String what, @Nullable Throwable cause) {
    return new ProblemException(
        new Problem(
            "JITSU-0621",
            "the built-in Redis does not start; " + what,
            folder.toString(),
            "mend that ("
                + logFile(folder)
                + " has more), or start a Redis of your own and name"
                + " it in jitsu.yaml: meta.storage.redis.host"),
        cause);
  }

  private static Path confFile(Path folder) {
    return folder.resolve("redis.conf");
  }

  private static Path pidFile(Path folder) {
    return folder.resolve("redis.pid");
  }

  private static Path logFile(Path folder) {
    return folder.resolve("redis.log");
  }
}
