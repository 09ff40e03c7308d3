package com.jitsu.sdk.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store that a fixture or a preview fills, and reads afterwards; gone with the object. */
public final class MemoryStore implements FunctionStore {

  private final Clock clock;
  private final Map<String, Kept> values = new TreeMap<>();

  private record Kept(String json, @Nullable Instant until) {}

  public MemoryStore(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<Entry> find(String key) {
    Kept kept = alive(key);
    return kept == null ? Optional.empty() : Optional.of(new Entry(kept.json(), left(kept)));
  }

  @Override
  public synchronized void set(String key, String json, TimeToLive ttl) {
    values.put(
        key, new Kept(json, ttl.isForever() ? null : clock.instant().plusSeconds(ttl.seconds())));
  }

  @Override
  public synchronized void delete(String key) {
    values.remove(key);
  }

  @Override
  public synchronized String getOrSet(String key, String json, TimeToLive ttl) {
    Kept kept = alive(key);
    String value = kept == null ? json : kept.json();
    set(key, value, ttl);
    return value;
  }

  /** Every living key with its value, ordered by key. */
  public synchronized ObjectNode dump() {
    ObjectNode all = Json.object();
    for (String key : values.keySet().toArray(String[]::new)) {
      find(key).ifPresent(entry -> all.set(key, Json.parse(entry.json())));
    }
    return all;
  }

  private @Nullable Kept alive(String key) {
    Kept kept = values.get(key);
    if (kept == null || kept.until() == null || clock.instant().isBefore(kept.until())) {
      return kept;
    }
    values.remove(key);
    return null;
  }

  private TimeToLive left(Kept kept) {
    if (kept.until() == null) {
      return TimeToLive.forever();
    }
    long millis = kept.until().toEpochMilli() - clock.instant().toEpochMilli();
    return new TimeToLive((millis + 999) / 1_000);
  }
}
