package com.jitsu.quickstart;

import java.io.PrintStream;
import java.util.Locale;

/** Progress: one line drawn again and again on a terminal, a line every tenth elsewhere. */
final class Bar {

  private static final int WIDTH = 30;

  private final PrintStream out;
  private final boolean terminal;
  private final String what;
  private final long total;
  private long tenths = -1;

  Bar(PrintStream out, boolean terminal, String what, long total) {
    this.out = out;
    this.terminal = terminal;
    this.what = what;
    this.total = total;
  }

  void show(long done) {
    double share = total == 0 ? 1 : Math.min(1, (double) done / total);
    String figures = String.format(Locale.ROOT, "%,d/%,d", done, total);
    if (terminal) {
      int filled = (int) (WIDTH * share);
      out.printf(
          Locale.ROOT,
          "\r  %-18s [%s%s] %s %3d %%",
          what,
          "#".repeat(filled),
          "-".repeat(WIDTH - filled),
          figures,
          (int) (100 * share));
      out.flush();
    } else if ((long) (10 * share) > tenths) {
      tenths = (long) (10 * share);
      out.println("  " + what + ": " + figures);
    }
  }

  void end() {
    if (terminal) {
      out.println();
    }
  }
}
