package com.jitsu.lite.builders;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.time.Duration;

/**
 * How a builder's rows are built. Nothing of it changes a row, so it is not part of a version and
 * counts from the moment it is set; {@code swap} from the next rebuild on.
 *
 * <pre>
 * {"swap": "staged", "collapseMs": 1000, "maxFailedPercent": 20}
 * </pre>
 *
 * @param collapseMillis after a profile was built, its next events are gathered for so long
 * @param maxFailedPercent a rebuild pauses when more of the profiles than this fail; 100: never
 */
public record BuildPolicy(Swap swap, int collapseMillis, int maxFailedPercent) {

  public BuildPolicy {
    requireNonNull(swap);
  }

  public static BuildPolicy defaults() {
    return new BuildPolicy(Swap.STAGED, 1_000, 20);
  }

  public Duration collapse() {
    return Duration.ofMillis(collapseMillis);
  }

  /** As in the example above. */
  public ObjectNode toJson() {
    return Json.object()
        .put("swap", swap.text())
        .put("collapseMs", collapseMillis)
        .put("maxFailedPercent", maxFailedPercent);
  }

  static BuildPolicy read(JsonNode json) {
    BuildPolicy usual = defaults();
    return new BuildPolicy(
        Swap.of(json.path("swap").asText(usual.swap.text())),
        json.path("collapseMs").asInt(usual.collapseMillis),
        json.path("maxFailedPercent").asInt(usual.maxFailedPercent));
  }
}
