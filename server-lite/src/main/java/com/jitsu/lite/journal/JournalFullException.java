package com.jitsu.lite.journal;

/** Too many events wait for the disk: send them again a little later. */
public final class JournalFullException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  JournalFullException(int waiting, int limit) {
    super(waiting + " events wait for the disk, " + limit + " may");
  }
}
