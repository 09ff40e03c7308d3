package com.jitsu.lite.warehouse;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of tables in SQL; case does not count, so that they are kept in lower case. */
final class TableName {

  private static final Set<String> RESERVED = Set.of("events");
  private static final List<String> RESERVED_STARTS =
      List.of("jitsu_", "duckdb_", "sqlite_", "pg_");

  private TableName() {}

  /** The name as it is kept; ProblemException JITSU-0703 for one that profiles may not have. */
  static String ofProfiles(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,62}")
        || RESERVED.contains(lower)
        || RESERVED_STARTS.stream().anyMatch(lower::startsWith)) {
      throw new ProblemException(
          new Problem(
              "JITSU-0703",
              "a table of profiles cannot be named \"" + shown(name) + "\"",
              "tableName",
              "begin with a letter, use letters, digits and _ only, at most 63 of them; \"events\""
                  + " and names that begin with jitsu_, duckdb_, sqlite_ or pg_ are taken"));
    }
    return lower;
  }

  /** As an identifier in SQL, whatever characters it has. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String shown(String name) {
    String printable = name.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= 80 ? printable : printable.substring(0, 80) + "…";
  }
}
