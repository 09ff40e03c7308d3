package com.jitsu.lite.ingest;

import com.jitsu.lite.config.Keys;
import com.jitsu.lite.http.Call;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the key of a call, in the order of CONTRACT E.3: {@code Authorization: Basic}, {@code
 * X-Write-Key}, {@code ?writekey=}; a batch may carry it in its body, after these.
 */
final class SenderKeys {

  private static final String WHERE =
      "send the writeKey (browsers) or serverKey (servers) of the data folder's keys.json as"
          + " X-Write-Key, as ?writekey=, or as the user name of Authorization: Basic";

  private final Keys keys;

  SenderKeys(Keys keys) {
    this.keys = keys;
  }

  Optional<String> find(Call call) {
    Optional<String> authorization = call.header("Authorization").filter(text -> !text.isBlank());
    if (authorization.isPresent()) {
      return Optional.of(basic(authorization.get().trim()));
    }
    return call.header("X-Write-Key")
        .filter(key -> !key.isBlank())
        .or(() -> call.query("writekey").filter(key -> !key.isBlank()));
  }

  private static String basic(String authorization) {
    boolean named = authorization.toLowerCase(Locale.ROOT).startsWith("basic ");
    String encoded = named ? authorization.substring(6).trim() : authorization;
    try {
      String decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return decoded.contains(":") ? decoded.substring(0, decoded.indexOf(':')) : decoded;
    } catch (IllegalArgumentException e) {
      throw EventException.keyFormat();
    }
  }

  /** Whose key it is; fails when nobody's. */
  Sender sender(Optional<String> key) {
    if (key.isEmpty()) {
      throw EventException.key("no write key", WHERE);
    }
    if (keys.isServerKey(key.get())) {
      return Sender.SERVER;
    }
    if (keys.isWriteKey(key.get())) {
      return Sender.BROWSER;
    }
    throw EventException.key(masked(key.get()), WHERE);
  }

  /** The same for routes that are not for browsers. */
  Sender server(Optional<String> key) {
    if (sender(key) == Sender.BROWSER) {
      throw EventException.key(
          masked(key.orElseThrow()), "this is the writeKey; servers send with the serverKey");
    }
    return Sender.SERVER;
  }

  private static String masked(String key) {
    return key.length() < 3
        ? "***"
        : Shown.of(key.charAt(0) + "***" + key.charAt(key.length() - 1));
  }
}
