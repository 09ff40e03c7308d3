package com.jitsu.lite.functions;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.redis.RedisKeys;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.lite.redis.RedisUnavailableException;
import com.jitsu.sdk.host.FunctionStore;
import com.jitsu.sdk.host.HostException;
import com.jitsu.sdk.host.TimeToLive;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code context.store} in Redis, one key for each of the functions' keys; what its time to live
 * says is Redis's own work.
 *
 * <p>A key or value with half a surrogate pair is refused: as UTF-8 it would become another one.
 */
public final class RedisFunctionStore implements FunctionStore {

  /** Value and time left must be of one moment. */
  private static final String FIND =
      """
      local value = redis.call('get', KEYS[1])
      if not value then return {} end
      return {value, redis.call('pttl', KEYS[1])}
      """;

  /** ARGV: value, milliseconds; no milliseconds for ever. */
  private static final String GET_OR_SET =
      """
      local value = redis.call('get', KEYS[1])
      if not value then
        value = ARGV[1]
        redis.call('set', KEYS[1], value)
      end
      if ARGV[2] == '' then
        redis.call('persist', KEYS[1])
      else
        redis.call('pexpire', KEYS[1], ARGV[2])
      end
      return {value}
      """;

  private final RedisStore redis;

  public RedisFunctionStore(RedisStore redis) {
    this.redis = requireNonNull(redis);
  }

  @Override
  public Optional<Entry> find(String key) {
    List<String> found = ask(() -> redis.evalListAgain(FIND, List.of(redisKey(key)), List.of()));
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(new Entry(found.get(0), left(Long.parseLong(found.get(1)))));
  }

  @Override
  public void set(String key, String json, TimeToLive ttl) {
    String redisKey = redisKey(key);
    requireWellFormed("value", json);
    ask(
        () -> {
          if (ttl.isForever()) {
            redis.set(redisKey, json);
          } else if (ttl.seconds() == 0) {
            redis.delete(redisKey);
          } else {
            redis.set(redisKey, json, Duration.ofSeconds(ttl.seconds()));
          }
          return true;
        });
  }

  @Override
  public void delete(String key) {
    String redisKey = redisKey(key);
    ask(() -> redis.delete(redisKey));
  }

  @Override
  public String getOrSet(String key, String json, TimeToLive ttl) {
    requireWellFormed("value", json);
    String millis =
        ttl.isForever() ? "" : Long.toString(Duration.ofSeconds(ttl.seconds()).toMillis());
    // Twice does no harm: the second time finds what the first one stored.
    return ask(
        () ->
            redis.evalListAgain(GET_OR_SET, List.of(redisKey(key)), List.of(json, millis)).get(0));
  }

  private static TimeToLive left(long millis) {
    return millis < 0 ? TimeToLive.forever() : new TimeToLive((millis + 999) / 1_000);
  }

  private static String redisKey(String key) {
    requireWellFormed("key", key);
    return RedisKeys.store(key);
  }

  private static void requireWellFormed(String what, String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int type = Character.getType(text.codePointAt(i));
      if (type == Character.SURROGATE) {
        throw new HostException(
            "TypeError", "the " + what + " holds half of a character: a lone surrogate");
      }
    }
  }

  private static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (RedisUnavailableException e) {
      throw new HostException(
          "StoreError", "the store is away: Redis does not answer. It may do so in a while", e);
    }
  }
}
