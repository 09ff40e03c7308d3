package com.jitsu.maven.report;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows progress where it is looked at: one line that is redrawn on a terminal, a plain line now
 * and then anywhere else. For one thread.
 */
public interface ProgressView extends AutoCloseable {

  /** Shows the newest state; call it as often as you like. */
  void show(Progress progress);

  /** Ends a redrawn line so that what is printed next starts on its own. */
  @Override
  void close();

  /** Draws over the same line again and again; a line that wrapped could not be drawn over. */
  static ProgressView terminal(PrintStream out, int columns) {
    return new Terminal(out, columns);
  }

  /** One line when a subject or phase begins, then one every five seconds, by {@code clock}. */
  static ProgressView lines(Consumer<String> log, Clock clock) {
    return new Lines(log, clock);
  }

  /** See {@link #terminal}. */
  final class Terminal implements ProgressView {

    private final PrintStream out;
    private final int columns;
    private int width;

    private Terminal(PrintStream out, int columns) {
      this.out = out;
      this.columns = columns;
    }

    @Override
    public void show(Progress progress) {
      String text = progress.bar(columns);
      out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
      out.flush();
      width = text.length();
    }

    @Override
    public void close() {
      if (width > 0) {
        out.println();
        out.flush();
        width = 0;
      }
    }
  }

  /** See {@link #lines}. */
  final class Lines implements ProgressView {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Consumer<String> log;
    private final Clock clock;
    private @Nullable Instant shown;
    private String stage = "";

    private Lines(Consumer<String> log, Clock clock) {
      this.log = log;
      this.clock = clock;
    }

    @Override
    public void show(Progress progress) {
      Instant now = clock.instant();
      String current = progress.subject() + " " + progress.phase();
      if (shown != null && current.equals(stage) && now.isBefore(shown.plus(PAUSE))) {
        return;
      }
      log.accept(progress.line());
      shown = now;
      stage = current;
    }

    @Override
    public void close() {}
  }
}
