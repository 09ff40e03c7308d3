package com.jitsu.lite.ingest.classic;

import com.jitsu.lite.http.BodyLimit;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.http.Routes;
import com.jitsu.lite.ingest.IncomingLog;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.sources.Sources;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Start here: the routes of Jitsu Classic, CONTRACT E.1. Their events go the same way as all
 * others, in Classic's shape, under Classic's ids.
 */
public final class ClassicIngest {

  static final String NOT_SECRET =
      "The token isn't a server secret token. Please use an s2s integration token";

  private static final BodyLimit LIMIT = BodyLimit.ofMegabytes(10);
  private static final int MAX_EVENT_BYTES = 51_200;

  /** For a line of a file, which had no limit, and for one of many events of a body. */
  private static final int LARGEST_EVENT_BYTES = 1_000_000;

  private final Tokens tokens;
  private final Intake intake;
  private final Bodies bodies;
  private final DryRun dryRun;
  private final Clock clock;

  /**
   * @param maxEventBytes of the settings; empty: Classic's own
   */
  public ClassicIngest(
      Sources sources,
      RocksJournal journal,
      IncomingLog log,
      DryRun dryRun,
      Clock clock,
      OptionalInt maxEventBytes) {
    this.tokens = new Tokens(sources);
    this.intake =
        new Intake(
            journal,
            log,
            new Enrichment(clock, UUID::randomUUID),
            // What the server adds is in it, and must not refuse what the body's limit let in.
            Math.max(LARGEST_EVENT_BYTES, 2 * maxEventBytes.orElse(0)));
    this.bodies = new Bodies(maxEventBytes.orElse(MAX_EVENT_BYTES));
    this.dryRun = dryRun;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    BrowserRoute page =
        new BrowserRoute(
            tokens,
            new EventsEndpoint(tokens::browser, bodies::events, Sender.PAGE, intake).route());
    for (String path : List.of("/api/v1/event", "/api/v1/events", "/api.{any}")) {
      routes.add("POST", path, LIMIT, page);
      routes.add("OPTIONS", path, BodyLimit.none(), page.preflight());
    }
    ClassicRoute server =
        new EventsEndpoint(
                call -> tokens.server(call, Optional.of(NOT_SECRET)),
                bodies::events,
                Sender.SERVER,
                intake)
            .route();
    post(routes, "/api/v1/s2s/event", LIMIT, server);
    post(routes, "/api/v1/s2s/events", LIMIT, server);
    post(routes, "/api/v1/segment", LIMIT, segment(false));
    post(routes, "/api/v1/segment/v1/batch", LIMIT, segment(false));
    post(routes, "/api/v1/segment/compat", LIMIT, segment(true));
    post(routes, "/api/v1/segment/compat/v1/batch", LIMIT, segment(true));
    post(
        routes,
        "/api/v1/events/bulk",
        LIMIT.asSent(),
        new BulkEndpoint(tokens, intake, LIMIT).route());
    post(
        routes,
        "/api/v1/events/dry-run",
        LIMIT,
        new DryRunEndpoint(tokens, intake, dryRun).route());
    routes.add(
        "GET",
        "/api/v1/p.gif",
        BodyLimit.none(),
        new ClassicPixel(tokens, intake, UUID::randomUUID).route());
    routes.add("GET", "/ping", BodyLimit.none(), Endpoint.of(call -> pong()));
  }

  /** A preflight is 200 here too, and no page may send then. */
  private static void post(Routes routes, String path, BodyLimit limit, ClassicRoute route) {
    routes.add("POST", path, limit, route);
    routes.add("OPTIONS", path, BodyLimit.none(), Endpoint.of(call -> Reply.empty(200)));
  }

  private ClassicRoute segment(boolean older) {
    SegmentEvent shape = new SegmentEvent(older, clock);
    return new EventsEndpoint(
            call -> tokens.server(call, Optional.empty()),
            body -> bodies.segment(body).stream().map(shape::of).toList(),
            Sender.SEGMENT,
            intake)
        .route();
  }

  private static Reply pong() {
    return new Reply(
        200, "text/plain;charset=utf-8", "pong".getBytes(StandardCharsets.UTF_8), Map.of());
  }
}
