package com.jitsu.sdk.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.graalvm.polyglot.Value;

/**
 * Bytes over the border: the guest gives its {@code ArrayBuffer} and Java reads or fills it. No
 * object of Java's gets to the other side, and nothing is read byte by byte in the guest.
 */
final class GuestBytes {

  /** Enough to be quick, too little to matter beside what the guest holds itself. */
  static final int CHUNK = 64 * 1024;

  private GuestBytes() {}

  /** Takes bytes from an array. */
  interface Sink {
    void take(byte[] bytes, int offset, int length);
  }

  static byte[] read(Value buffer, int offset, int length) {
    byte[] bytes = new byte[length];
    buffer.readBuffer(offset, bytes, 0, length);
    return bytes;
  }

  /** The same without ever holding all of them. */
  static void each(Value buffer, int offset, int length, Sink sink) {
    byte[] chunk = new byte[Math.min(length, CHUNK)];
    for (int done = 0; done < length; done += chunk.length) {
      int size = Math.min(chunk.length, length - done);
      buffer.readBuffer((long) offset + done, chunk, 0, size);
      sink.take(chunk, 0, size);
    }
  }

  /** Writes the first bytes of an array, eight at a time, which is all that can be written. */
  static void write(byte[] bytes, int length, Value buffer, int offset) {
    ByteBuffer source = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int done = 0;
    for (; length - done >= Long.BYTES; done += Long.BYTES) {
      buffer.writeBufferLong(ByteOrder.LITTLE_ENDIAN, (long) offset + done, source.getLong(done));
    }
    for (; done < length; done++) {
      buffer.writeBufferByte((long) offset + done, bytes[done]);
    }
  }
}
