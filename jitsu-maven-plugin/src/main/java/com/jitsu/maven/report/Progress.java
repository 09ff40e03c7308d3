package com.jitsu.maven.report;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far something long has come, as one line: {@code lifetime-value 2 build [#####-----]
 * 1,180/2,357 50 % 2,100/s 1 s left 3 failed}.
 *
 * @param subject what makes progress
 * @param left absent while nobody knows
 */
public record Progress(
    String subject,
    String phase,
    long done,
    long total,
    double ratePerSecond,
    @Nullable Duration left,
    long failed) {

  private static final int BAR = 24;
  private static final int SHORTEST_BAR = 4;

  public Progress {
    requireNonNull(subject);
    requireNonNull(phase);
  }

  /** With a bar, for a line that is drawn again and again; shorter than {@code columns}. */
  public String bar(int columns) {
    String head = subject + "  " + String.format(Locale.ROOT, "%-6s", phase) + " ";
    String facts = facts();
    int left = columns - 1 - head.length() - facts.length() - "[] ".length();
    int width = Math.min(BAR, left);
    if (width < SHORTEST_BAR) {
      String text = head + facts;
      return text.length() < columns ? text : text.substring(0, Math.max(0, columns - 2)) + "…";
    }
    int filled = (int) Math.round(width * share());
    return head + "[" + "#".repeat(filled) + "-".repeat(width - filled) + "] " + facts;
  }

  /** Without one, for a line that stays in a log. */
  public String line() {
    return subject + ": " + phase + " " + facts();
  }

  private String facts() {
    List<String> facts = new ArrayList<>();
    facts.add(String.format(Locale.ROOT, "%,d/%,d", done, total));
    facts.add(String.format(Locale.ROOT, "%d %%", (int) Math.floor(100 * share())));
    if (ratePerSecond > 0) {
      facts.add(String.format(Locale.ROOT, "%,.0f/s", ratePerSecond));
    }
    if (left != null && done < total) {
      facts.add(text(left) + " left");
    }
    if (failed > 0) {
      facts.add(String.format(Locale.ROOT, "%,d failed", failed));
    }
    return String.join("  ", facts);
  }

  private double share() {
    if (total <= 0) {
      return phase.equals("done") ? 1 : 0; // nothing to do is done at once
    }
    return Math.min(1, (double) done / total);
  }

  private static String text(Duration left) {
    if (left.compareTo(Duration.ofMinutes(1)) < 0) {
      return Math.max(1, left.toSeconds()) + " s";
    }
    return left.toMinutes() + " min " + left.toSecondsPart() + " s";
  }
}
