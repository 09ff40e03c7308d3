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
    return TEXT.format(time);
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
    if (text.length() != SHAPE.length()) {
      return false;
    }
    for (int i = 0; i < SHAPE.length(); i++) {
      char expected = SHAPE.charAt(i);
      char found = text.charAt(i);
      if (expected == '0' ? found < '0' || found > '9' : found != expected) {
        return false;
      }
    }
    try {
      Instant.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static Instant parse(String text) {
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
