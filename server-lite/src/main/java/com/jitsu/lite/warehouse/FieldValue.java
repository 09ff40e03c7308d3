package com.jitsu.lite.warehouse;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.jitsu.sdk.contract.EventTime;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * A value and its type: Boolean, Long, BigDecimal, String or Instant. From JSON with the rules of
 * CONTRACT G.2.
 */
public record FieldValue(ColumnType type, Object value) {

  /** {@code 2026-01-02T03:04:05}, a fraction or not, a zone in three ways or none, which is UTC. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .parseStrict()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT);

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int LARGEST_SCALE = 1_500;
  private static final int SHORTEST_TIME = 19;
  private static final int LONGEST_TIME = 35;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  public FieldValue {
    requireNonNull(type);
    requireNonNull(value);
  }

  /** The value of a JSON scalar; arrays and objects become their text. */
  public static FieldValue of(JsonNode json) {
    if (json.isBoolean()) {
      return new FieldValue(ColumnType.BOOL, json.booleanValue());
    }
    if (json.isNumber()) {
      return json.isIntegralNumber() ? ofInteger(json) : ofDecimal(json.decimalValue());
    }
    return json.isTextual() ? ofText(json.textValue()) : text(json.toString());
  }

  private static FieldValue ofInteger(JsonNode json) {
    if (json.canConvertToLong()) {
      return new FieldValue(ColumnType.INT64, json.longValue());
    }
    BigInteger integer = json.bigIntegerValue();
    double nearest = integer.doubleValue();
    return Double.isFinite(nearest) && new BigDecimal(nearest).toBigIntegerExact().equals(integer)
        ? new FieldValue(ColumnType.FLOAT64, new BigDecimal(integer))
        : text(integer.toString());
  }

  /**
   * What a double cannot hold is text; its exponent may be a billion, so it is never written out.
   */
  private static FieldValue ofDecimal(BigDecimal decimal) {
    return Math.abs((long) decimal.scale()) < LARGEST_SCALE
            && Double.isFinite(decimal.doubleValue())
        ? new FieldValue(ColumnType.FLOAT64, decimal)
        : text(decimal.toString());
  }

  private static FieldValue ofText(String text) {
    if (text.length() < SHORTEST_TIME
        || text.length() > LONGEST_TIME
        || text.charAt(0) < '0'
        || text.charAt(0) > '9') {
      return text(text);
    }
    Optional<Instant> usual = EventTime.readUsual(text);
    if (usual.isPresent()) {
      return new FieldValue(ColumnType.TIMESTAMP, usual.get());
    }
    try {
      Instant time = OffsetDateTime.parse(text, TIME).toInstant().truncatedTo(ChronoUnit.MICROS);
      return new FieldValue(ColumnType.TIMESTAMP, time);
    } catch (DateTimeParseException e) {
      return text(text);
    }
  }

  private static FieldValue text(String text) {
    return new FieldValue(ColumnType.STRING, text);
  }

  /** The same in a column of another type, if there is a rule for it. */
  Optional<FieldValue> as(ColumnType target) {
    if (type == target) {
      return Optional.of(this);
    }
    if (target == ColumnType.STRING) {
      return Optional.of(text(plain()));
    }
    if (type == ColumnType.BOOL && target == ColumnType.INT64) {
      return Optional.of(new FieldValue(target, value.equals(true) ? 1L : 0L));
    }
    if (type == ColumnType.BOOL && target == ColumnType.FLOAT64) {
      return Optional.of(
          new FieldValue(target, value.equals(true) ? BigDecimal.ONE : BigDecimal.ZERO));
    }
    if (type == ColumnType.INT64 && target == ColumnType.FLOAT64) {
      return Optional.of(new FieldValue(target, BigDecimal.valueOf((Long) value)));
    }
    return Optional.empty();
  }

  private String plain() {
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return value instanceof Instant time ? MICROS.format(time) : value.toString();
  }

  /** For the success record: a JSON number with its digits, a time as ISO with microseconds. */
  JsonNode json() {
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    } else if (value instanceof Long integer) {
      return NODES.numberNode(integer);
    } else if (value instanceof BigDecimal decimal) {
      return NODES.numberNode(decimal);
    }
    return NODES.textNode(plain());
  }
}
