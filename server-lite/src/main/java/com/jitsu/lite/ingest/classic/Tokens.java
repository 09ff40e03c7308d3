package com.jitsu.lite.ingest.classic;

import com.jitsu.lite.http.Call;
import com.jitsu.lite.ingest.Shown;
import com.jitsu.lite.sources.Grant;
import com.jitsu.lite.sources.Sources;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds the token of a call in the order of CONTRACT E.1: {@code ?token=}, {@code X-Auth-Token},
 * {@code api_key}, the first query parameter that begins with {@code p_}, the user name of {@code
 * Authorization: Basic}. What is empty counts as not there.
 */
final class Tokens {

  /** Jitsu's own keys are longer, so that none of them is ever echoed whole. */
  private static final int LONGEST_ECHO = 32;

  private final Sources sources;

  Tokens(Sources sources) {
    this.sources = sources;
  }

  /**
   * What was sent, and what it opens.
   *
   * @param text empty when there is none
   */
  record Found(String text, Optional<Grant> grant) {}

  Found find(Call call) {
    Stream<Supplier<Optional<String>>> places =
        Stream.of(
            () -> call.query("token"),
            () -> call.header("X-Auth-Token"),
            () -> call.header("api_key"),
            () -> hidden(call),
            () -> call.header("Authorization").map(this::userName));
    String text =
        places
            .map(Supplier::get)
            .flatMap(Optional::stream)
            .filter(token -> !token.isEmpty())
            .findFirst()
            .orElse("");
    return find(text);
  }

  Found find(String text) {
    return new Found(text, text.isEmpty() ? Optional.empty() : sources.byKey(text));
  }

  /** A public key, or 401. */
  Token browser(Call call) {
    Found found = find(call);
    return found
        .grant()
        .filter(Grant::isBrowser)
        .map(grant -> new Token(found.text(), grant))
        .orElseThrow(() -> notFound(found));
  }

  /**
   * A secret key, or 401.
   *
   * @param isPublic what to say of a public one
   */
  Token server(Call call, Optional<String> isPublic) {
    Found found = find(call);
    Grant grant = found.grant().orElseThrow(() -> notFound(found));
    if (grant.isBrowser()) {
      throw isPublic.map(text -> new ClassicException(401, text)).orElseGet(() -> notFound(found));
    }
    return new Token(found.text(), grant);
  }

  private static Optional<String> hidden(Call call) {
    return call.query().entrySet().stream()
        .filter(parameter -> parameter.getKey().startsWith("p_"))
        .map(Map.Entry::getValue)
        .flatMap(List::stream)
        .findFirst();
  }

  /**
   * A made key, {@code id:secret}, is a user name and its password; and a source that is not strict
   * opens to its id alone, which must not hide the secret behind it.
   */
  String userName(String authorization) {
    if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      return "";
    }
    try {
      String both =
          new String(
              Base64.getDecoder().decode(authorization.substring(6).trim()),
              StandardCharsets.UTF_8);
      int colon = both.indexOf(':');
      if (colon < 0 || colon == both.length() - 1) {
        return colon < 0 ? both : both.substring(0, colon);
      }
      String user = both.substring(0, colon);
      Optional<Grant> alone = sources.byKey(user);
      if (alone.isEmpty()) {
        return both;
      }
      boolean hidesSecret =
          alone.get().isBrowser()
              && sources.byKey(both).filter(grant -> !grant.isBrowser()).isPresent();
      return hidesSecret ? both : user;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static ClassicException notFound(Found found) {
    boolean isSecret = found.grant().isPresent() && !found.grant().get().isBrowser();
    String shown = Shown.of(found.text());
    if (isSecret) {
      shown = shown.substring(0, Math.min(3, shown.length())) + "***";
    } else if (shown.length() > LONGEST_ECHO) {
      shown = shown.substring(0, LONGEST_ECHO) + "…";
    }
    return new ClassicException(401, "The token is not found: " + shown);
  }
}
