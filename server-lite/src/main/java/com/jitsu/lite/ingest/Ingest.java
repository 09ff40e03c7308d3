package com.jitsu.lite.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.http.BodyLimit;
import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Cors;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.http.Routes;
import com.jitsu.lite.journal.AcceptedEvent;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.sources.Grant;
import com.jitsu.lite.sources.Source;
import com.jitsu.lite.sources.Sources;
import com.jitsu.sdk.problem.ProblemException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Start here: the routes that take events. An answer that says ok is given after the journal is
 * synced. A body may have 10 MB, also once gunzipped; an event {@code maxEventBytes}, in a batch
 * counted with what the server adds.
 */
public final class Ingest {

  private static final BodyLimit LIMIT = BodyLimit.ofMegabytes(10);

  /** Segment's libraries take the last part of their address for optional. */
  private static final List<String> BATCHES =
      List.of("/api/s/s2s/batch", "/v1/batch", "/v1/b", "/batch", "/b", "/v1/batch/b", "/batch/b");

  private static final List<String> SETTINGS =
      List.of("/v1/projects/{writeKey}/settings", "/projects/{writeKey}/settings");

  private static final Set<String> CONTENT_TYPES = Set.of("application/json", "text/plain");

  private final SenderKeys keys;
  private final RocksJournal journal;
  private final IncomingLog log;
  private final EventPatch patch;
  private final int maxEventBytes;

  public Ingest(
      Sources sources, RocksJournal journal, IncomingLog log, Clock clock, int maxEventBytes) {
    this.keys = new SenderKeys(sources);
    this.journal = journal;
    this.log = log;
    this.patch = new EventPatch(clock, UUID::randomUUID);
    this.maxEventBytes = maxEventBytes;
  }

  /** Adds the routes of CONTRACT E.3 that this server has. */
  public void addTo(Routes routes) {
    add(routes, "POST", "/api/s/{type}", new EventEndpoint(this, false));
    add(routes, "POST", "/api/s/s2s/{type}", new EventEndpoint(this, true));
    BatchEndpoint batch = new BatchEndpoint(this);
    BATCHES.forEach(path -> add(routes, "POST", path, batch));
    SettingsEndpoint settings = new SettingsEndpoint();
    SETTINGS.forEach(path -> add(routes, "GET", path, settings));
    add(routes, "GET", "/api/px/{type}", new PixelEndpoint(this));
  }

  /**
   * Adds {@code /p.js}.
   *
   * @param script of {@code @jitsu/js}; null: the answer says how to have it
   * @throws ProblemException JITSU-0618 when the file cannot be read
   */
  public static void addScript(Routes routes, @Nullable Path script) {
    add(routes, "GET", "/p.js", ScriptEndpoint.open(script));
  }

  private static void add(Routes routes, String method, String path, Endpoint endpoint) {
    routes.add(method, path, method.equals("GET") ? BodyLimit.none() : LIMIT, endpoint);
    routes.add("OPTIONS", path, BodyLimit.none(), Cors.preflight());
  }

  void checkContentType(Call call) {
    String given = call.header("Content-Type").orElse("");
    String type = given.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    if (!CONTENT_TYPES.contains(type)) {
      throw EventException.contentType(given);
    }
  }

  void checkSize(int bytes) {
    if (bytes > maxEventBytes) {
      throw EventException.tooLarge(bytes, maxEventBytes);
    }
  }

  /** Cleans and completes the event of a call whose route has a type. */
  AcceptedEvent accept(Call call, ObjectNode event, Grant sender) {
    return patch.accept(
        event,
        call.parameter("type"),
        patch.messageId(event),
        sender,
        RequestContext.of(call),
        EventPatch.Shared.NOTHING);
  }

  /**
   * Stores one event and tells of it.
   *
   * @param stored the answer once it is on disk; all others are errors
   */
  CompletionStage<Reply> store(
      Call call, Grant sender, AcceptedEvent event, Supplier<Reply> stored) {
    Source source = sender.source();
    if (skips(source, event)) {
      EventException e = EventException.noDestination(source);
      return CompletableFuture.completedFuture(
          IngestReply.error(call, e.status(), e.error(), e.remedy()));
    }
    return journal
        .append(List.of(event))
        .handle(
            (count, failure) -> {
              if (failure != null) {
                return IngestReply.notStored(call, failure);
              }
              log.incoming(source, event.json());
              return stored.get();
            });
  }

  /** Whether nobody takes events of this source: then it is told, and not stored. */
  boolean skips(Source source, AcceptedEvent event) {
    if (!source.destinations().isEmpty()) {
      return false;
    }
    log.skipped(
        source,
        event.json(),
        "No destination is configured for token [\"" + source.id() + "\"] (or only staged ones)");
    return true;
  }

  SenderKeys keys() {
    return keys;
  }

  RocksJournal journal() {
    return journal;
  }

  IncomingLog log() {
    return log;
  }

  EventPatch patch() {
    return patch;
  }
}
