package com.jitsu.lite.cache;

/** The two halves of the cache. */
public enum Namespace {
  /** Events as they came in, by the id of their key. */
  TOKEN("token"),
  /** What became of them, by destination. */
  DESTINATION("destination");

  private final String text;

  Namespace(String text) {
    this.text = text;
  }

  /** As it is written in requests and in Redis. */
  public String text() {
    return text;
  }
}
