package com.jitsu.sdk.host;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A store that answers with what another one has and keeps what is written to itself, for runs that
 * must leave nothing behind. Thread-safe if the other one is.
 */
public final class TrialStore implements FunctionStore {

  private final FunctionStore real;
  private final MemoryStore written;
  private final Set<String> deleted = new HashSet<>();

  public TrialStore(FunctionStore real, Clock clock) {
    this.real = requireNonNull(real);
    this.written = new MemoryStore(clock);
  }

  @Override
  public synchronized Optional<Entry> find(String key) {
    Optional<Entry> ours = written.find(key);
    return ours.isPresent() || deleted.contains(key) ? ours : real.find(key);
  }

  @Override
  public synchronized void set(String key, String json, TimeToLive ttl) {
    // What expires here must not show what the other one has.
    deleted.add(key);
    written.set(key, json, ttl);
  }

  @Override
  public synchronized void delete(String key) {
    deleted.add(key);
    written.delete(key);
  }

  @Override
  public synchronized String getOrSet(String key, String json, TimeToLive ttl) {
    String value = find(key).map(Entry::json).orElse(json);
    set(key, value, ttl);
    return value;
  }
}
