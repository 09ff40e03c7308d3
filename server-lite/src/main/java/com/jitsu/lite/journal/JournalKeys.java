package com.jitsu.lite.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.jitsu.lite.rocks.KeyReader;
import com.jitsu.lite.rocks.KeyWriter;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * How the journal's entries lie in the store.
 *
 * <pre>
 * family   key                                   value
 * JOURNAL  position, 8 bytes                     accepted at (ms), 8 bytes · length of source, 2 bytes · source · event
 *          00 00 00 00 00 00 00 01               00 00 01 9a a9 6c 3e 00 · 00 07 · browser · {"type":"page",…}
 * SEEN     day since 1970, 4 bytes · 16 bytes    accepted at (ms), 8 bytes
 *          of SHA-256 over source and messageId
 *          00 00 51 2c · 9f 86 d0 81 …           00 00 01 9a a9 6c 3e 00
 * </pre>
 */
final class JournalKeys {

  private JournalKeys() {}

  static byte[] entry(long position) {
    return new KeyWriter().number(position).bytes();
  }

  static long position(byte[] key) {
    return new KeyReader(key).number();
  }

  static byte[] value(Instant acceptedAt, AcceptedEvent event) {
    byte[] source = event.source().getBytes(UTF_8);
    return ByteBuffer.allocate(Long.BYTES + Short.BYTES + source.length + event.json().length)
        .putLong(acceptedAt.toEpochMilli())
        .putShort((short) source.length)
        .put(source)
        .put(event.json())
        .array();
  }

  static JournalEntry read(byte[] key, byte[] value) {
    ByteBuffer parts = ByteBuffer.wrap(value);
    Instant acceptedAt = Instant.ofEpochMilli(parts.getLong());
    byte[] source = new byte[parts.getShort() & 0xFFFF];
    parts.get(source);
    byte[] json = new byte[parts.remaining()];
    parts.get(json);
    return new JournalEntry(position(key), acceptedAt, new String(source, UTF_8), json);
  }

  /** The beginning of every key of that day. */
  static byte[] day(long day) {
    return new KeyWriter().number((int) day).bytes();
  }

  static byte[] seen(long day, MessageHash message) {
    return new KeyWriter().number((int) day).number(message.high()).number(message.low()).bytes();
  }
}
