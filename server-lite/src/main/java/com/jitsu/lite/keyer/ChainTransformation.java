package com.jitsu.lite.keyer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.history.EventFeed;
import com.jitsu.lite.journal.JournalEntry;
import com.jitsu.sdk.contract.EventTime;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.engine.EventRun;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.GuestError;
import com.jitsu.sdk.engine.TransformationChain;
import com.jitsu.sdk.host.HostServices;
import com.jitsu.sdk.host.WatchedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The builder's transformation functions, CONTRACT A.8. They are not run again later when they ask
 * for it: a {@code RetryError} skips the function or drops the event as it says, and that is all.
 */
final class ChainTransformation implements Transformation {

  /** What a history can tell apart of one event. */
  private static final int MOST_EVENTS = 65_535;

  private final FunctionEngine engine;
  private final EventFeed.Keying keying;
  private final WatchedStore store;
  private final HostServices services;
  private final EventFeed.Listener listener;
  private long timesAway;
  private volatile @Nullable TransformationChain chain;
  private volatile boolean closed;

  ChainTransformation(
      FunctionEngine engine,
      EventFeed.Keying keying,
      HostServices services,
      EventFeed.Listener listener) {
    this.engine = requireNonNull(engine);
    this.keying = requireNonNull(keying);
    this.store = new WatchedStore(services.store());
    this.services = new HostServices(store, services.fetch(), services.warehouses());
    this.listener = requireNonNull(listener);
  }

  @Override
  public List<byte[]> of(JournalEntry entry) {
    EventRun run =
        new EventRun(Json.parse(entry.json()), context(entry), keying.variables(), null, services);
    TransformationChain.Result result = loaded().run(run);
    result.failures().forEach(failure -> listener.failed(failure.slug(), failure.error()));
    if (result.events().size() > MOST_EVENTS) {
      listener.failed(lastSlug(), tooMany(result.events().size()));
      return List.of();
    }
    List<byte[]> events = new ArrayList<>(result.events().size());
    for (JsonNode event : result.events()) {
      if (event instanceof ObjectNode) {
        events.add(Json.bytes(event));
      } else {
        listener.failed(lastSlug(), noEvent(event));
      }
    }
    return events;
  }

  @Override
  public boolean storeWasAway() {
    long before = timesAway;
    timesAway = store.timesAway();
    return timesAway != before;
  }

  @Override
  public void close() {
    closed = true;
    TransformationChain loaded = chain;
    if (loaded != null) {
      loaded.close();
    }
  }

  private TransformationChain loaded() {
    TransformationChain loaded = chain;
    if (loaded == null) {
      loaded = engine.loadChain(keying.chain(), engine.timeLimit());
      chain = loaded;
      if (closed) {
        loaded.close();
      }
    }
    return loaded;
  }

  private static ObjectNode context(JournalEntry entry) {
    ObjectNode context = Json.object();
    context.putObject("source").put("id", entry.source());
    context.put("receivedAt", EventTime.text(entry.acceptedAt()));
    return context;
  }

  private String lastSlug() {
    return keying.chain().get(keying.chain().size() - 1).config().slug();
  }

  private static GuestError tooMany(int events) {
    return new GuestError(
        "RangeError", "made " + events + " events of one; " + MOST_EVENTS + " at most", List.of());
  }

  private static GuestError noEvent(JsonNode returned) {
    return new GuestError(
        "TypeError",
        "returned a " + returned.getNodeType().name().toLowerCase(Locale.ROOT) + " and no event",
        List.of());
  }
}
