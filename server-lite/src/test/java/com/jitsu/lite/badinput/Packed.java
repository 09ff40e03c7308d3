package com.jitsu.lite.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Bodies that call themselves gzip. */
final class Packed {

  private Packed() {}

  static Map<String, byte[]> all() {
    byte[] real = gzip(Bodies.REAL.get(1).getBytes(UTF_8));
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    bodies.put("a bomb of 10 MB from 10 KB", gzip(new byte[10_000_001]));
    bodies.put("a bomb of 1 GB from 1 MB", repeat(gzip(new byte[10_000_000]), 100));
    bodies.put("a bomb of 10 GB from 10 KB", gzip(repeat(gzip(new byte[10_000_000]), 1_000)));
    bodies.put("10 MB of blanks", gzip(" ".repeat(10_000_000).getBytes(UTF_8)));
    bodies.put("a batch of 10 MB of arrays", gzip(arrays()));
    bodies.put("twice", gzip(real));
    bodies.put("three times", gzip(gzip(real)));
    for (int length = 0; length < real.length; length++) {
      bodies.put("cut at byte " + length, Arrays.copyOf(real, length));
    }
    for (int i = 0; i < 18; i++) {
      int at = i < 10 ? i : real.length - 18 + i;
      bodies.put("byte " + at + " wrong", changed(real, at));
    }
    bodies.put("length wrong", changed(real, real.length - 1));
    bodies.put("something after", BadRequest.bytes(real, "garbage"));
    bodies.put("NULs after", BadRequest.bytes(real, new byte[100]));
    bodies.put(
        "two members", BadRequest.bytes(gzip("{".getBytes(UTF_8)), gzip("}".getBytes(UTF_8))));
    bodies.put("a second member cut", BadRequest.bytes(real, Arrays.copyOf(real, 20)));
    bodies.put("zlib", java.util.HexFormat.of().parseHex("789cab564a2c2856b25230000bf20267"));
    bodies.put("plain JSON", "{\"type\":\"page\"}".getBytes(UTF_8));
    bodies.put("nothing in it", gzip(new byte[0]));
    bodies.put("not JSON in it", gzip("{\"type\":".getBytes(UTF_8)));
    bodies.put("many empty members", repeat(gzip(new byte[0]), 20_000));
    return bodies;
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] arrays() {
    return ("{\"batch\":[" + "[],".repeat(3_000_000) + "[]]}").getBytes(UTF_8);
  }

  private static byte[] repeat(byte[] bytes, int times) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      all.writeBytes(bytes);
    }
    return all.toByteArray();
  }

  private static byte[] changed(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] ^= 0x55;
    return changed;
  }
}
