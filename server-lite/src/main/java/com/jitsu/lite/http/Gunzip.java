package com.jitsu.lite.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip of any number of members, never more of it than the limit. The library's own stream
 * calls itself for every empty member, of which a few kilobytes hold enough to end its stack.
 */
final class Gunzip {

  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int HAS_CHECKSUM = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;

  private final byte[] packed;
  private final int limit;
  private final BodyBudget.Share share;
  private final ByteArrayOutputStream unpacked;
  private final byte[] buffer = new byte[8_192];
  private int at;

  private Gunzip(byte[] packed, int limit, BodyBudget.Share share) {
    this.packed = packed;
    this.limit = limit;
    this.share = share;
    this.unpacked = new ByteArrayOutputStream(Math.min(limit, 4 * packed.length + 64));
  }

  /**
   * @throws BodyReader.TooLarge when there is more
   * @throws IOException when it is not gzip, or was cut
   */
  static byte[] unpack(byte[] packed, int limit, BodyBudget.Share share) throws IOException {
    Gunzip gunzip = new Gunzip(packed, limit, share);
    Inflater inflater = new Inflater(true);
    try {
      do {
        gunzip.member(inflater);
        inflater.reset();
      } while (gunzip.startsMember());
    } catch (DataFormatException e) {
      throw new IOException(e.getMessage() == null ? "it is damaged" : e.getMessage(), e);
    } finally {
      inflater.end();
    }
    return gunzip.unpacked.toByteArray();
  }

  /** What follows the last member and is none is left alone, as all who unpack gzip do. */
  private boolean startsMember() {
    return packed.length - at >= HEADER + TRAILER
        && (packed[at] & 0xff) == 0x1f
        && (packed[at + 1] & 0xff) == 0x8b;
  }

  private void member(Inflater inflater) throws IOException, DataFormatException {
    header();
    CRC32 checksum = new CRC32();
    inflater.setInput(packed, at, packed.length - at);
    while (!inflater.finished()) {
      int length = inflater.inflate(buffer);
      if (length == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
        throw cut();
      }
      if (unpacked.size() + length > limit) {
        throw new BodyReader.TooLarge();
      }
      share.hold((long) unpacked.size() + length);
      checksum.update(buffer, 0, length);
      unpacked.write(buffer, 0, length);
    }
    at = packed.length - inflater.getRemaining();
    if (number() != (checksum.getValue() & 0xffff_ffffL)) {
      throw new IOException("its checksum is wrong");
    }
    if (number() != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw new IOException("its length is wrong");
    }
  }

  private void header() throws IOException {
    if (next() != 0x1f || next() != 0x8b) {
      throw new IOException("it does not begin as gzip");
    }
    if (next() != 8) {
      throw new IOException("it is packed in a way that nobody knows");
    }
    int flags = next();
    at += 6;
    if ((flags & HAS_EXTRA) != 0) {
      int length = next() | next() << 8;
      at += length;
    }
    for (int flag : new int[] {HAS_NAME, HAS_COMMENT}) {
      if ((flags & flag) != 0) {
        skipText();
      }
    }
    if ((flags & HAS_CHECKSUM) != 0) {
      at += 2;
    }
    if (at > packed.length) {
      throw cut();
    }
  }

  private void skipText() throws IOException {
    int letter = next();
    while (letter != 0) {
      letter = next();
    }
  }

  private long number() throws IOException {
    return next() | (long) next() << 8 | (long) next() << 16 | (long) next() << 24;
  }

  private int next() throws IOException {
    if (at >= packed.length) {
      throw cut();
    }
    return packed[at++] & 0xff;
  }

  private static IOException cut() {
    return new IOException("it ends too early");
  }
}
