package com.jitsu.lite.ingest.classic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.ingest.RequestContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Whom a call is about, besides its events. What has no value is empty.
 *
 * <p>{@code cookie_policy} and {@code ip_policy} are {@code keep} (default), {@code strict}, or
 * {@code comply}: strict where the law of the visitor's country asks for it. This server knows no
 * countries, and does then what Jitsu Classic does without its geography: it complies everywhere.
 *
 * @param ip as far as the policy lets it be told
 * @param hashedId MD5 in hex over address and user agent, one after the other
 * @param cookies whether the visitor may be known again by a cookie
 */
record Visitor(String ip, String userAgent, String referer, String hashedId, boolean cookies) {

  static Visitor of(Call call, List<ObjectNode> events) {
    String ip =
        events.stream()
            .map(event -> event.path("source_ip"))
            .filter(given -> given.isTextual())
            .map(given -> given.textValue())
            .findFirst()
            .orElseGet(() -> RequestContext.address(call));
    String userAgent = call.header("User-Agent").orElse("");
    return new Visitor(
        isStrict(call, "ip_policy") ? AnonymousAddress.of(ip) : ip,
        userAgent,
        call.header("Referer").orElse(""),
        md5(ip + userAgent),
        !isStrict(call, "cookie_policy"));
  }

  private static boolean isStrict(Call call, String policy) {
    String given = call.query(policy).orElse("");
    return given.equals("strict") || given.equals("comply");
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has MD5", e);
    }
  }
}
