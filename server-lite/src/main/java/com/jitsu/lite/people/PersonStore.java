package com.jitsu.lite.people;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.redis.RedisKeys;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.sdk.contract.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What functions keep about a person in their store, and what rebuilds tell of one. */
final class PersonStore {

  private final RedisStore redis;

  PersonStore(RedisStore redis) {
    this.redis = requireNonNull(redis);
  }

  /**
   * The functions' keys, without what Redis has before them, that name the person or whose value
   * does; ordered. Reads all keys and values.
   */
  Set<String> keys(Person person) {
    String prefix = RedisKeys.store("");
    Set<String> found = new TreeSet<>();
    redis.keys(
        prefix,
        keys -> {
          List<@Nullable String> values = redis.getAll(keys);
          for (int i = 0; i < keys.size(); i++) {
            String own = keys.get(i).substring(prefix.length());
            String value = values.get(i);
            if (person.isNamedIn(own) || (value != null && isNamedIn(person, value))) {
              found.add(own);
            }
          }
        });
    return found;
  }

  /** The value of a key is JSON; absent if it has ended meanwhile. */
  void read(String key, Consumer<JsonNode> value) {
    redis.get(RedisKeys.store(key)).ifPresent(text -> value.accept(Json.parse(text)));
  }

  Optional<Duration> timeLeft(String key) {
    return redis.timeToLive(RedisKeys.store(key));
  }

  /** Returns whether it was there. */
  boolean delete(String key) {
    return redis.delete(RedisKeys.store(key));
  }

  /** Puts another word for the id where a builder's progress has it, as an example of failures. */
  void forgetInProgress(Person person) {
    for (String builder : redis.setMembers(RedisKeys.builders())) {
      String key = RedisKeys.rebuild(builder);
      redis
          .hashGetAll(key)
          .forEach(
              (field, text) -> {
                String without = person.forgottenIn(text);
                if (!without.equals(text)) {
                  redis.hashSet(key, field, without);
                }
              });
    }
  }

  private static boolean isNamedIn(Person person, String json) {
    // An escape may stand for any character of the id.
    return (json.contains(person.id()) || json.contains("\\"))
        && person.isNamedIn(Json.parse(json));
  }
}
