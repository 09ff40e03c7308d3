package com.jitsu.lite;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.api.Access;
import com.jitsu.lite.api.ApiRoutes;
import com.jitsu.lite.builders.BuilderSettings;
import com.jitsu.lite.builders.ProfileBuilder;
import com.jitsu.lite.builders.Publication;
import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.builders.Version;
import com.jitsu.lite.cache.CacheSettings;
import com.jitsu.lite.cache.EventsCache;
import com.jitsu.lite.config.DataKey;
import com.jitsu.lite.config.FunctionSettings;
import com.jitsu.lite.config.Keys;
import com.jitsu.lite.config.RedisSettings;
import com.jitsu.lite.config.Settings;
import com.jitsu.lite.console.ConsolePages;
import com.jitsu.lite.functions.AddressRules;
import com.jitsu.lite.functions.DuckDbWarehouses;
import com.jitsu.lite.functions.OkHttpFetch;
import com.jitsu.lite.functions.RedisFunctionStore;
import com.jitsu.lite.health.DiskUse;
import com.jitsu.lite.health.Health;
import com.jitsu.lite.history.History;
import com.jitsu.lite.history.HistoryEraser;
import com.jitsu.lite.http.HttpServer;
import com.jitsu.lite.http.HttpSettings;
import com.jitsu.lite.http.Routes;
import com.jitsu.lite.ingest.IncomingLog;
import com.jitsu.lite.ingest.Ingest;
import com.jitsu.lite.ingest.classic.ClassicIngest;
import com.jitsu.lite.ingest.classic.DryRun;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.keyer.Keyers;
import com.jitsu.lite.loader.LoadedRows;
import com.jitsu.lite.loader.Loader;
import com.jitsu.lite.loader.RowPreview;
import com.jitsu.lite.people.Deletions;
import com.jitsu.lite.people.PersonExport;
import com.jitsu.lite.rebuild.Rebuilds;
import com.jitsu.lite.redis.EmbeddedRedis;
import com.jitsu.lite.redis.RedisAddress;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.lite.retention.HistoryWindow;
import com.jitsu.lite.retention.Retention;
import com.jitsu.lite.rocks.Family;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.rocks.Room;
import com.jitsu.lite.sources.Sources;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.host.HostServices;
import com.jitsu.sdk.problem.ProblemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Start here: the server, whole. Takes events, keeps the last of them, turns all of them into rows
 * with the published functions.
 *
 * <p>Starts from the bottom up and closes from the top down. The port opens last, so whoever can
 * connect finds everything working.
 */
public final class ServerLite implements AutoCloseable {

  private static final int MAX_WAITING_EVENTS = 50_000;

  /** Unless the settings say otherwise (CONTRACT E.4). */
  private static final int MAX_EVENT_BYTES = 1_000_000;

  /** As a builder's settings name their destination. */
  private static final String WAREHOUSE_ID = BuilderSettings.defaults().destinationId();

  private final Closer closer = new Closer();
  private final Settings settings;
  private final Clock clock;
  private final Instant begun;
  private final Keys keys;
  private @Nullable EmbeddedRedis ours;
  private String redis = "";
  private boolean optimised;
  private int port;

  private ServerLite(Settings settings, Keys keys, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.begun = clock.instant();
    this.keys = keys;
  }

