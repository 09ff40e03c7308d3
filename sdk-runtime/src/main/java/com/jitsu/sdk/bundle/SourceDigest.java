package com.jitsu.sdk.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether a file has changed in what it says; how its lines end does not count. */
public final class SourceDigest {

  private SourceDigest() {}

  /** SHA-256 in lower-case hex; empty for what cannot be read. */
  public static String of(Path file) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(withPlainLineEnds(Files.readAllBytes(file))));
    } catch (IOException e) {
      return "";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] withPlainLineEnds(byte[] bytes) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      boolean windows = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
      if (!windows) {
        plain.write(bytes[i]);
      }
    }
    return plain.toByteArray();
  }
}
