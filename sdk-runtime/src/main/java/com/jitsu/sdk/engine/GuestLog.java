package com.jitsu.sdk.engine;

import com.jitsu.sdk.contract.LogLine;
import java.util.ArrayList;
import java.util.List;

/** Collects what one run logs, and stops collecting before it hurts. */
final class GuestLog {

  private static final int MAX_LINES = 1_000;
  private static final int MAX_CHARACTERS = 10_000;

  private final List<LogLine> lines = new ArrayList<>();
  private long dropped;

  void add(LogLine.Level level, String message) {
    if (lines.size() == MAX_LINES) {
      dropped++;
      return;
    }
    boolean fits = message.length() <= MAX_CHARACTERS;
    lines.add(new LogLine(level, fits ? message : message.substring(0, MAX_CHARACTERS) + "…"));
  }

  /** Takes the lines and begins anew. */
  List<LogLine> take() {
    List<LogLine> taken = new ArrayList<>(lines);
    if (dropped > 0) {
      taken.add(
          new LogLine(
              LogLine.Level.WARN,
              dropped + " more lines were dropped: a run may log " + MAX_LINES + " lines"));
    }
    lines.clear();
    dropped = 0;
    return taken;
  }
}
