package com.jitsu.sdk.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * {@code _profile_id_hash} of CONTRACT D.3: the first eight hex digits of the id's SHA-256, modulo
 * 2147483647.
 */
final class ProfileIdHash {

  private ProfileIdHash() {}

  static int of(String profileId) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(profileId.getBytes(StandardCharsets.UTF_8));
      return (int) (Integer.toUnsignedLong(ByteBuffer.wrap(digest).getInt()) % Integer.MAX_VALUE);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
