package com.jitsu.sdk.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the store keeps a value.
 *
 * @param seconds at least 0; {@link #FOREVER} for what never expires
 */
public record TimeToLive(long seconds) {

  /** As {@code store.ttl} tells it. */
  public static final long FOREVER = -1;

  private static final long DEFAULT_SECONDS = 31L * 24 * 60 * 60;
  private static final long MOST_SECONDS = Integer.MAX_VALUE;

  /**
   * A number and a unit in any of its usual spellings; no unit means milliseconds there, as in
   * Jitsu.
   */
  private static final Pattern DURATION =
      Pattern.compile("(\\d+(?:\\.\\d+)?|\\.\\d+)\\s*([a-z]*)", Pattern.CASE_INSENSITIVE);

  private static final Map<String, Double> UNITS =
      Map.ofEntries(
          Map.entry("s", 1.0),
          Map.entry("sec", 1.0),
          Map.entry("second", 1.0),
          Map.entry("m", 60.0),
          Map.entry("min", 60.0),
          Map.entry("minute", 60.0),
          Map.entry("h", 3_600.0),
          Map.entry("hr", 3_600.0),
          Map.entry("hour", 3_600.0),
          Map.entry("d", 86_400.0),
          Map.entry("day", 86_400.0),
          Map.entry("w", 604_800.0),
          Map.entry("week", 604_800.0),
          Map.entry("y", 31_557_600.0),
          Map.entry("yr", 31_557_600.0),
          Map.entry("year", 31_557_600.0),
          Map.entry("ms", 0.001),
          Map.entry("msec", 0.001),
          Map.entry("millisecond", 0.001));

  public TimeToLive {
    if (seconds != FOREVER && (seconds < 0 || seconds > MOST_SECONDS)) {
      throw new IllegalArgumentException("not a time to live: " + seconds + " s");
    }
  }

  /** 31 days: what {@code set(key, value)} means. */
  public static TimeToLive standard() {
    return new TimeToLive(DEFAULT_SECONDS);
  }

  public static TimeToLive forever() {
    return new TimeToLive(FOREVER);
  }

  /**
   * Reads the third argument of {@code set}: seconds (fractions rounded up), {@code "7d"}, {@code
   * "12 hours"}, {@code "inf"} or {@code -1} for ever, any of these as {@code {ttl: …}}. What
   * cannot be read means {@link #standard}; too long is cut to 2,147,483,647 seconds.
   */
  public static TimeToLive read(JsonNode option) {
    if (option.isObject()) {
      return read(option.path("ttl"));
    }
    if (option.isNumber()) {
      return ofSeconds(option.decimalValue().setScale(0, RoundingMode.CEILING).doubleValue());
    }
    return option.isTextual() ? read(option.asText().strip()) : standard();
  }

  public boolean isForever() {
    return seconds == FOREVER;
  }

  private static TimeToLive read(String text) {
    if (text.equalsIgnoreCase("inf") || text.equals("-1")) {
      return forever();
    }
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return standard();
    }
    String unit = matcher.group(2).toLowerCase(Locale.ROOT);
    String singular =
        unit.length() > 2 && unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
    Double factor = unit.isEmpty() ? Double.valueOf(0.001) : UNITS.get(singular);
    return factor == null
        ? standard()
        : ofSeconds(Math.ceil(Double.parseDouble(matcher.group(1)) * factor));
  }

  private static TimeToLive ofSeconds(double seconds) {
    if (seconds == FOREVER) {
      return forever();
    }
    return seconds < 0 ? standard() : new TimeToLive((long) Math.min(seconds, MOST_SECONDS));
  }
}
