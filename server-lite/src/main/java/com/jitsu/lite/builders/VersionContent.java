package com.jitsu.lite.builders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that decides what a profile's row is.
 *
 * @param chain the transformation functions, in their order
 * @param variables of each environment variable its name and a digest of its value
 */
public record VersionContent(
    Bundle bundle, List<Bundle> chain, BuilderSettings settings, Map<String, String> variables) {

  public VersionContent {
    requireNonNull(bundle);
    chain = List.copyOf(chain);
    requireNonNull(settings);
    variables = Collections.unmodifiableMap(new TreeMap<>(variables));
  }

  /** The same for the same content: SHA-256 in hex. */
  public String digest() {
    List<String> parts = new ArrayList<>(List.of(bundle.digest(), Json.text(settings.toJson())));
    parts.addAll(keying());
    variables.forEach((name, digest) -> parts.add(name + "=" + digest));
    return sha256(parts);
  }

  /** Whether events that were keyed for the other one will do for this one. */
  boolean keysLike(VersionContent other) {
    return keying().equals(other.keying())
        && settings.profileWindowDays() <= other.settings.profileWindowDays();
  }

  /** What the profile and the text of an event in a history depend on. */
  private List<String> keying() {
    List<String> parts = new ArrayList<>();
    chain.forEach(function -> parts.add(function.digest()));
    if (!chain.isEmpty()) {
      variables.forEach((name, digest) -> parts.add(name + "=" + digest));
    }
    return parts;
  }

  void writeTo(ObjectNode json) {
    json.set("bundle", BundleJson.write(bundle));
    json.set("transformations", BundleJson.write(chain));
    json.set("settings", settings.toJson());
    ObjectNode digests = json.putObject("variables");
    variables.forEach(digests::put);
  }

  static VersionContent read(JsonNode json) {
    Map<String, String> variables = new TreeMap<>();
    json.path("variables")
        .properties()
        .forEach(digest -> variables.put(digest.getKey(), digest.getValue().asText()));
    return new VersionContent(
        BundleJson.read(json.path("bundle")),
        BundleJson.readAll(json.path("transformations")),
        BuilderSettings.read(json.path("settings")),
        variables);
  }

  /** Without code: {@code [{"slug", "source", "digest"}]}. */
  static ArrayNode outline(List<Bundle> chain) {
    ArrayNode list = Json.mapper().createArrayNode();
    for (Bundle function : chain) {
      list.addObject()
          .put("slug", function.config().slug())
          .put("source", function.source())
          .put("digest", function.digest());
    }
    return list;
  }

  private static String sha256(List<String> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(UTF_8);
        digest.update(Integer.toString(bytes.length).getBytes(UTF_8));
        digest.update((byte) ':');
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
