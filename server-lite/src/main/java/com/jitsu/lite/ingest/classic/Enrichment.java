package com.jitsu.lite.ingest.classic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.ingest.EventPatch;
import com.jitsu.lite.journal.AcceptedEvent;
import com.jitsu.sdk.contract.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Adds what the server knows, CONTRACT E.2. */
final class Enrichment {

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Clock clock;
  private final Supplier<UUID> ids;

  Enrichment(Clock clock, Supplier<UUID> ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /** Changes the event in place. */
  AcceptedEvent accept(ObjectNode event, Token token, Visitor visitor, Sender sender) {
    if (token.grant().isBrowser()) {
      EventPatch.removeControlKeys(event);
    }
    Fields.putIfMissing(event, visitor.ip(), List.of("source_ip"));
    switch (sender) {
      case PAGE -> page(event, visitor);
      case SERVER -> {
        Fields.putIfMissing(event, "api", List.of("src"));
        visitorIds(event, visitor);
      }
      case SEGMENT -> {
        event.put("src", "segment_api");
        visitorIds(event, visitor);
      }
      case BULK -> Fields.putIfMissing(event, "bulk", List.of("src"));
      case PIXEL -> pixel(event, visitor);
    }
    String id = EventId.settle(event, () -> ids.get().toString());
    event.put("api_key", token.label());
    Fields.putIfMissing(event, now(), List.of("_timestamp"));
    return new AcceptedEvent(token.source().id(), id, Json.bytes(event));
  }

  private static void page(ObjectNode event, Visitor visitor) {
    if (!visitor.userAgent().isEmpty()) {
      Fields.context(event).put("user_agent", visitor.userAgent());
    }
    visitorIds(event, visitor);
  }

  /** Where the event tells of its user; what it does not tell of is not made up. */
  private static void visitorIds(ObjectNode event, Visitor visitor) {
    ObjectNode context = Fields.context(event);
    boolean inContext = context.path("user") instanceof ObjectNode;
    if ((inContext ? context : event).path("user") instanceof ObjectNode user) {
      if (!visitor.cookies()) {
        user.put("anonymous_id", visitor.hashedId());
      }
      user.put("hashed_anonymous_id", visitor.hashedId());
    }
  }

  /** A pixel tells nothing itself: what its request says stands for what a page would say. */
  private void pixel(ObjectNode event, Visitor visitor) {
    boolean older = event.has("compat");
    URI page = page(visitor.referer());
    put(event, older, visitor.referer(), "url");
    put(event, older, text(page.getRawAuthority()), "doc_host");
    put(event, older, text(page.getRawPath()), "doc_path");
    put(event, older, text(page.getRawQuery()), "doc_search");
    put(event, older, visitor.userAgent(), "user_agent");
    put(event, older, now(), "utc_time");
    if (!visitor.cookies()) {
      put(event, older, visitor.hashedId(), "user", "anonymous_id");
    }
    put(event, older, visitor.hashedId(), "user", "hashed_anonymous_id");
    event.put("src", "jitsu_gif");
  }

  private static void put(ObjectNode event, boolean older, String value, String... path) {
    List<String> below = List.of(path);
    Fields.putIfMissing(event, value, older ? under(below) : below);
  }

  /** The same path in the older clients' events. */
  static List<String> under(List<String> path) {
    List<String> whole = new ArrayList<>(path);
    whole.add(0, Fields.CONTEXT);
    return whole;
  }

  private static URI page(String referer) {
    try {
      return new URI(referer);
    } catch (URISyntaxException e) {
      return URI.create("");
    }
  }

  private static String text(@Nullable String part) {
    return part == null ? "" : part;
  }

  private String now() {
    return MICROS.format(clock.instant());
  }
}
