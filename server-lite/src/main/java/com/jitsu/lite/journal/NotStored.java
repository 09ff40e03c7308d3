package com.jitsu.lite.journal;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.problem.ProblemException;
import java.util.concurrent.CompletionException;

/** Why {@link RocksJournal#append} failed, as far as it matters to who sends. */
public record NotStored(Reason reason, Throwable cause) {

  private static final String DISK_FULL = "JITSU-0607";

  public NotStored {
    requireNonNull(reason);
    requireNonNull(cause);
  }

  public enum Reason {
    /** Too many events wait for the disk. */
    QUEUE_FULL,
    /** Somebody must make room first. */
    DISK_FULL,
    /** What the server's log tells. */
    OTHER
  }

  /**
   * @param failure of the answer, or of a stage that depends on it
   */
  public static NotStored of(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof JournalFullException) {
      return new NotStored(Reason.QUEUE_FULL, cause);
    }
    boolean full =
        cause instanceof ProblemException problem
            && problem.problems().get(0).code().equals(DISK_FULL);
    return new NotStored(full ? Reason.DISK_FULL : Reason.OTHER, cause);
  }
}
