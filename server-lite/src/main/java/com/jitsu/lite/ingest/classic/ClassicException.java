package com.jitsu.lite.ingest.classic;

/** Ends a call with a status and the text that Jitsu Classic has for it. */
final class ClassicException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  ClassicException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
