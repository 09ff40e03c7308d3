package com.jitsu.maven.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.bundle.Position;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.fixtures.Difference;
import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.laws.Breach;
import com.jitsu.sdk.fixtures.laws.BrokenLaw;
import com.jitsu.sdk.fixtures.laws.Generated;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one function makes of the laws.
 *
 * @param broken of the free laws
 * @param generated absent when no histories were generated
 */
public record LawReport(String slug, List<BrokenLaw> broken, @Nullable Generated generated) {

  public LawReport {
    requireNonNull(slug);
    broken = List.copyOf(broken);
  }

  /** All that is broken, the free laws first. */
  public List<BrokenLaw> all() {
    return generated == null
        ? broken
        : Stream.concat(broken.stream(), generated.broken().stream()).toList();
  }

  /** How many of them fail the build. */
  public int failures() {
    return (int) all().stream().filter(BrokenLaw::isFailure).count();
  }

  /**
   * For other tools: {@code {"slug": "rfm", "broken": [{"law": "duplicates", "stance": "warn",
   * "differences": [{"path": "traits.total", "expected": "5 (number)", "found": "10 (number)",
   * "place": "src/profiles/rfm.ts:22:9"}], "fixture": "src/test/…", "events": […]}], "generated":
   * {"planned": 500, "tried": 500, "seed": 1}}}.
   */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("slug", slug);
    ArrayNode list = json.putArray("broken");
    all().forEach(each -> list.add(toJson(each)));
    if (generated != null) {
      json.putObject("generated")
          .put("planned", generated.plan().histories())
          .put("tried", generated.tried())
          .put("seed", generated.plan().seed());
    }
    return json;
  }

  private static ObjectNode toJson(BrokenLaw broken) {
    ObjectNode json = Json.object();
    json.put("law", broken.law().key());
    json.put("stance", broken.stance().name().toLowerCase(Locale.ROOT));
    broken
        .breach()
        .fold(
            fails -> json.set("error", error(fails)),
            differs -> json.set("differences", differences(differs)));
    json.put("fixture", broken.history().source());
    if (broken.before() != null) {
      json.set("before", events(broken.before()));
    }
    json.set("events", events(broken.history()));
    return json;
  }

  private static ObjectNode error(Breach.Fails fails) {
    ObjectNode json = Json.object();
    json.put("name", fails.error().name());
    json.put("message", fails.error().message());
    place(json, fails.place());
    return json;
  }

  private static ArrayNode differences(Breach.Differs differs) {
    ArrayNode list = Json.mapper().createArrayNode();
    for (Difference each : differs.differences()) {
      ObjectNode json = list.addObject();
      json.put("path", each.path());
      json.put("expected", each.expected());
      json.put("found", each.found());
      place(json, each.place());
    }
    return list;
  }

  private static ArrayNode events(Fixture history) {
    ArrayNode list = Json.mapper().createArrayNode();
    history.events().forEach(event -> list.add(Json.parse(event)));
    return list;
  }

  private static void place(ObjectNode json, @Nullable Position place) {
    if (place != null) {
      json.put("place", place.text());
    }
  }
}
