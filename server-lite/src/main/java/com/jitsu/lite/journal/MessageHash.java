package com.jitsu.lite.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** 128 bits that stand for one message of one source. */
record MessageHash(long high, long low) {

  static MessageHash of(String source, String messageId) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(source.getBytes(UTF_8));
      digest.update((byte) 0);
      ByteBuffer bytes = ByteBuffer.wrap(digest.digest(messageId.getBytes(UTF_8)));
      return new MessageHash(bytes.getLong(), bytes.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
