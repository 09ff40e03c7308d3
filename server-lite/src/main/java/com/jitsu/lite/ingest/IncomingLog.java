package com.jitsu.lite.ingest;

/** Is told what arrived. Called on busy threads: must neither wait nor throw. */
public interface IncomingLog {

  /**
   * An event that is on disk.
   *
   * @param source of the key it came with, {@code browser} or {@code server}
   * @param event UTF-8 JSON, as it was stored
   */
  void incoming(String source, byte[] event);

  /** A body that is no JSON object, as it was sent. */
  void malformed(String source, byte[] body, String error);

  /** An event that is readable and was refused all the same. */
  default void rejected(String source, byte[] event, String error) {
    malformed(source, event, error);
  }
}
