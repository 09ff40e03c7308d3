package com.jitsu.lite.rocks;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Says in the user's words what RocksDB or the file system refused. */
final class RocksProblems {

  private static final String FULL = "JITSU-0607";
  private static final String MAKE_ROOM =
      "make room on this disk; a server that runs goes on by itself then";

  private final Path folder;

  RocksProblems(Path folder) {
    this.folder = folder;
  }

  ProblemException of(RocksDBException cause) {
    Status status = cause.getStatus();
    String message = String.valueOf(cause.getMessage());
    if ((status != null && status.getSubCode() == Status.SubCode.NoSpace)
        || contains(message, "No space left", "NoSpace", "Disk quota exceeded")) {
      return problem(
          FULL, "the disk is full; nothing that was acknowledged is lost", MAKE_ROOM, cause);
    }
    if (contains(message, "Permission denied", "Read-only file system", "not permitted")) {
      return notWritable(cause);
    }
    if (contains(message, "lock hold by current process", "While lock file")) {
      return inUse(cause);
    }
    if ((status != null && status.getCode() == Status.Code.Corruption)
        || contains(message, "Corruption", "No such file", "does not exist", "missing files")) {
      return problem(
          "JITSU-0605",
          "the store is damaged: " + message,
          "put the folder of your backup in its place, or start with another --data folder",
          cause);
    }
    return problem(
        "JITSU-0608",
        "the store refuses to work: " + message,
        "look for the same words in " + folder.resolve("LOG") + ", and at the disk itself",
        cause);
  }

  /** Before it is quite full. */
  ProblemException noRoom(long freeBytes, long neededBytes) {
    return problem(
        FULL,
        "the disk is full: "
            + megabytes(freeBytes)
            + " MB are free, and the last "
            + megabytes(neededBytes)
            + " MB are left for what is acknowledged already",
        MAKE_ROOM,
        null);
  }

  ProblemException notUsable(IOException cause) {
    return notWritable(cause);
  }

  private ProblemException inUse(Throwable cause) {
    return problem(
        "JITSU-0601",
        "this data folder is in use by another running server",
        "stop that server, or start this one with a folder of its own: --data <folder>",
        cause);
  }

  private ProblemException notWritable(Throwable cause) {
    return problem(
        "JITSU-0606",
        "the data folder cannot be written (" + cause.getMessage() + ")",
        "give this user the right to write there, or choose another folder: --data <folder>",
        cause);
  }

  private ProblemException problem(
      String code, String what, String remedy, @Nullable Throwable cause) {
    Problem problem = new Problem(code, what, folder.toString(), remedy);
    return cause == null ? new ProblemException(problem) : new ProblemException(problem, cause);
  }

  private static long megabytes(long bytes) {
    return bytes >> 20;
  }

  private static boolean contains(@Nullable String message, String... parts) {
    for (String part : parts) {
      if (message != null && message.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
