package com.jitsu.lite.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.jitsu.lite.config.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A key that the API made, {@code <id>:<secret>}, as it is kept: without its secret.
 *
 * @param id the part before the colon, unique among all keys
 * @param salt hex
 * @param hash hex of the SHA-512 over salt and secret
 */
record SourceKey(String id, KeyKind kind, String salt, String hash, Instant createdAt) {

  private static final int RANDOM_BYTES = 16;

  SourceKey {
    requireNonNull(id);
    requireNonNull(kind);
    requireNonNull(salt);
    requireNonNull(hash);
    requireNonNull(createdAt);
  }

  /** The key, and the only time that its secret is known. */
  record Made(SourceKey key, Secret secret) {}

  static Made make(KeyKind kind, Instant now, SecureRandom random) {
    String id = (kind == KeyKind.PUBLIC ? "p" : "s") + hex(random, 8);
    String secret = hex(random, RANDOM_BYTES);
    String salt = hex(random, RANDOM_BYTES);
    return new Made(
        new SourceKey(id, kind, salt, hash(salt, secret), now), new Secret(id + ":" + secret));
  }

  /** Takes the same time for every wrong secret. */
  boolean opensWith(String secret) {
    return MessageDigest.isEqual(hash.getBytes(UTF_8), hash(salt, secret).getBytes(UTF_8));
  }

  private static String hash(String salt, String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      digest.update(salt.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-512", e);
    }
  }

  private static String hex(SecureRandom random, int bytes) {
    byte[] text = new byte[bytes];
    random.nextBytes(text);
    return HexFormat.of().formatHex(text);
  }
}
