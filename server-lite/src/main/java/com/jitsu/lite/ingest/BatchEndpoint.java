package com.jitsu.lite.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.journal.AcceptedEvent;
import com.jitsu.lite.sources.Grant;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Many events: the good ones are stored together, the others named one by one. */
final class BatchEndpoint implements Endpoint {

  /** As many as may wait for the disk; each costs a record and a line of the answer. */
  private static final int MOST_EVENTS = 50_000;

  /** Of all its events: each has the shared context, which a small body can multiply. */
  private static final long MOST_BYTES = 40_000_000;

  private final Ingest ingest;

  BatchEndpoint(Ingest ingest) {
    this.ingest = ingest;
  }

  @Override
  public CompletionStage<Reply> answer(Call call) {
    Optional<Grant> sender = Optional.empty();
    try {
      ingest.checkContentType(call);
      Optional<String> key = ingest.keys().find(call);
      if (key.isPresent()) {
        sender = Optional.of(ingest.keys().keyed(call, key));
      }
      ObjectNode body = EventJson.object(call.body());
      if (sender.isEmpty()) {
        sender =
            Optional.of(
                ingest
                    .keys()
                    .keyed(
                        call,
                        Optional.of(body.path("writeKey").asText(""))
                            .filter(text -> !text.isEmpty())));
      }
      if (!(body.path("batch") instanceof ArrayNode batch)) {
        throw EventException.parsing(
            "\"batch\" must be an array of events, found " + EventJson.kind(body.path("batch")));
      }
      if (batch.size() > MOST_EVENTS) {
        throw EventException.parsing(
            "\"batch\" has " + batch.size() + " events, more than " + MOST_EVENTS);
      }
      ObjectNode shared =
          body.path("context") instanceof ObjectNode context ? context : Json.object();
      return store(
          call,
          sender.get(),
          batch,
          new EventPatch.Shared(shared, body.path("eventsName").asText("")));
    } catch (EventException e) {
      if (e.status() == 400) {
        sender.ifPresent(known -> ingest.log().malformed(known.source(), call.body(), e.error()));
      }
      return CompletableFuture.completedFuture(
          IngestReply.error(call, e.status(), e.error(), e.remedy()));
    }
  }

  private CompletionStage<Reply> store(
      Call call, Grant sender, ArrayNode batch, EventPatch.Shared shared) {
    RequestContext request = RequestContext.of(call);
    List<AcceptedEvent> accepted = new ArrayList<>(batch.size());
    List<String> errors = new ArrayList<>();
    long bytes = 0;
    for (JsonNode sent : batch) {
      String messageId = ingest.patch().messageId(sent);
      try {
        AcceptedEvent event = accept(sent, messageId, sender, request, shared);
        if (ingest.skips(sender.source(), event)) {
          errors.add(error(messageId, EventException.noDestination(sender.source())));
        } else {
          accepted.add(event);
          bytes += event.json().length;
        }
      } catch (EventException e) {
        e.tell(ingest.log(), sender.source(), Json.bytes(sent));
        errors.add(error(messageId, e));
      }
      if (bytes > MOST_BYTES) {
        throw EventException.batchTooLarge(MOST_BYTES);
      }
    }
    // Not the batch itself: while many wait for the disk, their trees would fill the heap.
    int received = batch.size();
    return ingest
        .journal()
        .append(accepted)
        .handle(
            (stored, failure) -> {
              if (failure != null) {
                return IngestReply.notStored(call, failure);
              }
              accepted.forEach(event -> ingest.log().incoming(sender.source(), event.json()));
              return IngestReply.of(call, 200, summary(received, accepted.size(), stored, errors));
            });
  }

  private AcceptedEvent accept(
      JsonNode sent,
      String messageId,
      Grant sender,
      RequestContext request,
      EventPatch.Shared shared) {
    if (!(sent instanceof ObjectNode event)) {
      throw EventException.event(
          "an event must be a JSON object, found " + EventJson.kind(sent),
          "send objects with a \"type\"");
    }
    AcceptedEvent accepted =
        ingest.patch().accept(event, "event", messageId, sender, request, shared);
    ingest.checkSize(accepted.json().length);
    return accepted;
  }

  private static String error(String messageId, EventException e) {
    return "Message ID: " + messageId + ": " + e.error() + " → " + e.remedy();
  }

  private static ObjectNode summary(int received, int ok, int stored, List<String> errors) {
    ObjectNode body = Json.object();
    body.put("ok", errors.isEmpty());
    body.put("receivedEvents", received);
    body.put("okEvents", ok);
    if (stored < ok) {
      body.put("deduplicatedEvents", ok - stored);
    }
    if (!errors.isEmpty()) {
      ArrayNode list = body.putArray("errors");
      errors.forEach(list::add);
    }
    return body;
  }

  @Override
  public Reply refuse(Call call, int status, List<Problem> problems) {
    return IngestReply.refusal(call, status, problems);
  }
}
