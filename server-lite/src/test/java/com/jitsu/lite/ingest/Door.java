package com.jitsu.lite.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.config.Keys;
import com.jitsu.lite.journal.AcceptedEvent;
import com.jitsu.lite.sources.Grant;
import com.jitsu.lite.sources.Sources;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What ingestion does between the connection and the journal, without both. */
public final class Door {

  private final Grant sender;
  private final EventPatch patch;

  public Door(Path folder, Clock clock) {
    Keys keys = Keys.open(folder);
    this.sender =
        Sources.open(folder, keys, List.of(), clock).byKey(keys.writeKey().reveal()).orElseThrow();
    this.patch = new EventPatch(clock, UUID::randomUUID);
  }

  /** The event as it would be stored; empty when it is refused in words. */
  public Optional<AcceptedEvent> accept(byte[] body) {
    try {
      ObjectNode event = EventJson.object(body);
      return Optional.of(
          patch.accept(
              event,
              "event",
              patch.messageId(event),
              sender,
              new RequestContext(Optional.of("203.0.113.9"), Optional.empty(), Optional.empty()),
              EventPatch.Shared.NOTHING));
    } catch (EventException e) {
      return Optional.empty();
    }
  }
}
