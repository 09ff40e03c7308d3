package com.jitsu.lite.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/**
 * Values of DuckDB as JSON: numbers keep their digits, times are ISO 8601 in UTC, binary is Base64,
 * what JSON has no number for (NaN, infinity) is text.
 */
final class SqlValues {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SqlValues() {}

  /**
   * Fills in what each {@code ?} stands for; a fraction is a double, as in JavaScript.
   *
   * @throws SQLException also when there are more or fewer than the statement has
   */
  static void bind(PreparedStatement statement, List<JsonNode> values) throws SQLException {
    int wanted = statement.getParameterMetaData().getParameterCount();
    if (wanted != values.size()) {
      throw new SQLException(
          "the statement has " + wanted + " parameters, but " + values.size() + " were given");
    }
    for (int i = 0; i < wanted; i++) {
      bind(statement, i + 1, values.get(i));
    }
  }

  private static void bind(PreparedStatement statement, int at, JsonNode value)
      throws SQLException {
    if (value.isNull()) {
      statement.setObject(at, null);
    } else if (value.isTextual()) {
      statement.setString(at, value.textValue());
    } else if (value.isBoolean()) {
      statement.setBoolean(at, value.booleanValue());
    } else if (value.isIntegralNumber() && value.canConvertToLong()) {
      statement.setLong(at, value.longValue());
    } else if (value.isNumber()) {
      statement.setDouble(at, value.doubleValue());
    } else {
      throw new SQLException(
          "parameter " + at + " must be a text, a number, a truth value or null");
    }
  }

  static JsonNode json(@Nullable Object value) throws SQLException {
    if (value == null) {
      return NODES.nullNode();
    } else if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    } else if (value instanceof Number number) {
      return json(number);
    } else if (value instanceof org.duckdb.JsonNode json) {
      return Json.parse(json.toString());
    } else if (value instanceof Timestamp time) {
      return json(time.toLocalDateTime());
    } else if (value instanceof LocalDateTime time) {
      return NODES.textNode(time.toInstant(ZoneOffset.UTC).toString());
    } else if (value instanceof OffsetDateTime time) {
      return NODES.textNode(time.toInstant().toString());
    } else if (value instanceof Blob blob) {
      byte[] bytes = blob.getBytes(1, (int) blob.length());
      return NODES.textNode(Base64.getEncoder().encodeToString(bytes));
    } else if (value instanceof Array array) {
      ArrayNode list = NODES.arrayNode();
      for (Object element : (Object[]) array.getArray()) {
        list.add(json(element));
      }
      return list;
    } else if (value instanceof DuckDBStruct struct) {
      return object(struct.getMap());
    } else if (value instanceof Map<?, ?> map) {
      return object(map);
    }
    return NODES.textNode(value.toString());
  }

  private static JsonNode json(Number number) {
    if (number instanceof BigDecimal decimal) {
      return NODES.numberNode(decimal);
    } else if (number instanceof BigInteger integer) {
      return NODES.numberNode(integer);
    } else if (number instanceof Float || number instanceof Double) {
      // The shortest text that reads back as the same number; through a double a float grows
      // digits.
      return Double.isFinite(number.doubleValue())
          ? NODES.numberNode(new BigDecimal(number.toString()))
          : NODES.textNode(number.toString());
    }
    return NODES.numberNode(number.longValue());
  }

  private static ObjectNode object(Map<?, ?> map) throws SQLException {
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      object.set(String.valueOf(entry.getKey()), json(entry.getValue()));
    }
    return object;
  }
}
