package com.jitsu.lite.journal;

import com.jitsu.lite.rocks.Batch;
import com.jitsu.lite.rocks.Family;
import com.jitsu.lite.rocks.KeyReader;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.rocks.Scan;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The messages of the last 24 hours; for the journal's writer alone. */
final class SeenMessages {

  private static final Duration MEMORY = Duration.ofHours(24);
  private static final long DAY_MILLIS = MEMORY.toMillis();

  private final RocksStore store;
  private long forgottenOn = Long.MIN_VALUE;

  SeenMessages(RocksStore store) {
    this.store = store;
  }

  /** Those of the messages that were accepted less than 24 hours before {@code now}. */
  Set<MessageHash> among(Collection<MessageHash> messages, Instant now) {
    List<MessageHash> asked = List.copyOf(messages);
    long today = day(now);
    List<byte[]> keys = new ArrayList<>(asked.size() * 2);
    for (MessageHash message : asked) {
      keys.add(JournalKeys.seen(today, message));
      keys.add(JournalKeys.seen(today - 1, message));
    }
    Set<MessageHash> seen = new HashSet<>();
    List<byte[]> found = store.getAll(Family.SEEN, keys);
    for (int i = 0; i < keys.size(); i++) {
      byte[] acceptedAt = found.get(i);
      if (acceptedAt != null
          && now.toEpochMilli() - ByteBuffer.wrap(acceptedAt).getLong() < DAY_MILLIS) {
        seen.add(asked.get(i / 2));
      }
    }
    return seen;
  }

  void remember(Batch batch, MessageHash message, Instant now) {
    batch.put(
        Family.SEEN,
        JournalKeys.seen(day(now), message),
        ByteBuffer.allocate(Long.BYTES).putLong(now.toEpochMilli()).array());
  }

  /** Drops the days that no message is compared with any more; cheap when there are none. */
  void forgetOldDays(Instant now) {
    long firstKept = day(now) - 1;
    if (firstKept <= forgottenOn) {
      return;
    }
    byte[] end = JournalKeys.day(firstKept);
    long oldest;
    try (Scan old = store.scan(Family.SEEN, new byte[0], end)) {
      oldest = old.next() ? new KeyReader(old.key()).shortNumber() : firstKept;
    }
    if (oldest < firstKept) {
      try (Batch batch = store.batch()) {
        batch.deleteRange(Family.SEEN, JournalKeys.day(oldest), end);
        store.write(batch, false);
      }
    }
    forgottenOn = firstKept;
  }

  private static long day(Instant time) {
    return Math.floorDiv(time.toEpochMilli(), DAY_MILLIS);
  }
}
