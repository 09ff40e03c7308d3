package com.jitsu.sdk.engine;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.ProfileUser;
import com.jitsu.sdk.host.HostServices;
import com.jitsu.sdk.host.MemoryStore;
import com.jitsu.sdk.host.Warehouses;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Functions and runs for the tests of this room, with only what matters to say. */
final class Functions {

  private static final String NO_MAP =
      "{\"version\":3,\"sources\":[],\"names\":[],\"mappings\":\"\"}";

  private Functions() {}

  static Bundle bundle(String code) {
    return bundle("f", code);
  }

  static Bundle bundle(String slug, String code) {
    return Bundle.of(
        new FunctionConfig("b1", slug, slug, null), "src/profiles/" + slug + ".ts", code, NO_MAP);
  }

  static ProfileRun run(HostServices services, String... events) {
    return run(services, null, events);
  }

  static ProfileRun run(HostServices services, @Nullable Instant now, String... events) {
    return new ProfileRun(
        new ProfileUser("u1", "u1", "a1", Json.object()),
        Stream.of(events).map(event -> event.getBytes(StandardCharsets.UTF_8)).toList(),
        Map.of(),
        new ProfileRun.BuilderVersion("b1", 3),
        now,
        services);
  }

  static EventRun event(String json) {
    return new EventRun(Json.parse(json), Json.object(), Map.of(), null, HostServices.none());
  }

  /** A store of its own, and this for fetch. */
  static HostServices fetching(com.jitsu.sdk.host.FunctionFetch fetch) {
    return new HostServices(new MemoryStore(Clock.systemUTC()), fetch, Warehouses.none());
  }

  /** The traits of a row. */
  static Object traits(RunReport report) {
    return report.outcome() instanceof Outcome.Row row ? row.result().traits() : report.outcome();
  }

  static List<String> messages(RunReport report) {
    return report.logs().stream().map(line -> line.level() + " " + line.message()).toList();
  }
}
