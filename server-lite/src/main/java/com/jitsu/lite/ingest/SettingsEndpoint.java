package com.jitsu.lite.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Cors;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Reply;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What Segment's browser library asks before it sends (CONTRACT E.3): that everything goes to one
 * place, under the key it asked with. The key is not looked at, as it will be with each event.
 */
final class SettingsEndpoint implements Endpoint {

  @Override
  public CompletionStage<Reply> answer(Call call) {
    ObjectNode settings = Json.object();
    ObjectNode segment = settings.putObject("integrations").putObject("Segment.io");
    segment.put("apiKey", call.parameter("writeKey"));
    segment
        .putObject("versionSettings")
        .put("version", "4.4.7")
        .putArray("componentTypes")
        .add("browser");
    ObjectNode plan = settings.putObject("plan");
    for (String type : List.of("track", "identify", "group")) {
      plan.putObject(type).putObject("__default").put("enabled", true);
    }
    settings.put("analyticsNextEnabled", true);
    Reply reply = Reply.json(settings).with("Cache-Control", "public, max-age=86400");
    return CompletableFuture.completedFuture(Cors.allow(call, reply));
  }

  @Override
  public Reply refuse(Call call, int status, List<Problem> problems) {
    return IngestReply.refusal(call, status, problems);
  }
}
