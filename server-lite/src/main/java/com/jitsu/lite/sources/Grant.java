package com.jitsu.lite.sources;

import static java.util.Objects.requireNonNull;

/** What a key opens: events of this source, as a browser or as a server sends them. */
public record Grant(Source source, KeyKind kind) {

  public Grant {
    requireNonNull(source);
    requireNonNull(kind);
  }

  public boolean isBrowser() {
    return kind == KeyKind.PUBLIC;
  }
}
