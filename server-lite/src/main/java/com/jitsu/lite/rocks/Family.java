package com.jitsu.lite.rocks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;

/** The tables of the store; a batch may write to all of them at once. */
public enum Family {
  /** Accepted events by position. */
  JOURNAL,
  /** Which messages were accepted lately. */
  SEEN,
  /** Events by builder, profile and position. */
  HISTORY,
  /** Known profiles by builder. */
  PROFILES,
  /** Profiles whose row is older than their history. */
  DIRTY,
  /** How far each consumer of the journal is. */
  CURSORS,
  /** Rebuilds that are not finished, by builder. */
  REBUILDS,
  /** Profiles whose function failed, by builder and publication, with the error. */
  FAILED;

  byte[] columnName() {
    return name().toLowerCase(Locale.ROOT).getBytes(US_ASCII);
  }
}
