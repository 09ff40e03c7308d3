package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import java.net.IDN;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/**
 * What the guest library asks of Java. Only the library calls these, with arguments that it has
 * checked; whatever is wrong with a user's input comes back as null, never as an exception.
 *
 * <p>For one context at a time.
 */
final class GuestLibraryHost implements ProxyObject {

  /** As OpenSSL calls them, for which Node users write them. */
  private static final Map<String, String> DIGESTS =
      Map.ofEntries(
          Map.entry("md5", "MD5"),
          Map.entry("sha1", "SHA-1"),
          Map.entry("sha224", "SHA-224"),
          Map.entry("sha256", "SHA-256"),
          Map.entry("sha384", "SHA-384"),
          Map.entry("sha512", "SHA-512"),
          Map.entry("sha512-224", "SHA-512/224"),
          Map.entry("sha512-256", "SHA-512/256"),
          Map.entry("sha3-224", "SHA3-224"),
          Map.entry("sha3-256", "SHA3-256"),
          Map.entry("sha3-384", "SHA3-384"),
          Map.entry("sha3-512", "SHA3-512"));

  private static final Pattern DOT = Pattern.compile("[.\u3002\uFF0E\uFF61]");

  private final Scripts scripts;
  private final Chance chance;
  private final Map<String, ProxyExecutable> members =
      Map.ofEntries(
          Map.entry("load", this::load),
          Map.entry("digest", GuestLibraryHost::digest),
          Map.entry("fill", this::fill),
          Map.entry("randomBelow", a -> (double) chance().below(a[0].asLong())),
          Map.entry("randomUuid", a -> chance().uuid().toString()),
          Map.entry("utf8Length", a -> (double) GuestText.utf8Length(a[0].asString())),
          Map.entry("utf8", GuestLibraryHost::utf8),
          Map.entry("decode", GuestLibraryHost::decode),
          Map.entry("base64", a -> GuestText.base64(a[0].asString())),
          Map.entry("unbase64", a -> GuestText.unbase64(a[0].asString())),
          Map.entry("domain", a -> domain(a[0].asString())));

  /** For runs that draw from {@code chance}. */
  GuestLibraryHost(Scripts scripts, Chance chance) {
    this.scripts = requireNonNull(scripts);
    this.chance = requireNonNull(chance);
  }

  private Chance chance() {
    return chance;
  }

  /** (name) → the function that makes a part of the library. */
  private Object load(Value... arguments) {
    return Context.getCurrent().eval(scripts.get("library/" + arguments[0].asString()));
  }

  /** (algorithm, text | buffer, offset, length, encoding | buffer) → text | length, or null. */
  private static @Nullable Object digest(Value... arguments) {
    String algorithm = arguments[0].asString().toLowerCase(Locale.ROOT);
    String name = algorithm.startsWith("rsa-") ? algorithm.substring(4) : algorithm;
    String known = DIGESTS.get(name.startsWith("sha-") ? "sha" + name.substring(4) : name);
    if (known == null) {
      return null;
    }
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(known);
    } catch (NoSuchAlgorithmException e) {
      return null;
    }
    Value data = arguments[1];
    if (data.isString()) {
      digest.update(GuestText.utf8(data.asString()));
    } else {
      GuestBytes.each(data, arguments[2].asInt(), arguments[3].asInt(), digest::update);
    }
    byte[] result = digest.digest();
    if (arguments[4].isString()) {
      return GuestText.decode(result, arguments[4].asString());
    }
    GuestBytes.write(result, result.length, arguments[4], 0);
    return result.length;
  }

  /** (buffer, offset, length): random bytes. */
  private @Nullable Object fill(Value... arguments) {
    int offset = arguments[1].asInt();
    int left = arguments[2].asInt();
    byte[] bytes = new byte[Math.min(left, GuestBytes.CHUNK)];
    while (left > 0) {
      int length = Math.min(left, bytes.length);
      chance.fill(bytes);
      GuestBytes.write(bytes, length, arguments[0], offset);
      offset += length;
      left -= length;
    }
    return null;
  }

  /** (text, buffer of just the right size). */
  private static @Nullable Object utf8(Value... arguments) {
    byte[] bytes = GuestText.utf8(arguments[0].asString());
    GuestBytes.write(bytes, bytes.length, arguments[1], 0);
    return null;
  }

  /** (buffer, offset, length, encoding) → text, or null for what a fatal decoder refuses. */
  private static @Nullable Object decode(Value... arguments) {
    byte[] bytes = GuestBytes.read(arguments[0], arguments[1].asInt(), arguments[2].asInt());
    return GuestText.decode(bytes, arguments[3].asString());
  }

  /** A host name in ASCII, as IDNA 2003 has it; null when it cannot be one. */
  private static @Nullable String domain(String name) {
    StringJoiner labels = new StringJoiner(".");
    try {
      for (String label : DOT.split(name, -1)) {
        labels.add(IDN.toASCII(label, IDN.ALLOW_UNASSIGNED));
      }
    } catch (IllegalArgumentException e) {
      return null;
    }
    return labels.toString().toLowerCase(Locale.ROOT);
  }

  @Override
  public @Nullable Object getMember(String key) {
    return members.get(key);
  }

  @Override
  public Object getMemberKeys() {
    return ProxyArray.fromArray();
  }

  @Override
  public boolean hasMember(String key) {
    return members.containsKey(key);
  }

  @Override
  public void putMember(String key, Value value) {
    throw new UnsupportedOperationException();
  }
}
