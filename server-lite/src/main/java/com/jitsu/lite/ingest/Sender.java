package com.jitsu.lite.ingest;

/** Whose events they are, by the key. What a browser says of itself is not all believed. */
enum Sender {
  BROWSER("browser"),
  SERVER("server");

  private final String source;

  Sender(String source) {
    this.source = source;
  }

  /** The id of the key, never the key. */
  String source() {
    return source;
  }
}
