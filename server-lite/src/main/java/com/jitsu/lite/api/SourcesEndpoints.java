package com.jitsu.lite.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.config.Secret;
import com.jitsu.lite.config.Settings;
import com.jitsu.lite.config.SourceSettings;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Refusal;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.sources.KeyKind;
import com.jitsu.lite.sources.Source;
import com.jitsu.lite.sources.Sources;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.NearNames;
import com.jitsu.sdk.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** {@code /api/sources}: who may send events, and their keys. */
final class SourcesEndpoints {

  private final Sources sources;

  SourcesEndpoints(Sources sources) {
    this.sources = requireNonNull(sources);
  }

  /** {@code GET /api/sources}. */
  Reply list(Call call) {
    ObjectNode body = Json.object();
    ArrayNode all = body.putArray("sources");
    sources.list().forEach(all::add);
    return Reply.json(body);
  }

  /** {@code GET /api/sources/{id}}. */
  Reply get(Call call) {
    return telling(call, sources::get);
  }

  /**
   * {@code PUT /api/sources/{id}}; what the body leaves out stays as it is. Only the answer that
   * makes a source shows its keys.
   */
  Reply put(Call call) {
    String id = call.parameter("id");
    Optional<Source> before = sources.find(id);
    JsonBody body = JsonBody.of(call, "name", "origins", "domains", "strict", "destinations");
    if (!SourceSettings.isId(id)) {
      body.problem(
          "id",
          "a source cannot be named \"" + id + "\"",
          "use letters, digits, _ and -, at most 64, first a letter or digit");
    }
    Source wanted =
        new Source(
            id,
            body.text("name", before.map(Source::name).orElse(id)),
            texts(
                body,
                "origins",
                before.map(Source::origins).orElse(List.of()),
                SourceSettings::isOrigin,
                "https://*.shop.example"),
            texts(
                body,
                "domains",
                before.map(Source::domains).orElse(List.of()),
                SourceSettings::isDomain,
                "events.shop.example"),
            body.has("strict") ? body.flag("strict") : before.map(Source::strict).orElse(true),
            destinations(body, before));
    body.refuse();
    return telling(
        call,
        any -> {
          List<Secret> keys = sources.put(wanted);
          ObjectNode json = sources.get(id);
          if (!keys.isEmpty()) {
            json.put("publicKey", keys.get(0).reveal());
            json.put("secretKey", keys.get(1).reveal());
          }
          return json;
        });
  }

  /** {@code DELETE /api/sources/{id}}. */
  Reply delete(Call call) {
    return telling(
        call,
        id -> {
          sources.remove(id);
          return Json.object().put("deleted", id);
        });
  }

  /** {@code POST /api/sources/{id}/keys}; only this answer shows the key. */
  Reply addKey(Call call) {
    JsonBody body = JsonBody.of(call, "kind");
    String kind = body.word("kind", KeyKind.SECRET.text(), "public", "secret");
    body.refuse();
    return telling(
        call,
        id -> {
          KeyKind wanted = kind.equals("public") ? KeyKind.PUBLIC : KeyKind.SECRET;
          Secret key = sources.addKey(id, wanted);
          return Json.object().put("kind", kind).put("key", key.reveal());
        });
  }

  /** {@code DELETE /api/sources/{id}/keys/{key}}, where the key is told by its id. */
  Reply removeKey(Call call) {
    String key = call.parameter("key");
    return telling(
        call,
        id -> {
          sources.removeKey(id, key);
          return Json.object().put("deleted", key);
        });
  }

  private static List<String> texts(
      JsonBody body, String name, List<String> otherwise, Predicate<String> valid, String example) {
    if (!body.has(name)) {
      return otherwise;
    }
    List<String> texts = body.anyTexts(name);
    for (String text : texts) {
      if (!valid.test(text)) {
        body.problem(
            name, "\"" + name + "\" holds \"" + text + "\"", "send for example " + example);
      }
    }
    return texts;
  }

  private static Set<String> destinations(JsonBody body, Optional<Source> before) {
    if (!body.has("destinations")) {
      return before.map(Source::destinations).orElse(Settings.DESTINATIONS);
    }
    Set<String> wanted = new TreeSet<>(body.anyTexts("destinations"));
    for (String id : wanted) {
      if (!Settings.DESTINATIONS.contains(id)) {
        body.problem(
            "destinations",
            "there is no destination \"" + id + "\"",
            NearNames.suggestion(id, Settings.DESTINATIONS));
      }
    }
    return wanted;
  }

  private static Reply telling(Call call, Function<String, ObjectNode> answer) {
    try {
      return Reply.json(answer.apply(call.parameter("id")));
    } catch (ProblemException e) {
      int status =
          switch (e.problems().get(0).code()) {
            case "JITSU-0430", "JITSU-0433" -> 404;
            case "JITSU-0431" -> 409;
            default -> 503;
          };
      throw new Refusal(status, e.problems());
    }
  }
}
