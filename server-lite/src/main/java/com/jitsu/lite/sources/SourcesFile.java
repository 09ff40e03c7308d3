package com.jitsu.lite.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.config.PrivateFile;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/**
 * {@code DATA/sources.json}: what the API made. A file and not Redis, so that events come in while
 * Redis is away.
 *
 * <pre>
 * {"sources": [{"id": "app", "name": "App", "origins": [], "domains": [], "strict": true, "destinations": ["duckdb"],
 *               "keys": [{"id": "s1f…", "kind": "secret", "salt": "9c…", "hash": "a0…", "createdAt": "2026-11-22T10:00:00Z"}]}]}
 * </pre>
 */
final class SourcesFile {

  private final Path file;

  SourcesFile(Path data) {
    this.file = data.resolve("sources.json");
  }

  /** Fails with JITSU-0615 when the file is there but not whole, JITSU-0616 when unreadable. */
  List<SourceEntry> read() {
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      List<SourceEntry> entries = new ArrayList<>();
      for (JsonNode one : Json.parse(Files.readAllBytes(file)).path("sources")) {
        entries.add(entry(one));
      }
      return entries;
    } catch (IOException e) {
      throw unusable(e);
    } catch (RuntimeException e) {
      throw new ProblemException(
          new Problem(
              "JITSU-0615",
              "the sources that were made over the API cannot be read: " + e.getMessage(),
              file.toString(),
              "restore the file from a backup; or delete it and make the sources again, with new"
                  + " keys"),
          e);
    }
  }

  /** Fails with JITSU-0616; then the file is as it was. */
  void write(Collection<SourceEntry> entries) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("sources");
    entries.forEach(entry -> list.add(json(entry)));
    try {
      PrivateFile.write(file, json.toPrettyString().getBytes(UTF_8));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private ProblemException unusable(IOException e) {
    return new ProblemException(
        new Problem(
            "JITSU-0616",
            "the sources cannot be read or kept: " + e,
            file.toString(),
            "make the data folder readable and writable for the user who starts the server"),
        e);
  }

  private static SourceEntry entry(JsonNode json) {
    List<SourceKey> keys = new ArrayList<>();
    for (JsonNode key : json.path("keys")) {
      keys.add(
          new SourceKey(
              text(key, "id"),
              KeyKind.valueOf(text(key, "kind").toUpperCase(Locale.ROOT)),
              text(key, "salt"),
              text(key, "hash"),
              Instant.parse(text(key, "createdAt"))));
    }
    return new SourceEntry(
        new Source(
            text(json, "id"),
            text(json, "name"),
            texts(json, "origins"),
            texts(json, "domains"),
            json.path("strict").asBoolean(true),
            new LinkedHashSet<>(texts(json, "destinations"))),
        SourceEntry.Origin.API,
        List.of(),
        keys);
  }

  private static ObjectNode json(SourceEntry entry) {
    ObjectNode json = SourceJson.of(entry.source());
    ArrayNode keys = json.putArray("keys");
    for (SourceKey key : entry.keys()) {
      keys.addObject()
          .put("id", key.id())
          .put("kind", key.kind().text())
          .put("salt", key.salt())
          .put("hash", key.hash())
          .put("createdAt", key.createdAt().toString());
    }
    return json;
  }

  private static String text(JsonNode json, String name) {
    if (!json.path(name).isTextual()) {
      throw new IllegalArgumentException("no text \"" + name + "\"");
    }
    return json.path(name).textValue();
  }

  private static List<String> texts(JsonNode json, String name) {
    List<String> texts = new ArrayList<>();
    json.path(name).forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
