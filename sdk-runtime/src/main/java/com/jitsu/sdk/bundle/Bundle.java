package com.jitsu.sdk.bundle;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.contract.FunctionConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One function, frozen: an ES module without imports of its own files, and what is known of it.
 *
 * @param config read from the source without running the function
 * @param source path of the entry file from the project's root, with {@code /} on every system
 * @param code the module's text, lines ended by {@code \n}
 * @param sourceMap version 3, JSON; maps {@code code} to the user's files
 * @param digest SHA-256 of {@code code} in lower-case hex: the identity of what runs, the same on
 *     Windows and Linux
 */
public record Bundle(
    FunctionConfig config, String source, String code, String sourceMap, String digest) {

  /** The source map of code that was bundled from nothing: a version 3 without mappings. */
  public static final String NO_SOURCE_MAP =
      "{\"version\":3,\"sources\":[],\"names\":[],\"mappings\":\"\"}";

  public Bundle {
    requireNonNull(config);
    requireNonNull(source);
    requireNonNull(sourceMap);
    if (!digest.equals(digestOf(code))) {
      throw new IllegalArgumentException("the digest is not that of the code of " + source);
    }
  }

  /** Freezes a module and computes its digest. */
  public static Bundle of(FunctionConfig config, String source, String code, String sourceMap) {
    String text = code.replace("\r\n", "\n");
    return new Bundle(config, source, text, sourceMap, digestOf(text));
  }

  private static String digestOf(String code) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
