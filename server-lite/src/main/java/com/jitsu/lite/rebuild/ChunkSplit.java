package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.history.ProfileHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts profiles together that one worker builds at a time: enough for the way to be worth it, few
 * enough for memory, however large single profiles are. For one thread.
 */
final class ChunkSplit {

  private static final int MOST_PROFILES = 200;
  private static final long MOST_BYTES = 2L << 20;

  private final Consumer<List<ProfileHistory>> each;
  private List<ProfileHistory> chunk = new ArrayList<>();
  private int count;
  private long bytes;
  private long allBytes;

  ChunkSplit(Consumer<List<ProfileHistory>> each) {
    this.each = requireNonNull(each);
  }

  /** Returns how many bytes were added so far. */
  long add(ProfileHistory profile) {
    chunk.add(profile);
    bytes += profile.bytes();
    allBytes += profile.bytes();
    if (chunk.size() >= MOST_PROFILES || bytes >= MOST_BYTES) {
      end();
    }
    return allBytes;
  }

  /** Hands over what is left. */
  void end() {
    if (!chunk.isEmpty()) {
      each.accept(chunk);
      count++;
      chunk = new ArrayList<>();
      bytes = 0;
    }
  }

  /** How many chunks were handed over. */
  int count() {
    return count;
  }
}
