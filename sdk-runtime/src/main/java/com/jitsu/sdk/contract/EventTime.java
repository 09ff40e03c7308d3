package com.jitsu.sdk.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The time of an event: {@code 2026-03-01T10:00:00.000Z}. */
public final class EventTime {

  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final String SHAPE = "0000-00-00T00:00:00.000Z";

  private EventTime() {}

  /** Whole milliseconds, UTC. */
  public static String text(Instant time) {
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
    if (utc.getYear() < 0 || utc.getYear() > 9999) {
      return TEXT.format(time);
    }
    StringBuilder text = new StringBuilder(SHAPE);
    put(text, 0, 4, utc.getYear());
    put(text, 5, 2, utc.getMonthValue());
    put(text, 8, 2, utc.getDayOfMonth());
    put(text, 11, 2, utc.getHour());
    put(text, 14, 2, utc.getMinute());
    put(text, 17, 2, utc.getSecond());
    put(text, 20, 3, utc.getNano() / 1_000_000);
    return text.toString();
  }

  private static void put(StringBuilder text, int from, int digits, int number) {
    int left = number;
    for (int at = from + digits - 1; at >= from; at--) {
      text.setCharAt(at, (char) ('0' + left % 10));
      left /= 10;
    }
  }

  /**
   * Reads what clients send: ISO-8601 with an offset, without one (UTC), a date alone, or
   * milliseconds since 1970; empty for anything else.
   */
  public static Optional<Instant> read(JsonNode value) {
    try {
      if (value.isNumber()) {
        return Optional.of(Instant.ofEpochMilli(value.longValue()));
      }
      return value.isTextual() ? Optional.of(parse(value.asText().trim())) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** True for text that {@link #text} could have written. */
  static boolean isNormal(String text) {
    return text.length() == SHAPE.length() && readUsual(text).isPresent();
  }

  /**
   * What nearly every event has, {@code 2026-03-01T10:00:00.000Z} with or without the milliseconds:
   * ten times faster than by a format; empty for all other text.
   */
  public static Optional<Instant> readUsual(String text) {
    boolean millis = text.length() == SHAPE.length();
    if (!millis && text.length() != SHAPE.length() - 4) {
      return Optional.empty();
    }
    for (int i = 0; i < text.length(); i++) {
      char expected = i == text.length() - 1 ? 'Z' : SHAPE.charAt(i);
      char found = text.charAt(i);
      if (expected == '0' ? found < '0' || found > '9' : found != expected) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          LocalDateTime.of(
                  number(text, 0, 4),
                  number(text, 5, 2),
                  number(text, 8, 2),
                  number(text, 11, 2),
                  number(text, 14, 2),
                  number(text, 17, 2),
                  millis ? number(text, 20, 3) * 1_000_000 : 0)
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(String text, int from, int digits) {
    int number = 0;
    for (int at = from; at < from + digits; at++) {
      number = number * 10 + text.charAt(at) - '0';
    }
    return number;
  }

  private static Instant parse(String text) {
    Optional<Instant> usual = readUsual(text);
    if (usual.isPresent()) {
      return usual.get();
    }
    String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
    if (iso.length() == 10) {
      return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    boolean zoned =
        iso.endsWith("Z")
            || iso.endsWith("z")
            || iso.lastIndexOf('+') > 10
            || iso.lastIndexOf('-') > 10;
    return zoned
        ? OffsetDateTime.parse(iso.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2")).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }
}
