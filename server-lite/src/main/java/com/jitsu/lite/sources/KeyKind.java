package com.jitsu.lite.sources;

import java.util.Locale;

/** What a key is for. */
public enum KeyKind {
  /** Anybody can read it in a page: its events are a browser's, and not all believed. */
  PUBLIC,
  /** Only servers know it: its events are believed. */
  SECRET;

  /** As in JSON: {@code public}, {@code secret}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
