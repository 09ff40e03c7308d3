package com.jitsu.lite.builders;

import java.util.Locale;

/** How the rows of a new version take the place of the old ones. */
public enum Swap {
  /** All at once, at the end; until then the old version is kept current and shows. */
  STAGED,
  /** One by one, as they come; rows that the new version does not have go at the end. */
  INPLACE;

  /** Of a {@link #text}. */
  public static Swap of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** As in the API: {@code staged}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
