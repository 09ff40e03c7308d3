package com.jitsu.lite.config;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.problem.NearNames;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How this server runs: the command line wins over {@code jitsu.yaml}, which wins over the
 * defaults.
 *
 * <pre>
 * server:
 *   port: 8001                       # 0 takes a free one
 *   host: 127.0.0.1                  # 0.0.0.0 opens it to the network
 *   data: ./data                     # from this file's folder; default ~/.jitsu/server-lite
 *   admin_token: ${JITSU_TOKEN}      # from the environment; default made at the first start
 *   max_event_size: 1000000          # bytes of one event
 *   browser_script: ./p.js           # what pages get from /p.js
 *   cache:
 *     enabled: true
 *     events: {size: 100, time_window_sec: 60, trim_interval_ms: 500, max_malformed_event_size_bytes: 10000}
 *     pool: {size: 10}
 * journal:
 *   retention_days: 365              # how long events are kept that everybody has read
 * meta:
 *   storage:
 *     redis: …                       # see RedisSettings; default: our own
 * destinations:
 *   duckdb: {caching: {disabled: true}}
 * sources: …                         # see SourceSettings
 * functions: …                       # see FunctionSettings
 * </pre>
 *
 * @param data where everything is kept; absolute, perhaps not there yet
 * @param adminToken null: the one of the keys file
 * @param maxEventBytes what one event may have; empty: what each route had in Jitsu
 * @param journalRetention how long the journal keeps events at least
 * @param uncached ids of destinations of which nothing is cached
 * @param browserScript what {@code /p.js} answers; null: nothing
 */
public record Settings(
    String host,
    int port,
    Path data,
    @Nullable Secret adminToken,
    OptionalInt maxEventBytes,
    Cache cache,
    Duration journalRetention,
    RedisSettings redis,
    Set<String> uncached,
    List<SourceSettings> sources,
    @Nullable Path browserScript,
    FunctionSettings functions) {

  public static final int DEFAULT_PORT = 8001;

  /** Ids of all destinations that there are. */
  public static final Set<String> DESTINATIONS = Set.of("duckdb");

  private static final Set<String> KNOWN =
      Set.of(
          "server.port",
          "server.host",
          "server.data",
          "server.admin_token",
          "server.max_event_size",
          "server.browser_script",
          "server.cache.enabled",
          "server.cache.events.size",
          "server.cache.events.time_window_sec",
          "server.cache.events.trim_interval_ms",
          "server.cache.events.max_malformed_event_size_bytes",
          "server.cache.pool.size",
          "journal.retention_days",
          "destinations.*.caching.disabled");

  public Settings {
    requireNonNull(host);
    requireNonNull(cache);
    requireNonNull(journalRetention);
    requireNonNull(redis);
    requireNonNull(functions);
    requireNonNull(maxEventBytes);
    sources = List.copyOf(sources);
    data = data.toAbsolutePath().normalize();
    uncached = Set.copyOf(uncached);
  }

  /**
   * The events cache, CONTRACT F.1.
   *
   * @param size records per id, and what the limiter lets through per window; 0 is off
   * @param workers accepted for the sake of old files
   */
  public record Cache(
      boolean enabled,
      int size,
      int windowSeconds,
      int trimIntervalMillis,
      int maxMalformedBytes,
      int workers) {}

  /**
   * Reads the file that the command line names, if it names one.
   *
   * @param environment what {@code ${NAME}} in the file stands for, and Jitsu's own variables
   * @throws ProblemException JITSU-0611 when the file cannot be read, JITSU-0612 with all that is
   *     wrong in it
   */
  public static Settings read(CommandLine line, Map<String, String> environment) {
    String file = line.config().map(Path::toString).orElse("");
    YamlNode root = line.config().map(Settings::parse).orElseGet(() -> YamlNode.parse("", file));
    YamlSettings yaml = new YamlSettings(root, file, environment);
    yaml.refuseUnknown(known());
    Path folder =
        line.config().map(Path::toAbsolutePath).map(Path::getParent).orElseGet(() -> Path.of(""));
    Settings settings =
        new Settings(
            yaml.text("server.host", "127.0.0.1").orElse("127.0.0.1"),
            line.port().orElse(yaml.integer("server.port", DEFAULT_PORT, 0, 65_535)),
            line.data().orElse(data(yaml, folder)),
            yaml.text("server.admin_token", "${JITSU_ADMIN_TOKEN}").map(Secret::new).orElse(null),
            maxEventBytes(yaml),
            cache(yaml),
            Duration.ofDays(yaml.integer("journal.retention_days", 365, 7, 3_650)),
            RedisSettings.read(yaml, folder),
            uncached(yaml),
            SourceSettings.read(yaml, DESTINATIONS),
            yaml.text("server.browser_script", "./p.js").map(folder::resolve).orElse(null),
            FunctionSettings.read(yaml));
    List<Problem> problems = yaml.problems();
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return settings;
  }

  private static Set<String> known() {
    Set<String> known = new LinkedHashSet<>(KNOWN);
    known.addAll(RedisSettings.KNOWN);
    known.addAll(FunctionSettings.KNOWN);
    known.addAll(SourceSettings.KNOWN);
    return known;
  }

  private static YamlNode parse(Path file) {
    try {
      return YamlNode.parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw unreadable(file, "there is no such file", e);
    } catch (CharacterCodingException e) {
      throw unreadable(file, "the file is not UTF-8", e);
    } catch (IOException e) {
      throw unreadable(file, "the file cannot be read: " + e.getMessage(), e);
    }
  }

  private static ProblemException unreadable(Path file, String what, IOException cause) {
    return new ProblemException(
        new Problem(
            "JITSU-0611",
            what,
            file.toString(),
            "check the path behind --config, or start without it"),
        cause);
  }

  private static Path data(YamlSettings yaml, Path folder) {
    Path home = Path.of(System.getProperty("user.home"));
    Optional<String> text = yaml.text("server.data", "./data");
    if (text.isEmpty()) {
      return home.resolve(".jitsu").resolve("server-lite");
    }
    return text.get().startsWith("~/")
        ? home.resolve(text.get().substring(2))
        : folder.resolve(text.get());
  }

  private static OptionalInt maxEventBytes(YamlSettings yaml) {
    String name = "server.max_event_size";
    int bytes = yaml.integer(name, 1_000_000, 100, 10_000_000);
    return yaml.has(name) ? OptionalInt.of(bytes) : OptionalInt.empty();
  }

  private static Cache cache(YamlSettings yaml) {
    String events = "server.cache.events.";
    return new Cache(
        yaml.flag("server.cache.enabled", true),
        yaml.integer(events + "size", 100, 0, 1_000_000),
        yaml.integer(events + "time_window_sec", 60, 1, 86_400),
        yaml.integer(events + "trim_interval_ms", 500, 10, 3_600_000),
        yaml.integer(events + "max_malformed_event_size_bytes", 10_000, 0, 10_000_000),
        yaml.integer("server.cache.pool.size", 10, 1, 1_000));
  }

  private static Set<String> uncached(YamlSettings yaml) {
    Set<String> uncached = new LinkedHashSet<>();
    for (Map.Entry<String, YamlNode> destination : yaml.section("destinations").entrySet()) {
      String id = destination.getKey();
      if (!DESTINATIONS.contains(id)) {
        yaml.problem(
            "there is no destination \"" + id + "\"",
            destination.getValue().line(),
            NearNames.suggestion(id, DESTINATIONS));
      } else if (yaml.flag("destinations." + id + ".caching.disabled", false)) {
        uncached.add(id);
      }
    }
    return uncached;
  }
}
