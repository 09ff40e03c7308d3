package com.jitsu.lite.history;

import com.jitsu.lite.rocks.KeyReader;
import com.jitsu.lite.rocks.KeyWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * How histories lie in the store; a text ends with 00 01, see {@link KeyWriter}.
 *
 * <pre>
 * family    key                                                       value
 * HISTORY   history · profile · position, 8 bytes · index, 2 bytes    accepted at (ms), 8 bytes · event
 *           "b1@3"    "u1"      00 … 00 07          00 00             00 00 01 9a a9 6c 3e 00 {"type":"page",…}
 * PROFILES  history · profile                                         last position, 8 bytes
 *           "b1@3"    "u1"                                            00 … 00 07
 * DIRTY     history · lane, 1 byte · profile                          position that made it dirty, 8 bytes
 *           "b1@3"    00             "u1"                             00 … 00 07
 * CURSORS   consumer                                                  finished position, 8 bytes
 *           "b1@3"                                                    00 … 00 07
 * </pre>
 *
 * The index tells apart the events that a transformation made of one.
 */
final class HistoryKeys {

  private static final int PLACE_BYTES = Long.BYTES + Short.BYTES;

  private HistoryKeys() {}

  static byte[] all(String history) {
    return new KeyWriter().text(history).bytes();
  }

  static byte[] profile(String history, String profileId) {
    return new KeyWriter().text(history).text(profileId).bytes();
  }

  static byte[] event(String history, String profileId, long position, int index) {
    return new KeyWriter()
        .text(history)
        .text(profileId)
        .number(position)
        .single((byte) (index >>> Byte.SIZE))
        .single((byte) index)
        .bytes();
  }

  static byte[] lane(String history, Lane lane) {
    return new KeyWriter().text(history).single(lane.code()).bytes();
  }

  static byte[] mark(String history, Lane lane, String profileId) {
    return new KeyWriter().text(history).single(lane.code()).text(profileId).bytes();
  }

  static byte[] cursor(String consumer) {
    return new KeyWriter().text(consumer).bytes();
  }

  /** The least key after all that begin with a prefix of this class, which ends in 01 or a lane. */
  static byte[] after(byte[] prefix) {
    byte[] after = KeyWriter.after(prefix);
    if (after == null) {
      throw new IllegalStateException("a prefix of FF only");
    }
    return after;
  }

  /** What the keys of one profile's events have in common. */
  static byte[] profileOf(byte[] eventKey) {
    return Arrays.copyOf(eventKey, eventKey.length - PLACE_BYTES);
  }

  static boolean belongsTo(byte[] eventKey, byte[] profile) {
    return eventKey.length == profile.length + PLACE_BYTES
        && Arrays.equals(eventKey, 0, profile.length, profile, 0, profile.length);
  }

  /** The name of the history that a key of HISTORY or PROFILES belongs to. */
  static String historyName(byte[] key) {
    return new KeyReader(key).text();
  }

  static String profileId(byte[] profileKey) {
    KeyReader key = new KeyReader(profileKey);
    key.text();
    return key.text();
  }

  static String markedProfileId(byte[] markKey) {
    KeyReader key = new KeyReader(markKey);
    key.text();
    key.single();
    return key.text();
  }

  static long position(byte[] eventKey) {
    return ByteBuffer.wrap(eventKey).getLong(eventKey.length - PLACE_BYTES);
  }

  static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  static long number(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }

  static byte[] eventValue(Instant acceptedAt, byte[] json) {
    return ByteBuffer.allocate(Long.BYTES + json.length)
        .putLong(acceptedAt.toEpochMilli())
        .put(json)
        .array();
  }

  static byte[] json(byte[] eventValue) {
    return Arrays.copyOfRange(eventValue, Long.BYTES, eventValue.length);
  }
}
