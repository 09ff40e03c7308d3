package com.jitsu.lite.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what: {@code DATA/keys.json}, made at the first start and kept.
 *
 * <pre>
 * {"writeKey": "jw_…", "serverKey": "js_…", "adminToken": "ja_…", "deployKey": "jd_…"}
 * </pre>
 *
 * Comparisons take the same time for every wrong key of the same length.
 *
 * @param writeKey for browsers: may send events
 * @param serverKey for servers: may send events
 * @param adminToken for people: may do everything but send
 * @param deployKey for builds: may change builders and read profiles
 */
public record Keys(Secret writeKey, Secret serverKey, Secret adminToken, Secret deployKey) {

  private static final List<String> FIELDS =
      List.of("writeKey", "serverKey", "adminToken", "deployKey");

  /**
   * Reads the keys of a data folder, or makes both.
   *
   * @throws ProblemException JITSU-0613 when the file is there but not whole, JITSU-0614 when it
   *     cannot be read or written
   */
  public static Keys open(Path data) {
    Path file = data.resolve("keys.json");
    try {
      if (Files.exists(file)) {
        return parse(file, Files.readAllBytes(file));
      }
      Keys keys = new Keys(made("jw_"), made("js_"), made("ja_"), made("jd_"));
      PrivateFile.write(file, keys.toJson().toPrettyString().getBytes(UTF_8));
      return keys;
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              "JITSU-0614",
              "the keys cannot be read or kept: " + e,
              file.toString(),
              "make the folder readable and writable for the user who starts the server, or use"
                  + " another one: --data DIR"),
          e);
    }
  }

  /** The same with the admin token of the settings, if they have one. */
  public Keys withAdminToken(@Nullable Secret token) {
    return token == null ? this : new Keys(writeKey, serverKey, token, deployKey);
  }

  public boolean isWriteKey(String offered) {
    return same(writeKey, offered);
  }

  public boolean isServerKey(String offered) {
    return same(serverKey, offered);
  }

  public boolean isAdminToken(String offered) {
    return same(adminToken, offered);
  }

  public boolean isDeployKey(String offered) {
    return same(deployKey, offered);
  }

  private static boolean same(Secret secret, String offered) {
    return MessageDigest.isEqual(secret.reveal().getBytes(UTF_8), offered.getBytes(UTF_8));
  }

  private static Secret made(String prefix) {
    byte[] random = new byte[20];
    new SecureRandom().nextBytes(random);
    return new Secret(prefix + HexFormat.of().formatHex(random));
  }

  private static Keys parse(Path file, byte[] bytes) throws IOException {
    JsonNode json;
    try {
      json = Json.mapper().readTree(bytes);
    } catch (JsonProcessingException e) {
      throw damaged(file, "is not JSON");
    }
    for (String field : FIELDS) {
      if (json.path(field).asText().isBlank() || !json.path(field).isTextual()) {
        throw damaged(file, "has no \"" + field + "\"");
      }
    }
    return new Keys(
        new Secret(json.path("writeKey").asText()),
        new Secret(json.path("serverKey").asText()),
        new Secret(json.path("adminToken").asText()),
        new Secret(json.path("deployKey").asText()));
  }

  private static ProblemException damaged(Path file, String what) {
    return new ProblemException(
        new Problem(
            "JITSU-0613",
            "the keys file " + what,
            file.toString(),
            "restore it from a backup; or delete it to have new keys made at the next start, and"
                + " give them to everything that sends or deploys"));
  }

  private ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("writeKey", writeKey.reveal());
    json.put("serverKey", serverKey.reveal());
    json.put("adminToken", adminToken.reveal());
    json.put("deployKey", deployKey.reveal());
    return json;
  }
}