  /**
   * Returns when the server listens.
   *
   * @throws ProblemException with what keeps it from starting; nothing is left running then
   */
  public static ServerLite start(Settings settings, Clock clock) {
    Keys keys = Keys.open(settings.data()).withAdminToken(settings.adminToken());
    ServerLite server = new ServerLite(settings, keys, clock);
    try {
      server.open();
      return server;
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  /** {@code http://127.0.0.1:8001}. */
  public String address() {
    return "http://" + settings.host() + ":" + port;
  }

  public int port() {
    return port;
  }

  Keys keys() {
    return keys;
  }

  Banner banner() {
    return new Banner(
        version(),
        address(),
        settings.data(),
        warehouseFile(),
        redis,
        optimised,
        Duration.between(begun, clock.instant()));
  }

  /** As built, {@code 0.1.0}; {@code dev} when run from classes. */
  static String version() {
    String version = ServerLite.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  /** Takes no more requests, finishes what was begun, stops Redis if it is ours; idempotent. */
  @Override
  public void close() {
    closer.close();
  }

  private void open() {
    Path data = settings.data();
    RocksStore rocks = closer.add(RocksStore.open(data.resolve("rocks")));
    RocksJournal journal = closer.add(new RocksJournal(rocks, clock, MAX_WAITING_EVENTS));
    journal.start();
    History history = new History(rocks);

    RedisStore store = closer.add(RedisStore.connect(redisAddress()));
    EventsCache cache = closer.add(new EventsCache(store, cacheSettings(), clock));
    cache.start();
    RedisBuilders builders = new RedisBuilders(store, DataKey.open(data), clock);

    DuckDbWarehouse warehouse = closer.add(DuckDbWarehouse.open(warehouseFile()));
    Loader loader =
        closer.add(
            new Loader(
                journal, history, warehouse, new CacheLogs.Loads(cache, settings.uncached())));
    loader.start();

    FunctionSettings functions = settings.functions();
    OkHttpFetch fetch =
        closer.add(
            new OkHttpFetch(
                new AddressRules(functions.forbidLocal(), functions.allowed()),
                "jitsu-server-lite/" + version()));
    HostServices services =
        new HostServices(
            new RedisFunctionStore(store), fetch, new DuckDbWarehouses(WAREHOUSE_ID, warehouse));
    FunctionEngine engine = closer.add(new FunctionEngine(functions.limits()));
    optimised = engine.optimised();
    Rebuilds rebuilds =
        closer.add(
            new Rebuilds(
                builders,
                journal,
                history,
                rocks,
                warehouse,
                engine,
                services,
                new Keyers(journal, history, engine, services),
                Runtime.getRuntime().availableProcessors(),
                clock));
    rebuilds.start();
    Deletions.Stores people =
        people(rocks, journal, history, warehouse, cache, store, loader, rebuilds);
    Deletions deletions =
        closer.add(
            new Deletions(
                data.resolve("deletions"), people, clock, () -> UUID.randomUUID().toString()));
    deletions.start();
    closer
        .add(
            new Retention(
                rocks,
                journal,
                history,
                settings.journalRetention(),
                () -> windows(builders),
                clock))
        .start();

    Health health =
        closer
            .add(new Health(version()))
            .add("disk", rocks::requireRoom, diskUse(rocks)::describe)
            .add("journal", journal::check, json -> describe(journal, json))
            .add("redis", () -> checkRedis(store))
            .add("cache", cache::check)
            .add("warehouse", warehouse::check)
            .add("loader", loader::check);
    Sources sources = Sources.open(settings.data(), keys, settings.sources(), clock);
    Routes routes = new Routes();
    IncomingLog incoming = new CacheLogs.Incoming(cache, settings.uncached());
    new Ingest(sources, journal, incoming, clock, settings.maxEventBytes().orElse(MAX_EVENT_BYTES))
        .addTo(routes);
    RowPreview preview = new RowPreview(warehouse);
    new ClassicIngest(
            sources,
            journal,
            incoming,
            (destinationId, event) ->
                destinationId.equals(Loader.DESTINATION)
                    ? Optional.of(dryRun(preview.of(event)))
                    : Optional.empty(),
            clock,
            settings.maxEventBytes())
        .addTo(routes);
    Ingest.addScript(routes, settings.browserScript());
    ApiRoutes api =
        new ApiRoutes(
            new Access(keys),
            new ApiRoutes.Parts(
                health,
                builders,
                rebuilds,
                warehouse,
                engine,
                services,
                sources,
                cache,
                cacheSettings(),
                clock));
    api.addTo(routes);
    api.addPeople(routes, new PersonExport(people, warehouse), deletions);
    new ConsolePages().addTo(routes);
    HttpServer http =
        closer.add(new HttpServer(HttpSettings.of(settings.host(), settings.port()), routes));
    http.start();
    port = http.port();
  }

  /**
   * What serves and what shall serve may be built from histories of their own. A later publication
   * may have a longer window: events are kept for the longest of all.
   */
  private static List<HistoryWindow> windows(RedisBuilders builders) {
    List<HistoryWindow> windows = new ArrayList<>();
    for (ProfileBuilder builder : builders.list()) {
      Duration longest = builder.settings().window();
      Set<String> histories = new TreeSet<>();
      for (Optional<Publication> one : List.of(builder.findPublished(), builder.findServing())) {
        if (one.isPresent()) {
          Version version = builders.version(builder.id(), one.get().version());
          Duration window = version.settings().window();
          longest = window.compareTo(longest) > 0 ? window : longest;
          histories.add(one.get().history(builder.id()));
        }
      }
      for (String history : histories) {
        windows.add(new HistoryWindow(history, longest));
      }
    }
    return windows;
  }

  private DiskUse diskUse(RocksStore rocks) {
    Path data = settings.data();
    DiskUse use = new DiskUse(data, Room.of(data)::freeBytes);
    use.add(
        "journalBytes",
        () ->
            rocks.sizeBytes(Family.JOURNAL) + rocks.sizeBytes(Family.SEEN) + rocks.logSizeBytes());
    use.add(
        "historyBytes", () -> rocks.sizeBytes(Family.HISTORY) + rocks.sizeBytes(Family.PROFILES));
    use.add(
        "warehouseBytes", () -> DiskUse.bytesOf(data, warehouseFile().getFileName().toString()));
    if (ours != null) {
      use.add("redisBytes", () -> DiskUse.bytesOf(data.resolve("redis"), ""));
    }
    return use;
  }

  private static void describe(RocksJournal journal, ObjectNode json) {
    journal
        .oldest()
        .ifPresent(
            oldest ->
                json.put("oldestEvent", oldest.acceptedAt().toString())
                    .put("events", journal.head() - oldest.position()));
  }

  private Deletions.Stores people(
      RocksStore rocks,
      RocksJournal journal,
      History history,
      DuckDbWarehouse warehouse,
      EventsCache cache,
      RedisStore store,
      Loader loader,
      Rebuilds rebuilds) {
    EmbeddedRedis started = ours;
    return new Deletions.Stores(
        rocks,
        journal,
        history,
        new HistoryEraser(rocks, history),
        warehouse.eraser(),
        new PersonRows(new LoadedRows(warehouse)),
        cache,
        store,
        // The files of another Redis are its owner's.
        started == null ? () -> {} : started::rewriteFiles,
        rebuilds::forgetFailures,
        action -> loader.paused(() -> rebuilds.still(action)));
  }

  /** One event is one row. */
  private static DryRun.Outcome dryRun(RowPreview.Row row) {
    ArrayNode rows = Json.mapper().createArrayNode();
    return new DryRun.Outcome(row.error().isPresent() ? rows : rows.add(row.record()), row.error());
  }

  private RedisAddress redisAddress() {
    RedisSettings.Server theirs = settings.redis().server();
    if (theirs != null) {
      RedisAddress address = new RedisAddress(theirs);
      redis = address + " (yours)";
      return address;
    }
    EmbeddedRedis started = closer.add(EmbeddedRedis.start(settings.data().resolve("redis")));
    ours = started;
    redis = started.address() + " (our own)";
    return started.address();
  }

  /** Our own knows more of itself than a connection to it can find out. */
  private void checkRedis(RedisStore store) {
    EmbeddedRedis started = ours;
    if (started != null) {
      started.check();
    }
    store.check();
  }

  private CacheSettings cacheSettings() {
    Settings.Cache cache = settings.cache();
    return new CacheSettings(
        cache.enabled(),
        cache.size(),
        Duration.ofSeconds(cache.windowSeconds()),
        Duration.ofMillis(cache.trimIntervalMillis()),
        Math.min(cache.maxMalformedBytes(), settings.maxEventBytes().orElse(MAX_EVENT_BYTES)),
        settings.redis().cacheTtl());
  }

  private Path warehouseFile() {
    return settings.data().resolve("warehouse.duckdb");
  }
}
