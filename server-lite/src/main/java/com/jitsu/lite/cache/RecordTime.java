package com.jitsu.lite.cache;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Microseconds since 1970, and their text: {@code 2026-11-22T10:00:00.000001Z}. */
final class RecordTime {

  private static final DateTimeFormatter SIX_DIGITS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private RecordTime() {}

  static long of(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  static String text(long micros) {
    return SIX_DIGITS.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  /**
   * Of any ISO time with a zone; a fraction finer than microseconds is cut.
   *
   * @throws DateTimeException if it is none
   */
  static long parse(String text) {
    return of(OffsetDateTime.parse(text).toInstant());
  }
}
