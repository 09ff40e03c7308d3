package com.jitsu.lite.redis;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.problem.ProblemException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Redis as the other rooms see it: texts, hashes, lists, sets and scripts; pooled, thread-safe.
 *
 * <p>Everything throws {@link RedisUnavailableException} while Redis is away, and works again by
 * itself when it is back. Only calls that may safely run twice are tried a second time.
 */
public final class RedisStore implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RedisStore.class);

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(30);
  private static final Duration PROBE_TTL = Duration.ofMinutes(1);
  private static final int PIPELINE_LENGTH = 500;
  private static final int KEYS_AT_ONCE = 1_000;

  private final RedisAddress address;
  private final RedisFailures failures;
  private final RedisConnections connections;

  private RedisStore(RedisAddress address, RedisConnections connections) {
    this.address = address;
    this.failures = new RedisFailures(address);
    this.connections = connections;
  }

  /**
   * Waits up to half a minute for the first answer. A Redis that answers but takes no writes now is
   * only warned of.
   *
   * @throws ProblemException JITSU-0623 if there is none; at once JITSU-0625 if the password is
   *     refused, JITSU-0626 if there is no such database, JITSU-0627 if encryption or a certificate
   *     is in the way, JITSU-0628 if the user may not do what is needed, JITSU-0629 if sentinels do
   *     not know it
   */
  public static RedisStore connect(RedisAddress address) {
    return connect(address, CONNECT_LIMIT);
  }

  static RedisStore connect(RedisAddress address, Duration limit) {
    RedisFailures failures = new RedisFailures(address);
    long end = System.nanoTime() + limit.toNanos();
    for (boolean told = false; ; told = true) {
      RuntimeException failure;
      try {
        return tryToConnect(address);
      } catch (RedisUnavailableException e) {
        failure = e;
      } catch (JedisException e) {
        failure = failures.of(e);
      }
      RuntimeException last = failure;
      failures
          .lasting(last)
          .ifPresent(
              problem -> {
                throw problem;
              });
      boolean oneRedis = address.server().sentinelMaster() == null;
      if (!told && oneRedis && OtherDialect.answers(address)) {
        throw failures.otherDialect(last);
      }
      if (System.nanoTime() > end) {
        throw failures.noAnswer(last);
      }
      if (!told) {
        log.info("waiting for Redis, for up to {} s: {}", limit.toSeconds(), last.getMessage());
      }
      pause();
    }
  }

  private static RedisStore tryToConnect(RedisAddress address) {
    RedisStore store = new RedisStore(address, RedisConnections.open(address));
    try {
      // Not twice: the caller tries again, and knows better what to try.
      store.once(UnifiedJedis::ping);
      store.warnUnlessWritable();
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  public RedisAddress address() {
    return address;
  }

  /** Throws {@link RedisUnavailableException} unless Redis answers. */
  public void ping() {
    again(UnifiedJedis::ping);
  }

  /** Throws {@link RedisUnavailableException} unless Redis answers and takes writes. */
  public void check() {
    set(RedisKeys.probe(), "", PROBE_TTL);
  }

  public Optional<String> get(String key) {
    return Optional.ofNullable(find(redis -> redis.get(key)));
  }

  /** The texts of these keys, in their order; null where there is none. */
  public List<@Nullable String> getAll(List<String> keys) {
    return keys.isEmpty() ? List.of() : again(redis -> redis.mget(keys.toArray(String[]::new)));
  }

  public void set(String key, String value) {
    again(redis -> redis.set(key, value));
  }

  /** Gone after {@code ttl}. */
  public void set(String key, String value, Duration ttl) {
    again(redis -> redis.set(key, value, SetParams.setParams().px(ttl.toMillis())));
  }

  /** Returns whether there was something. */
  public boolean delete(String key) {
    return again(redis -> redis.del(key)) > 0;
  }

  public boolean exists(String key) {
    return again(redis -> redis.exists(key));
  }

  /**
   * All keys that begin with a text, each at least once if it is there all the time; some at a
   * time, so that Redis is not held up.
   */
  public void keys(String prefix, Consumer<List<String>> some) {
    ScanParams wanted = new ScanParams().match(literal(prefix) + "*").count(KEYS_AT_ONCE);
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      String from = cursor;
      ScanResult<String> found = again(redis -> redis.scan(from, wanted));
      some.accept(found.getResult());
      cursor = found.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
  }

  /** Left until the key ends; empty if it does not, or is not there. */
  public Optional<Duration> timeToLive(String key) {
    long millis = again(redis -> redis.pttl(key));
    return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
  }

  /** Adds one to a counter, which begins at 0, and returns the new number; never a number twice. */
  public long increment(String key) {
    return once(redis -> redis.incr(key));
  }

  public Optional<String> hashGet(String key, String field) {
    return Optional.ofNullable(find(redis -> redis.hget(key, field)));
  }

  /** Empty if there is no such hash. */
  public Map<String, String> hashGetAll(String key) {
    return again(redis -> redis.hgetAll(key));
  }

  public void hashSet(String key, String field, String value) {
    again(redis -> redis.hset(key, field, value));
  }

  /** All fields at once; others stay. */
  public void hashSet(String key, Map<String, String> fields) {
    if (!fields.isEmpty()) {
      again(redis -> redis.hset(key, fields));
    }
  }

  public void hashDelete(String key, String... fields) {
    again(redis -> redis.hdel(key, fields));
  }

  public void setAdd(String key, String... members) {
    again(redis -> redis.sadd(key, members));
  }

  public void setRemove(String key, String... members) {
    again(redis -> redis.srem(key, members));
  }

  public Set<String> setMembers(String key) {
    return again(redis -> redis.smembers(key));
  }

  /** Elements from one index to another, both included; negative ones count from the end. */
  public List<String> listRange(String key, long first, long last) {
    return again(redis -> redis.lrange(key, first, last));
  }

  public long listLength(String key) {
    return again(redis -> redis.llen(key));
  }

  /** Puts every element in front of its list, in the order given, with few round trips. */
  public void listPush(List<ListElement> elements) {
    for (int from = 0; from < elements.size(); from += PIPELINE_LENGTH) {
      List<ListElement> some =
          elements.subList(from, Math.min(from + PIPELINE_LENGTH, elements.size()));
      pipelined(pipeline -> some.forEach(each -> pipeline.lpush(each.key(), each.value())));
    }
  }

  /** Removes all elements that are one of these; returns how many there were. */
  public long listRemove(String key, Collection<String> elements) {
    long removed = 0;
    for (String element : elements) {
      removed += again(redis -> redis.lrem(key, 0, element));
    }
    return removed;
  }

  /** Leaves the first {@code keep} elements of each list; with a ttl, the list ends after it. */
  public void listTrim(Collection<String> keys, long keep, @Nullable Duration ttl) {
    if (keys.isEmpty()) {
      return;
    }
    pipelined(
        pipeline -> {
          for (String key : keys) {
            pipeline.ltrim(key, 0, keep - 1);
            if (ttl != null) {
              pipeline.pexpire(key, ttl.toMillis());
            }
          }
        });
  }

  /** The script's answer; null where it answers nil or false. */
  public @Nullable String evalText(String script, List<String> keys, List<String> arguments) {
    Object answer = eval(script, keys, arguments);
    return answer == null ? null : String.valueOf(answer);
  }

  /** The script's answer, which must be a number. */
  public long evalNumber(String script, List<String> keys, List<String> arguments) {
    if (eval(script, keys, arguments) instanceof Long number) {
      return number;
    }
    throw new IllegalStateException("the script did not answer with a number");
  }

  /** The script's answer, which must be a list; numbers in it become text. */
  public List<String> evalList(String script, List<String> keys, List<String> arguments) {
    return texts(eval(script, keys, arguments));
  }

  /** As {@link #evalList}, of a script that does no harm when it runs twice. */
  public List<String> evalListAgain(String script, List<String> keys, List<String> arguments) {
    return texts(again(redis -> redis.eval(script, keys, arguments)));
  }

  /** Idempotent. */
  @Override
  public void close() {
    connections.close();
  }

  private @Nullable Object eval(String script, List<String> keys, List<String> arguments) {
    return call(redis -> redis.eval(script, keys, arguments), false);
  }

  /** As a pattern that only the text itself matches. */
  private static String literal(String text) {
    return text.replaceAll("[\\\\*?\\[\\]^]", "\\\\$0");
  }

  private static List<String> texts(@Nullable Object answer) {
    if (answer instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    throw new IllegalStateException("the script did not answer with a list");
  }

  private void pipelined(Consumer<Pipeline> commands) {
    List<Object> answers =
        once(
            redis -> {
              try (Pipeline pipeline = connections.pipelined()) {
                commands.accept(pipeline);
                return pipeline.syncAndReturnAll();
              }
            });
    for (Object answer : answers) {
      if (answer instanceof JedisException failure) {
        throw failures.of(failure);
      }
    }
  }

  private <T> T again(Function<UnifiedJedis, T> command) {
    return requireNonNull(call(command, true));
  }

  private <T> T once(Function<UnifiedJedis, T> command) {
    return requireNonNull(call(command, false));
  }

  private <T> @Nullable T find(Function<UnifiedJedis, @Nullable T> command) {
    return call(command, true);
  }

  private <T> @Nullable T call(Function<UnifiedJedis, @Nullable T> command, boolean twice) {
    try {
      return command.apply(connections.client());
    } catch (JedisConnectionException e) {
      // After a restart every pooled connection is dead: drop them all, not one failure each.
      connections.forget();
      if (twice) {
        return call(command, false);
      }
      throw failures.of(e);
    } catch (JedisException e) {
      throw failures.of(e);
    }
  }

  /** Ingestion goes on without, so it is no reason not to start; a lasting refusal is. */
  private void warnUnlessWritable() {
    try {
      check();
    } catch (RedisUnavailableException e) {
      if (failures.lasting(e).isPresent()) {
        throw e;
      }
      log.warn("{}; until it does, nothing is cached and nothing can be deployed", e.getMessage());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Redis", e);
    }
  }
}
