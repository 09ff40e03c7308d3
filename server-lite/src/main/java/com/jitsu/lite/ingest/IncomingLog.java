package com.jitsu.lite.ingest;

import com.jitsu.lite.sources.Source;

/** Is told what arrived. Called on busy threads: must neither wait nor throw. */
public interface IncomingLog {

  /**
   * An event that is on disk.
   *
   * @param event UTF-8 JSON, as it was stored
   */
  void incoming(Source source, byte[] event);

  /** A body that is no JSON object, as it was sent. */
  void malformed(Source source, byte[] body, String error);

  /** An event that is readable and was refused all the same. */
  void rejected(Source source, byte[] event, String error);

  /** An event that goes nowhere, and why. */
  void skipped(Source source, byte[] event, String reason);
}
