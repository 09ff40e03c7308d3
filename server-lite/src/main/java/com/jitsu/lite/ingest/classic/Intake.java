package com.jitsu.lite.ingest.classic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.ingest.IncomingLog;
import com.jitsu.lite.journal.AcceptedEvent;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.sdk.contract.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The way of all events into the journal: all of a call or none. The answer that says ok is given
 * after the journal is synced.
 */
final class Intake {

  /** What one body may become once its events are complete: a template is in each of them. */
  private static final long MOST_BYTES = 40_000_000;

  private final RocksJournal journal;
  private final IncomingLog log;
  private final Enrichment enrichment;
  private final int maxEventBytes;

  Intake(RocksJournal journal, IncomingLog log, Enrichment enrichment, int maxEventBytes) {
    this.journal = journal;
    this.log = log;
    this.enrichment = enrichment;
    this.maxEventBytes = maxEventBytes;
  }

  IncomingLog log() {
    return log;
  }

  /** Whether nobody takes what is sent with this token. */
  static boolean isIdle(Token token) {
    return token.source().destinations().isEmpty();
  }

  static String idle(Token token) {
    return "No destination is configured for token [\""
        + token.label()
        + "\"] (or only staged ones)";
  }

  /**
   * @param done the answer when they are on disk, or when nobody takes them
   * @throws ClassicException when one of them cannot be taken; only that one is told
   */
  CompletionStage<Reply> take(
      Call call, Token token, List<ObjectNode> events, Sender sender, Reply done) {
    Visitor visitor = Visitor.of(call, events);
    List<AcceptedEvent> accepted = new ArrayList<>(events.size());
    long bytes = 0;
    for (ObjectNode event : events) {
      AcceptedEvent complete = enrichment.accept(event, token, visitor, sender);
      bytes += complete.json().length;
      check(token, complete, bytes);
      accepted.add(complete);
    }
    if (isIdle(token)) {
      accepted.forEach(event -> log.skipped(token.source(), event.json(), idle(token)));
      return CompletableFuture.completedFuture(done);
    }
    return journal
        .append(accepted)
        .handle(
            (stored, failure) -> {
              if (failure != null) {
                return ClassicReply.notStored(failure);
              }
              accepted.forEach(event -> log.incoming(token.source(), event.json()));
              return done;
            });
  }

  /** The event as it would be stored; it is not. */
  ObjectNode complete(Call call, Token token, ObjectNode event, Sender sender) {
    Visitor visitor = Visitor.of(call, List.of(event));
    return (ObjectNode) Json.parse(enrichment.accept(event, token, visitor, sender).json());
  }

  private void check(Token token, AcceptedEvent event, long bytes) {
    int size = event.json().length;
    if (size > maxEventBytes) {
      refuse(token, event, "Event size " + size + " exceeds limit: " + maxEventBytes);
    }
    if (bytes > MOST_BYTES) {
      refuse(token, event, "Events of one body exceed limit: " + MOST_BYTES);
    }
  }

  /** What is too large is kept like what cannot be read: cut. */
  private void refuse(Token token, AcceptedEvent event, String error) {
    log.malformed(token.source(), event.json(), error);
    throw new ClassicException(400, error);
  }
}
