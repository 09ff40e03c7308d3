package com.jitsu.lite.cache;

/** Ends it when closed, idempotently. */
public interface Following extends AutoCloseable {

  /**
   * Does something between two records.
   *
   * @return the place up to which every record was told before and can be read; later ones will be
   *     told afterwards
   */
  long pause(Runnable meanwhile);

  @Override
  void close();
}
