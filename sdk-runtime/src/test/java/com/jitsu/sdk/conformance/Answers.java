package com.jitsu.sdk.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.EventTime;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.LogLine;
import com.jitsu.sdk.contract.ProfileRow;
import com.jitsu.sdk.engine.GuestError;
import com.jitsu.sdk.engine.Metric;
import com.jitsu.sdk.engine.TransformationChain;
import java.util.List;
import java.util.Locale;

/** What the engine says, in the words of docs/api/http.md. */
final class Answers {

  private Answers() {}

  static ObjectNode told(List<LogLine> logs, List<Metric> metrics) {
    ObjectNode answer = Json.object();
    answer.putArray("logs");
    answer.putArray("metrics");
    for (LogLine line : logs) {
      answer
          .withArray("/logs")
          .addObject()
          .put("level", line.level().name().toLowerCase(Locale.ROOT))
          .put("message", line.message());
    }
    for (Metric metric : metrics) {
      answer
          .withArray("/metrics")
          .addObject()
          .put("component", metric.component())
          .put("status", metric.status())
          .put("errorType", metric.errorType())
          .put("value", metric.value());
    }
    return answer;
  }

  static ObjectNode row(ProfileRow row) {
    ObjectNode json =
        Json.object()
            .put("profileId", row.profileId())
            .put("destinationId", row.destinationId())
            .put("tableName", row.tableName())
            .put("version", row.version())
            .put("updatedAt", EventTime.text(row.updatedAt()));
    json.set("traits", row.traits());
    return json;
  }

  static ObjectNode error(GuestError error) {
    ObjectNode json = Json.object().put("name", error.name()).put("message", error.message());
    error.frames().forEach(frame -> json.withArray("/stack").add(frame.text()));
    return json;
  }

  static ObjectNode failure(TransformationChain.Failure failure) {
    ObjectNode json =
        Json.object().put("slug", failure.slug()).put("effect", failure.effect().name());
    json.set("error", error(failure.error()));
    json.withObject("/retryPolicy").put("retries", failure.retryPolicy().retries());
    failure.retryPolicy().delayMinutes().forEach(json.withArray("/retryPolicy/delays")::add);
    return json;
  }
}
