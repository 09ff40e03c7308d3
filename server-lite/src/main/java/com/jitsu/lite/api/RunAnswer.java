package com.jitsu.lite.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.LogLine;
import com.jitsu.sdk.engine.GuestError;
import com.jitsu.sdk.engine.Metric;
import com.jitsu.sdk.engine.TransformationChain.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The parts of an answer that all runs have. */
final class RunAnswer {

  private RunAnswer() {}

  /** Adds what a run says beside its outcome. */
  static ObjectNode told(
      ObjectNode answer, List<LogLine> logs, List<Metric> metrics, Duration took) {
    ArrayNode lines = answer.putArray("logs");
    for (LogLine line : logs) {
      lines
          .addObject()
          .put("level", line.level().name().toLowerCase(Locale.ROOT))
          .put("message", line.message());
    }
    ArrayNode counts = answer.putArray("metrics");
    for (Metric metric : metrics) {
      counts
          .addObject()
          .put("component", metric.component())
          .put("status", metric.status())
          .put("errorType", metric.errorType())
          .put("value", metric.value());
    }
    return answer.put("tookMs", Math.round(took.toNanos() / 10_000.0) / 100.0);
  }

  static ObjectNode error(GuestError error) {
    ObjectNode json = Json.object().put("name", error.name()).put("message", error.message());
    ArrayNode stack = json.putArray("stack");
    error.frames().forEach(frame -> stack.add(frame.text()));
    return json;
  }

  static ArrayNode failures(List<Failure> failures) {
    ArrayNode all = Json.mapper().createArrayNode();
    for (Failure failure : failures) {
      ObjectNode json = all.addObject().put("slug", failure.slug());
      json.set("error", error(failure.error()));
      json.put("effect", failure.effect().name());
      ArrayNode delays =
          json.putObject("retryPolicy")
              .put("retries", failure.retryPolicy().retries())
              .putArray("delays");
      failure.retryPolicy().delayMinutes().forEach(delays::add);
    }
    return all;
  }
}
