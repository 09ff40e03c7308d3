package com.jitsu.lite.ingest;

import com.jitsu.lite.http.Call;
import com.jitsu.lite.sources.Grant;
import com.jitsu.lite.sources.Sources;
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
      "send a public key (browsers) or secret key (servers) as X-Write-Key, as ?writekey=, or as"
          + " the user name of Authorization: Basic; the data folder's keys.json has one of each";

  private final Sources sources;

  SenderKeys(Sources sources) {
    this.sources = sources;
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

  /** {@code key:} and {@code id:secret} alike; the second is one key with a colon in it. */
  private static String basic(String authorization) {
    boolean named = authorization.toLowerCase(Locale.ROOT).startsWith("basic ");
    String encoded = named ? authorization.substring(6).trim() : authorization;
    try {
      String decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return decoded.endsWith(":") ? decoded.substring(0, decoded.length() - 1) : decoded;
    } catch (IllegalArgumentException e) {
      throw EventException.keyFormat();
    }
  }

  /** What the key opens, or else what the host does; a page must be of an origin that may. */
  Grant open(Call call, Optional<String> key) {
    Optional<Grant> grant = key.flatMap(sources::byKey);
    return checked(
        call,
        grant
            .or(() -> call.header("Host").flatMap(sources::byHost))
            .orElseThrow(() -> unknown(key)));
  }

  /** What the key opens, and nothing else counts. */
  Grant keyed(Call call, Optional<String> key) {
    return checked(call, key.flatMap(sources::byKey).orElseThrow(() -> unknown(key)));
  }

  /** The same for routes that are not for browsers. */
  Grant server(Call call, Optional<String> key) {
    Grant grant = keyed(call, key);
    if (grant.isBrowser()) {
      throw EventException.key(
          masked(key.orElseThrow()), "this is a public key; servers send with a secret key");
    }
    return grant;
  }

  private static Grant checked(Call call, Grant grant) {
    Optional<String> origin = call.header("Origin");
    if (grant.isBrowser() && origin.isPresent() && !grant.source().allows(origin.get())) {
      throw EventException.origin(origin.get(), grant.source());
    }
    return grant;
  }

  private static EventException unknown(Optional<String> key) {
    return EventException.key(key.map(SenderKeys::masked).orElse("no write key"), WHERE);
  }

  /** {@code id:***}, or the first and the last letter (CONTRACT E.5). */
  private static String masked(String key) {
    int colon = key.indexOf(':');
    if (colon > 0) {
      return Shown.of(key.substring(0, colon) + ":***");
    }
    return key.length() < 3
        ? "***"
        : Shown.of(key.charAt(0) + "***" + key.charAt(key.length() - 1));
  }
}
