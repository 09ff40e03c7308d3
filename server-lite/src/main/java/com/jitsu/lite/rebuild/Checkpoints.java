package com.jitsu.lite.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.jitsu.lite.rocks.Batch;
import com.jitsu.lite.rocks.Family;
import com.jitsu.lite.rocks.KeyWriter;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.sdk.contract.Json;
import java.util.Optional;

/** Of each builder the rebuild that is not finished, if there is one. Thread-safe. */
final class Checkpoints {

  private final RocksStore store;

  Checkpoints(RocksStore store) {
    this.store = requireNonNull(store);
  }

  Optional<Checkpoint> find(String builder) {
    byte[] value = store.get(Family.REBUILDS, key(builder));
    return value == null ? Optional.empty() : Optional.of(Checkpoint.read(Json.parse(value)));
  }

  /**
   * Takes the place of the one before.
   *
   * @param sync whether it must be on disk before what comes next is done
   */
  void save(String builder, Checkpoint checkpoint, boolean sync) {
    byte[] value = Json.text(checkpoint.toJson()).getBytes(UTF_8);
    try (Batch batch = store.batch()) {
      batch.put(Family.REBUILDS, key(builder), value);
      store.write(batch, sync);
    }
  }

  void remove(String builder) {
    try (Batch batch = store.batch()) {
      batch.delete(Family.REBUILDS, key(builder));
      store.write(batch, false);
    }
  }

  private static byte[] key(String builder) {
    return new KeyWriter().text(builder).bytes();
  }
}
