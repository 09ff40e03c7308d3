package com.jitsu.lite.cache;

/** Which lists of an id take a record. */
enum Admission {
  NOWHERE(false, false),
  ALL(true, false),
  ERRORS(false, true),
  BOTH(true, true);

  private final boolean toAll;
  private final boolean toErrors;

  Admission(boolean toAll, boolean toErrors) {
    this.toAll = toAll;
    this.toErrors = toErrors;
  }

  boolean toAll() {
    return toAll;
  }

  boolean toErrors() {
    return toErrors;
  }
}
