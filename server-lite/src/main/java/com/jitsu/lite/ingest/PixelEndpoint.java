package com.jitsu.lite.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.journal.AcceptedEvent;
import com.jitsu.lite.sources.Grant;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One event in the address of a picture, for where no script runs. An error is a 200 that says so
 * instead of the picture. No address to go on to is taken from the query: that would let anybody
 * send people from here to anywhere.
 */
final class PixelEndpoint implements Endpoint {

  private static final Set<String> NOT_OF_THE_EVENT =
      Set.of("data", "writekey", "cookie_domain", "process_headers", "destination_url");

  private final Ingest ingest;

  PixelEndpoint(Ingest ingest) {
    this.ingest = ingest;
  }

  @Override
  public CompletionStage<Reply> answer(Call call) {
    if (call.method().equals("HEAD")) {
      return CompletableFuture.completedFuture(PixelEvent.picture());
    }
    Grant sender;
    try {
      sender = ingest.keys().open(call, ingest.keys().find(call));
    } catch (EventException e) {
      return refused(call, e);
    }
    ObjectNode sent;
    try {
      sent = PixelEvent.of(call, NOT_OF_THE_EVENT);
    } catch (EventException e) {
      e.tell(ingest.log(), sender.source(), PixelEvent.sent(call));
      return refused(call, e);
    }
    AcceptedEvent event;
    try {
      event = ingest.accept(call, sent, sender);
    } catch (EventException e) {
      e.tell(ingest.log(), sender.source(), Json.bytes(sent));
      return refused(call, e);
    }
    return ingest.store(call, sender, event, PixelEvent::picture).thenApply(PixelEvent::uncached);
  }

  private static CompletionStage<Reply> refused(Call call, EventException e) {
    return CompletableFuture.completedFuture(
        PixelEvent.uncached(IngestReply.error(call, 200, e.error(), e.remedy())));
  }

  @Override
  public Reply refuse(Call call, int status, List<Problem> problems) {
    return PixelEvent.uncached(IngestReply.refusal(call, status, problems));
  }
}
