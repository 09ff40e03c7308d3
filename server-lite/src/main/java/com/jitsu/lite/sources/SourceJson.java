package com.jitsu.lite.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.util.Collection;
import java.util.TreeSet;

/** A source as JSON, without its keys. */
final class SourceJson {

  private SourceJson() {}

  static ObjectNode of(Source source) {
    ObjectNode json = Json.object();
    json.put("id", source.id());
    json.put("name", source.name());
    putAll(json, "origins", source.origins());
    putAll(json, "domains", source.domains());
    json.put("strict", source.strict());
    putAll(json, "destinations", new TreeSet<>(source.destinations()));
    return json;
  }

  private static void putAll(ObjectNode json, String name, Collection<String> texts) {
    texts.forEach(json.putArray(name)::add);
  }
}
