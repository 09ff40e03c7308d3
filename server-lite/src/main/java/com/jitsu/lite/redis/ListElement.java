package com.jitsu.lite.redis;

import static java.util.Objects.requireNonNull;

/** A value on its way into a list. */
public record ListElement(String key, String value) {

  public ListElement {
    requireNonNull(key);
    requireNonNull(value);
  }
}
