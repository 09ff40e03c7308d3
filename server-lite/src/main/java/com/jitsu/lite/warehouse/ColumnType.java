package com.jitsu.lite.warehouse;

import java.util.Locale;

/** What an event's value can be, CONTRACT G.2, and DuckDB's name for it. */
public enum ColumnType {
  BOOL("BOOLEAN"),
  INT64("BIGINT"),
  FLOAT64("DOUBLE"),
  STRING("VARCHAR"),
  TIMESTAMP("TIMESTAMP");

  private final String sql;

  ColumnType(String sql) {
    this.sql = sql;
  }

  /** As in {@code CREATE TABLE}. */
  public String sql() {
    return sql;
  }

  static ColumnType ofSql(String sql) {
    for (ColumnType type : values()) {
      if (type.sql.equals(sql.toUpperCase(Locale.ROOT))) {
        return type;
      }
    }
    throw new IllegalStateException("a column of events cannot be " + sql);
  }

  /** The type of a column that takes values of both; the wider number, else text. */
  ColumnType common(ColumnType other) {
    if (this == other) {
      return this;
    }
    boolean numbers = compareTo(FLOAT64) <= 0 && other.compareTo(FLOAT64) <= 0;
    return numbers ? (compareTo(other) > 0 ? this : other) : STRING;
  }
}
