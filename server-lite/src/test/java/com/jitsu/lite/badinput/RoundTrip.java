package com.jitsu.lite.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.ingest.Door;
import com.jitsu.lite.journal.AcceptedEvent;
import com.jitsu.lite.loader.Rows;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.KeyedEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Whatever the door lets in, everybody behind the journal can read, and reads the same. */
final class RoundTrip {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Door door;

  RoundTrip(Path folder) {
    this.door = new Door(folder, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** Whether it was let in; fails when somebody behind cannot read it. */
  boolean isLetIn(byte[] body) {
    Optional<AcceptedEvent> accepted = door.accept(body);
    if (accepted.isEmpty()) {
      return false;
    }
    byte[] stored = accepted.get().json();
    JsonNode json = Json.parse(stored);
    if (!new String(Json.bytes(json), java.nio.charset.StandardCharsets.UTF_8)
        .equals(new String(stored, java.nio.charset.StandardCharsets.UTF_8))) {
      throw new IllegalStateException("it reads differently from what is stored");
    }
    KeyedEvent keyed = KeyedEvent.of(stored, NOW);
    Json.parse(keyed.json());
    KeyedEvent again = KeyedEvent.of(keyed.json(), NOW);
    if (!Json.parse(again.json()).equals(Json.parse(keyed.json()))) {
      throw new IllegalStateException("keyed twice, it is another event");
    }
    Rows.of(stored);
    if (door.accept(stored).isEmpty()) {
      throw new IllegalStateException("what is stored would be refused");
    }
    return true;
  }
}
