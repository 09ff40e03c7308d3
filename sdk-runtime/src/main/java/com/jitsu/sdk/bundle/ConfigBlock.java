package com.jitsu.sdk.bundle;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;

/**
 * The config that a bundled module exports, as far as it can be read without running the module.
 *
 * @param value as JSON, without what is computed; missing when there is none or all is computed
 * @param offset of its declaration in the module
 * @param keys where each key of the block is written
 * @param computed what can only be known by running the module
 */
record ConfigBlock(JsonNode value, int offset, Map<String, Integer> keys, List<Computed> computed) {

  ConfigBlock {
    requireNonNull(value);
    keys = Map.copyOf(keys);
    computed = List.copyOf(computed);
  }

  /**
   * One value that is no plain one.
   *
   * @param key of the block that it belongs to; empty when it may be any of them
   * @param path such as {@code retryPolicy.retries}; of the whole block, {@code config}
   * @param code what is written there, shortened
   */
  record Computed(String key, String path, String code, int offset) {}

  /** Of a module that exports none. */
  static ConfigBlock none() {
    return new ConfigBlock(MissingNode.getInstance(), 0, Map.of(), List.of());
  }

  /** Whether a key has, or may have, a value that only running the module tells. */
  boolean isComputed(String key) {
    return computed.stream().anyMatch(each -> each.key().isEmpty() || each.key().equals(key));
  }
}
