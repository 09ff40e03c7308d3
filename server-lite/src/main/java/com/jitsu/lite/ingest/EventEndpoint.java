package com.jitsu.lite.ingest;

import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.journal.AcceptedEvent;
import com.jitsu.lite.sources.Grant;
import com.jitsu.sdk.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One event. For pages every error is a 200 that says {@code "ok": false}; for servers the status
 * speaks.
 */
final class EventEndpoint implements Endpoint {

  private final Ingest ingest;
  private final boolean forServers;

  EventEndpoint(Ingest ingest, boolean forServers) {
    this.ingest = ingest;
    this.forServers = forServers;
  }

  @Override
  public CompletionStage<Reply> answer(Call call) {
    Grant sender;
    try {
      ingest.checkContentType(call);
    } catch (EventException e) {
      return CompletableFuture.completedFuture(
          IngestReply.error(call, e.status(), e.error(), e.remedy()));
    }
    try {
      Optional<String> key = ingest.keys().find(call);
      sender = forServers ? ingest.keys().server(call, key) : ingest.keys().open(call, key);
    } catch (EventException e) {
      return refused(call, e);
    }
    AcceptedEvent event;
    try {
      event = event(call, sender);
    } catch (EventException e) {
      e.tell(ingest.log(), sender.source(), call.body());
      return refused(call, e);
    }
    return ingest.store(call, sender, event, () -> IngestReply.ok(call));
  }

  private AcceptedEvent event(Call call, Grant sender) {
    ingest.checkSize(call.body().length);
    return ingest.accept(call, EventJson.object(call.body()), sender);
  }

  private CompletionStage<Reply> refused(Call call, EventException e) {
    return CompletableFuture.completedFuture(
        IngestReply.error(call, forServers ? e.status() : 200, e.error(), e.remedy()));
  }

  @Override
  public boolean isQuick() {
    return true;
  }

  @Override
  public Reply refuse(Call call, int status, List<Problem> problems) {
    return IngestReply.refusal(call, status, problems);
  }
}
