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

  /**
   * What was refused.
   *
   * @param body as it was sent; a part of it when it is one event of a batch
   */
  void malformed(String source, byte[] body, String error);
}
