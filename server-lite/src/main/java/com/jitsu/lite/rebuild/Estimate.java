package com.jitsu.lite.rebuild;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.time.Duration;

/**
 * What a rebuild would take and give.
 *
 * @param changed whether there is anything to publish
 * @param events to be keyed anew before; 0: the history that is there will do
 * @param profiles to be built; -1: nobody knows before the events are keyed
 * @param rows of these profiles, and {@code failed} of them without
 * @param takes all phases together; of the first one alone if the profiles are not known
 * @param sampled how many profiles or events this was measured on
 */
record Estimate(
    boolean changed,
    long events,
    long profiles,
    long rows,
    long failed,
    Duration takes,
    long sampled,
    Failures failures) {

  /** As in docs/api/http.md. */
  ObjectNode toJson() {
    ObjectNode json = Json.object().put("changed", changed).put("events", events);
    if (profiles >= 0) {
      json.put("profiles", profiles).put("rows", rows).put("failed", failed);
    }
    json.put("seconds", Math.round(takes.toMillis() / 100.0) / 10.0).put("sampled", sampled);
    json.set("failures", failures.toJson());
    return json;
  }
}
