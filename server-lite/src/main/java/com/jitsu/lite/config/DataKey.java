package com.jitsu.lite.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what is secret before it goes to Redis, with a key that stays in the data folder: {@code
 * DATA/secrets.key}, 32 bytes in hex, made at the first start. Thread-safe.
 */
public final class DataKey {

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String ENCRYPTION = "AES/GCM/NoPadding";
  private static final String DIGEST = "HmacSHA256";

  private final Path file;
  private final SecretKeySpec encryption;
  private final SecretKeySpec digest;
  private final SecureRandom random = new SecureRandom();

  private DataKey(Path file, byte[] key) {
    this.file = requireNonNull(file);
    this.encryption = new SecretKeySpec(key, "AES");
    this.digest = new SecretKeySpec(key, DIGEST);
  }

  /**
   * Reads the key of a data folder, or makes one.
   *
   * @throws ProblemException JITSU-0619 when it cannot be read, written or is not whole
   */
  public static DataKey open(Path data) {
    Path file = data.resolve("secrets.key");
    try {
      if (!Files.exists(file)) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        PrivateFile.write(file, HexFormat.of().formatHex(key).getBytes(UTF_8));
      }
      byte[] key = HexFormat.of().parseHex(Files.readString(file, UTF_8).strip());
      if (key.length != KEY_BYTES) {
        throw unusable(file, "it has " + key.length + " bytes and not " + KEY_BYTES, null);
      }
      return new DataKey(file, key);
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(file, String.valueOf(e.getMessage()), e);
    }
  }

  /** Another text each time. */
  public String encrypt(String text) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = Cipher.getInstance(ENCRYPTION);
      cipher.init(Cipher.ENCRYPT_MODE, encryption, new GCMParameterSpec(TAG_BITS, nonce));
      byte[] sealed = cipher.doFinal(text.getBytes(UTF_8));
      return Base64.getEncoder()
          .encodeToString(
              ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ENCRYPTION, e);
    }
  }

  /**
   * What {@link #encrypt} was given.
   *
   * @throws ProblemException JITSU-0631 when another key encrypted it
   */
  public String decrypt(String encrypted) {
    try {
      byte[] bytes = Base64.getDecoder().decode(encrypted);
      Cipher cipher = Cipher.getInstance(ENCRYPTION);
      cipher.init(
          Cipher.DECRYPT_MODE, encryption, new GCMParameterSpec(TAG_BITS, bytes, 0, NONCE_BYTES));
      return new String(cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES), UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new ProblemException(
          new Problem(
              "JITSU-0631",
              "environment variables cannot be read: they were encrypted with another key",
              file.toString(),
              "put the file back that was there, or set the variables again"),
          e);
    }
  }

  /** The same for the same text, and nobody without the key can try texts against it; hex. */
  public String digest(String text) {
    try {
      Mac mac = Mac.getInstance(DIGEST);
      mac.init(digest);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + DIGEST, e);
    }
  }

  private static ProblemException unusable(Path file, String why, @Nullable Throwable cause) {
    Problem problem =
        new Problem(
            "JITSU-0619",
            "the key for environment variables cannot be used: " + why,
            file.toString(),
            "restore it from a backup and make the folder readable and writable for the user who"
                + " starts the server; or delete it, and set all variables again");
    return cause == null ? new ProblemException(problem) : new ProblemException(problem, cause);
  }
}
