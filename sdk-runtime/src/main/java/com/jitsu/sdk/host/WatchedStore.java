package com.jitsu.sdk.host;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The functions' store, which remembers how often it was away: what failed meanwhile need not have
 * failed by its own fault. Thread-safe if the store is.
 */
public final class WatchedStore implements FunctionStore {

  private static final String AWAY = "StoreError";

  private final FunctionStore store;
  private final AtomicLong timesAway = new AtomicLong();

  public WatchedStore(FunctionStore store) {
    this.store = requireNonNull(store);
  }

  /** Calls that it could not answer, so far. */
  public long timesAway() {
    return timesAway.get();
  }

  @Override
  public Optional<Entry> find(String key) {
    return watched(() -> store.find(key));
  }

  @Override
  public void set(String key, String json, TimeToLive ttl) {
    watched(
        () -> {
          store.set(key, json, ttl);
          return true;
        });
  }

  @Override
  public void delete(String key) {
    watched(
        () -> {
          store.delete(key);
          return true;
        });
  }

  @Override
  public String getOrSet(String key, String json, TimeToLive ttl) {
    return watched(() -> store.getOrSet(key, json, ttl));
  }

  private <T> T watched(Supplier<T> call) {
    try {
      return call.get();
    } catch (HostException e) {
      if (e.name().equals(AWAY)) {
        timesAway.incrementAndGet();
      }
      throw e;
    }
  }
}
