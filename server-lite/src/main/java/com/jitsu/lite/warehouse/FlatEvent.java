package com.jitsu.lite.warehouse;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event as a row: {@code {"type": STRING "track", "properties_total": FLOAT64 40.5}}.
 *
 * @param position in the journal
 * @param fields in the order of the event; names in lower case, {@code [a-z0-9_]} only
 */
public record FlatEvent(long position, Map<String, FieldValue> fields) {

  public FlatEvent {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
