package com.jitsu.lite.rebuild;

import com.jitsu.lite.history.ProfileHistory;
import java.util.ArrayList;
import java.util.List;

/**
 * Histories that are built together: few enough for one transaction, small enough for memory,
 * however large single profiles are.
 */
final class HistoryChunk {

  private static final int MAX_PROFILES = 100;
  private static final long MAX_BYTES = 4L << 20;

  private List<ProfileHistory> histories = new ArrayList<>();
  private long bytes;

  void add(ProfileHistory history) {
    histories.add(history);
    for (byte[] event : history.events()) {
      bytes += event.length;
    }
  }

  boolean isFull() {
    return histories.size() >= MAX_PROFILES || bytes >= MAX_BYTES;
  }

  /** What was collected; empties the chunk. */
  List<ProfileHistory> take() {
    List<ProfileHistory> taken = histories;
    histories = new ArrayList<>();
    bytes = 0;
    return taken;
  }
}
