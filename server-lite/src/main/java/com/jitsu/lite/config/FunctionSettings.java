package com.jitsu.lite.config;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.engine.Limits;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What functions may use of this server and reach from it. Environment variables of Jitsu's own
 * functions server count where the file says nothing.
 *
 * <pre>
 * functions:
 *   time_limit_ms: 60000             # PB_UDF_TIMEOUT_MS, UDF_TIMEOUT_MS
 *   memory_mb: 512
 *   result_bytes: 10485760
 *   log: {lines: 1000, bytes: 1048576}
 *   fetch:
 *     calls: 100
 *     body_bytes: 10485760
 *     timeout_ms: 2000               # FETCH_TIMEOUT_MS
 *     forbid_local: false            # FETCH_FORBID_LOCAL
 *     allow: [sidecar, 10.0.0.5]     # FETCH_LOCAL_WHITELIST
 *   store: {value_bytes: 1048576}
 *   query:
 *     timeout_ms: 1000               # WAREHOUSE_TIMEOUT_MS
 *     rows: 10000
 * </pre>
 *
 * @param forbidLocal whether {@code fetch} refuses loopback, private and link-local addresses
 * @param allowed host names that it reaches all the same
 */
public record FunctionSettings(Limits limits, boolean forbidLocal, Set<String> allowed) {

  static final Set<String> KNOWN =
      Set.of(
          "functions.time_limit_ms",
          "functions.memory_mb",
          "functions.result_bytes",
          "functions.log.lines",
          "functions.log.bytes",
          "functions.fetch.calls",
          "functions.fetch.body_bytes",
          "functions.fetch.timeout_ms",
          "functions.fetch.forbid_local",
          "functions.fetch.allow",
          "functions.store.value_bytes",
          "functions.query.timeout_ms",
          "functions.query.rows");

  private static final int HOUR_MILLIS = 3_600_000;
  private static final int MOST_BYTES = 1_000_000_000;
  private static final int MOST_MEGABYTES = 1_000_000;
  private static final int MOST_COUNT = 10_000_000;
  private static final long MEGABYTE = 1024 * 1024;

  /** A name or an IPv4 address; or IPv6, which has two colons at least. No port, no pattern. */
  private static final Pattern HOST =
      Pattern.compile(
          "[\\p{L}\\p{N}._-]+|\\[?[0-9A-Fa-f]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?]?");

  public FunctionSettings {
    requireNonNull(limits);
    allowed = Set.copyOf(allowed);
  }

  static FunctionSettings read(YamlSettings yaml) {
    Limits standard = Limits.live();
    return new FunctionSettings(
        new Limits(
            millis(yaml, "time_limit_ms", standard.time(), "PB_UDF_TIMEOUT_MS", "UDF_TIMEOUT_MS"),
            MEGABYTE
                * number(yaml, "memory_mb", standard.memoryBytes() / MEGABYTE, 1, MOST_MEGABYTES),
            standard.statements(),
            number(yaml, "log.lines", standard.logLines(), 1, MOST_COUNT),
            number(yaml, "log.bytes", standard.logBytes(), 1, MOST_BYTES),
            number(yaml, "result_bytes", standard.resultBytes(), 1, MOST_BYTES),
            number(yaml, "fetch.calls", standard.fetches(), 0, MOST_COUNT),
            number(yaml, "fetch.body_bytes", standard.fetchBodyBytes(), 1, MOST_BYTES),
            millis(yaml, "fetch.timeout_ms", standard.fetchTime(), "FETCH_TIMEOUT_MS"),
            number(yaml, "store.value_bytes", standard.storeValueBytes(), 1, MOST_BYTES),
            millis(yaml, "query.timeout_ms", standard.queryTime(), "WAREHOUSE_TIMEOUT_MS"),
            number(yaml, "query.rows", standard.queryRows(), 1, MOST_COUNT)),
        yaml.flag("functions.fetch.forbid_local", false, "FETCH_FORBID_LOCAL"),
        hosts(yaml));
  }

  private static int number(
      YamlSettings yaml, String key, long standard, int least, int most, String... variables) {
    return yaml.integer("functions." + key, (int) standard, least, most, variables);
  }

  private static Duration millis(
      YamlSettings yaml, String key, Duration standard, String... variables) {
    return Duration.ofMillis(number(yaml, key, standard.toMillis(), 1, HOUR_MILLIS, variables));
  }

  private static Set<String> hosts(YamlSettings yaml) {
    String key = "functions.fetch.allow";
    List<String> texts = yaml.texts(key, "FETCH_LOCAL_WHITELIST");
    Set<String> hosts = new LinkedHashSet<>();
    for (String text : texts) {
      if (HOST.matcher(text).matches()) {
        hosts.add(text);
      } else {
        yaml.wrong(
            key,
            "holds \"" + text + "\", which is not a host name",
            "sidecar,10.0.0.5",
            "FETCH_LOCAL_WHITELIST");
      }
    }
    return hosts;
  }
}
