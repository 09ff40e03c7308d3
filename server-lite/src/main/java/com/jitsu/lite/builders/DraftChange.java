package com.jitsu.lite.builders;

import java.util.Locale;

/** What saving a draft did to its builder. */
public enum DraftChange {
  CREATED,
  UPDATED,
  UNCHANGED;

  /** As in the API: {@code created}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
