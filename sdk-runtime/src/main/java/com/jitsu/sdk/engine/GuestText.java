package com.jitsu.sdk.engine;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Text and bytes as the web's standards turn one into the other. */
final class GuestText {

  /** Of windows-1252, which the web takes latin1 for: 0x80 to 0x9F. The rest is as in Unicode. */
  private static final String WINDOWS_1252 =
      "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
          + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

  private GuestText() {}

  /** Half a surrogate pair becomes U+FFFD. */
  static byte[] utf8(String text) {
    try {
      ByteBuffer bytes =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPLACE)
              .onUnmappableCharacter(CodingErrorAction.REPLACE)
              .replaceWith(REPLACEMENT)
              .encode(CharBuffer.wrap(text));
      return Arrays.copyOfRange(bytes.array(), bytes.arrayOffset(), bytes.limit());
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("every text has UTF-8", e);
    }
  }

  /** Of what {@link #utf8} gives. */
  static long utf8Length(String text) {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      length += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        length++;
        i++;
      }
    }
    return length;
  }

  /**
   * Takes the bytes for its own.
   *
   * @param encoding hex, base64, base64url, latin1, windows-1252, utf-8, utf-16le; the last two
   *     with a ! behind to refuse what is malformed instead of replacing it
   * @return null for what is refused
   */
  static @Nullable String decode(byte[] bytes, String encoding) {
    return switch (encoding) {
      case "hex" -> HexFormat.of().formatHex(bytes);
      case "base64" -> Base64.getEncoder().encodeToString(bytes);
      case "base64url" -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      case "latin1" -> new String(bytes, StandardCharsets.ISO_8859_1);
      case "windows-1252", "windows-1252!" -> windows1252(bytes);
      case "utf-8" -> utf8(bytes);
      case "utf-8!" -> strictly(bytes, StandardCharsets.UTF_8);
      case "utf-16le" -> utf16(bytes);
      case "utf-16le!" -> strictly(bytes, StandardCharsets.UTF_16LE);
      default -> throw new IllegalArgumentException(encoding);
    };
  }

  /** Null when there is a character that is no byte. */
  static @Nullable String base64(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        return null;
      }
    }
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Forgiving, as the web's {@code atob}: white space and missing padding are no fault. */
  static @Nullable String unbase64(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("\t\n\f\r ".indexOf(c) < 0) {
        digits.append(c);
      }
    }
    for (int i = 0; i < 2 && digits.length() % 4 == (4 - i) % 4 && endsPadded(digits); i++) {
      digits.setLength(digits.length() - 1);
    }
    if (digits.length() % 4 == 1 || digits.indexOf("=") >= 0) {
      return null;
    }
    // Java refuses bits that belong to no byte, and the web ignores them.
    int over = digits.length() % 4;
    if (over > 0) {
      char last = digits.charAt(digits.length() - 1);
      int value = BASE64.indexOf(last);
      digits.setCharAt(
          digits.length() - 1, value < 0 ? '=' : BASE64.charAt(value & (over == 2 ? 0x30 : 0x3C)));
    }
    try {
      return new String(Base64.getDecoder().decode(digits.toString()), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean endsPadded(StringBuilder digits) {
    return digits.length() > 0 && digits.charAt(digits.length() - 1) == '=';
  }

  /** Java takes three bytes that spell half a surrogate pair for one fault, the web for three. */
  private static String utf8(byte[] bytes) {
    for (int i = 0; i + 1 < bytes.length; i++) {
      if (bytes[i] == (byte) 0xED && (bytes[i + 1] & 0xFF) >= 0xA0) {
        bytes[i] = (byte) 0xFF;
      }
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String windows1252(byte[] bytes) {
    char[] text = new char[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      int value = bytes[i] & 0xFF;
      text[i] = value >= 0x80 && value < 0xA0 ? WINDOWS_1252.charAt(value - 0x80) : (char) value;
    }
    return new String(text);
  }

  /** By hand: Java's decoder takes the unit after half a pair for part of the fault. */
  private static String utf16(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length / 2 + 1);
    for (int i = 0; i + 1 < bytes.length; i += 2) {
      text.append((char) ((bytes[i] & 0xFF) | ((bytes[i + 1] & 0xFF) << 8)));
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          i++;
        } else {
          text.setCharAt(i, '\uFFFD');
        }
      }
    }
    return bytes.length % 2 == 0 ? text.toString() : text.append('\uFFFD').toString();
  }

  private static @Nullable String strictly(byte[] bytes, Charset charset) {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
