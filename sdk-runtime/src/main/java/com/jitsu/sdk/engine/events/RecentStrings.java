package com.jitsu.sdk.engine.events;

import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.Strings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The strings that were seen of late at one path. Types, names and pages come again and again:
 * neither copied nor decoded anew, they are also the same object, which is how the function's own
 * caches know them fastest. Times and ids do not come again: after a while without use it is off.
 */
final class RecentStrings {

  private static final int PLACES = 64;
  private static final int LONGEST = 64;
  private static final int PATIENCE = 512;

  /** Remembers nothing. */
  static final RecentStrings NONE = new RecentStrings(0);

  private record Entry(byte[] bytes, TruffleString string) {}

  private @Nullable Entry @Nullable [] places;
  private int patience;

  RecentStrings() {
    this(PATIENCE);
  }

  private RecentStrings(int patience) {
    this.patience = patience;
  }

  /** The string between those bytes, in which nothing is escaped. */
  TruffleString string(JsonCursor json, int start, int end) {
    int length = end - start;
    if (patience <= 0 || length > LONGEST) {
      return decoded(json.bytes(), start, length);
    }
    int place = place(json, start, end);
    if (places == null) {
      places = new Entry[PLACES];
    }
    Entry entry = places[place];
    if (entry != null
        && Arrays.equals(entry.bytes, 0, entry.bytes.length, json.bytes(), start, end)) {
      patience = Math.min(PATIENCE, patience + 2);
      return entry.string;
    }
    patience--;
    TruffleString string = decoded(json.bytes(), start, length);
    places[place] = new Entry(Arrays.copyOfRange(json.bytes(), start, end), string);
    return string;
  }

  /** From the length and the bytes at both ends. */
  private static int place(JsonCursor json, int start, int end) {
    long word = json.word(start);
    if (end - start < 8) {
      word &= (1L << ((end - start) * 8)) - 1;
    } else {
      word = word * 31 + json.word(end - 8);
    }
    long mixed = (word + (end - start)) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 58);
  }

  private static TruffleString decoded(byte[] bytes, int start, int length) {
    return Strings.fromJavaString(new String(bytes, start, length, StandardCharsets.UTF_8));
  }
}
