package com.jitsu.sdk.engine;

import com.jitsu.sdk.contract.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Collects what one run logs, and stops collecting before it hurts. */
final class GuestLog {

  private static final int MAX_CHARACTERS = 10_000;

  private final int maxLines;
  private final long maxBytes;
  private final List<LogLine> lines = new ArrayList<>();
  private long bytes;
  private long dropped;

  GuestLog(Limits limits) {
    this.maxLines = limits.logLines();
    this.maxBytes = limits.logBytes();
  }

  void add(LogLine.Level level, String message) {
    boolean fits = message.length() <= MAX_CHARACTERS;
    String text = fits ? message : message.substring(0, MAX_CHARACTERS) + "…";
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    if (dropped > 0 || lines.size() == maxLines || bytes + size > maxBytes) {
      dropped++;
      return;
    }
    bytes += size;
    lines.add(new LogLine(level, text));
  }

  /** Takes the lines and begins anew. */
  List<LogLine> take() {
    List<LogLine> taken = new ArrayList<>(lines);
    if (dropped > 0) {
      taken.add(
          new LogLine(
              LogLine.Level.WARN,
              dropped
                  + " more lines were dropped: a run may log "
                  + maxLines
                  + " lines and "
                  + maxBytes
                  + " bytes"));
    }
    lines.clear();
    bytes = 0;
    dropped = 0;
    return taken;
  }
}
