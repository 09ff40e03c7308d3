package com.jitsu.lite.loader;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the columns of paths are called, CONTRACT G.1; remembers those that it was asked for,
 * because events have the same ones again and again. For one thread.
 */
final class ColumnNames {

  private static final int LONGEST_NAME = 200;

  /** Keys can be data; those that come late are worked out each time. */
  private static final int MOST_REMEMBERED = 20_000;

  private static final int LONGEST_REMEMBERED = 500;

  private final Name root = new Name("", "", "");
  private int remembered;

  /** The names of an event's own keys are below it. */
  Name root() {
    return root;
  }

  /** A key somewhere in an event. */
  final class Name {

    private final String column;
    private final String path;
    private final boolean control;
    private final Map<String, Name> below = new HashMap<>();

    private Name(String column, String path, String key) {
      this.column = column;
      this.path = path;
      this.control = key.startsWith("JITSU_") || key.startsWith("__sql_type");
    }

    /** {@code context_page_url}, of a column's length at most. */
    String column() {
      return column.length() <= LONGEST_NAME
          ? column
          // Cut so that two long names stay two.
          : column.substring(0, LONGEST_NAME - 9) + "_%08x".formatted(column.hashCode());
    }

    /** {@code context.page.url}, as it was sent. */
    String path() {
      return path;
    }

    /** Whether it steers the server, so that it is no column. */
    boolean isControl() {
      return control;
    }

    Name of(String key) {
      Name known = below.get(key);
      if (known != null) {
        return known;
      }
      Name name =
          this == root
              ? new Name(plain(key), key, key)
              : new Name(column + "_" + plain(key), path + "." + key, key);
      if (remembered < MOST_REMEMBERED && name.path.length() <= LONGEST_REMEMBERED) {
        remembered++;
        below.put(key, name);
      }
      return name;
    }
  }

  private static String plain(String key) {
    if (key.isEmpty()) {
      return "_unnamed";
    }
    StringBuilder plain = new StringBuilder(key.length());
    key.toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(
            point -> {
              boolean kept = (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9');
              plain.append(kept ? (char) point : '_');
            });
    return plain.toString();
  }
}
