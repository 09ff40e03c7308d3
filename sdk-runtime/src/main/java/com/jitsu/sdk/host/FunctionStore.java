package com.jitsu.sdk.host;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * {@code context.store}: values by key, shared by all functions of a workspace. Thread-safe. From
 * CONTRACT A.10.
 *
 * <p>Values are JSON texts. An expired key is as if it had never been. Everything may throw {@link
 * HostException} while the store is away.
 */
public interface FunctionStore {

  Optional<Entry> find(String key);

  /** Replaces the value and its time to live. */
  void set(String key, String json, TimeToLive ttl);

  /** Idempotent. */
  void delete(String key);

  /**
   * In one step: keeps and returns the value that is there, giving it the new time to live; or
   * stores and returns the given one.
   */
  String getOrSet(String key, String json, TimeToLive ttl);

  /** What a key holds, and for how long yet. */
  record Entry(String json, TimeToLive left) {
    public Entry {
      requireNonNull(json);
      requireNonNull(left);
    }
  }
}
