package com.jitsu.lite.builders;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.config.DataKey;
import com.jitsu.lite.redis.RedisKeys;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.sdk.contract.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The environment variables of builders: those set last, and those that each publication took with
 * it. Values are encrypted in Redis.
 *
 * <pre>
 * builder:lifetime-value            field variables     the values for the next publication
 * builder:lifetime-value:variables  field 7             the values of publication 7
 * </pre>
 */
final class RedisVariables {

  private static final String FIELD = "variables";

  private final RedisStore redis;
  private final DataKey key;

  RedisVariables(RedisStore redis, DataKey key) {
    this.redis = requireNonNull(redis);
    this.key = requireNonNull(key);
  }

  /** Those for the next publication, by name. */
  Map<String, String> values(String builder) {
    return read(redis.hashGet(RedisKeys.builder(builder), FIELD));
  }

  void set(String builder, Map<String, String> values) {
    redis.hashSet(RedisKeys.builder(builder), FIELD, write(values));
  }

  /** Of each value what tells whether it is still the same. */
  Map<String, String> digests(Map<String, String> values) {
    Map<String, String> digests = new TreeMap<>();
    values.forEach((name, value) -> digests.put(name, key.digest(name + "=" + value)));
    return digests;
  }

  void keep(String builder, long publication, Map<String, String> values) {
    redis.hashSet(RedisKeys.variables(builder), Long.toString(publication), write(values));
  }

  /** What {@link #keep} was given; those set last, if that is lost. */
  Map<String, String> kept(String builder, long publication) {
    Optional<String> kept = redis.hashGet(RedisKeys.variables(builder), Long.toString(publication));
    return kept.isPresent() ? read(kept) : values(builder);
  }

  /** Forgets what publications before this one took with them. */
  void forgetBefore(String builder, long publication) {
    String[] old =
        redis.hashGetAll(RedisKeys.variables(builder)).keySet().stream()
            .filter(number -> Long.parseLong(number) < publication)
            .toArray(String[]::new);
    if (old.length > 0) {
      redis.hashDelete(RedisKeys.variables(builder), old);
    }
  }

  private String write(Map<String, String> values) {
    ObjectNode json = Json.object();
    values.forEach(json::put);
    return key.encrypt(Json.text(json));
  }

  private Map<String, String> read(Optional<String> encrypted) {
    Map<String, String> values = new TreeMap<>();
    encrypted.ifPresent(
        text ->
            Json.parse(key.decrypt(text))
                .properties()
                .forEach(value -> values.put(value.getKey(), value.getValue().asText())));
    return values;
  }
}
