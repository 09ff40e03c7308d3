package com.jitsu.lite.ingest.classic;

/** A body that cannot be read as events; the text goes into the cache and into the answer. */
final class BodyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BodyException(String message) {
    super(message, null, false, false);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
