package com.jitsu.lite.ingest.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.jitsu.lite.config.Secret;
import com.jitsu.lite.config.SourceSettings;
import com.jitsu.lite.ingest.IngestHouse;
import com.jitsu.sdk.contract.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** The routes of Jitsu Classic, with three sources. */
final class ClassicHouse {

  static final String NOW = "2026-03-01T12:00:00.120000Z";

  /** Keys of the source {@code shop}, whose pages are on two hosts. */
  static final String PUBLIC = "shop-public";

  static final String SECRET = "shop-secret-that-nobody-may-see";

  /** Keys of the source {@code idle}, whose events nobody takes. */
  static final String IDLE_PUBLIC = "idle-public";

  static final String IDLE_SECRET = "idle-secret-that-nobody-may-see";

  /** Public key of the source {@code any}, with pages everywhere. */
  static final String ANYWHERE = "any-public";

  private static final List<SourceSettings> SOURCES =
      List.of(
          source(
              "shop",
              PUBLIC,
              SECRET,
              List.of("https://*.shop.example", "pay.example"),
              Set.of("duckdb")),
          source("idle", IDLE_PUBLIC, IDLE_SECRET, List.of(), Set.of()),
          source("any", ANYWHERE, "any-secret-that-nobody-sees", List.of(), Set.of("duckdb")));

  private ClassicHouse() {}

  static IngestHouse in(Supplier<Path> folder) {
    return in(folder, OptionalInt.empty());
  }

  static IngestHouse in(Supplier<Path> folder, OptionalInt maxEventBytes) {
    return new IngestHouse(
        folder,
        SOURCES,
        (routes, sources, journal, log) ->
            new ClassicIngest(
                    sources, journal, log, ClassicHouse::dryRun, IngestHouse.CLOCK, maxEventBytes)
                .addTo(routes));
  }

  private static SourceSettings source(
      String id, String publicKey, String secret, List<String> origins, Set<String> destinations) {
    return new SourceSettings(
        id,
        id,
        List.of(new Secret(publicKey)),
        List.of(new Secret(secret)),
        origins,
        List.of(),
        true,
        destinations);
  }

  /** A destination that says back what it is asked. */
  private static Optional<DryRun.Outcome> dryRun(String destinationId, JsonNode event) {
    ArrayNode rows = Json.mapper().createArrayNode();
    return switch (destinationId) {
      case "echo" -> Optional.of(new DryRun.Outcome(rows.add(event), Optional.empty()));
      case "strict" -> Optional.of(new DryRun.Outcome(rows, Optional.of("it does not fit")));
      default -> Optional.empty();
    };
  }
}
