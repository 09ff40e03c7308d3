package com.jitsu.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void aBarShowsPhaseShareRateTimeLeftAndFailures() {
    assertThat(progress("build", 1180, 2357, 3).bar(120))
        .isEqualTo(
            "ltv 2  build  [############------------] 1,180/2,357  50 %  2,100/s  65 s left  3 failed"
                .replace("65 s", "1 min 5 s"));
    assertThat(progress("done", 2357, 2357, 0).bar(120))
        .isEqualTo("ltv 2  done   [########################] 2,357/2,357  100 %  2,100/s");
  }

  @Test
  void aBarFitsItsTerminal() {
    Progress long80 =
        new Progress("lifetime-value 2", "build", 1180, 2357, 2100.4, Duration.ofSeconds(65), 3);
    assertThat(long80.bar(80)).hasSizeLessThan(80).contains("1 min 5 s left").contains("3 failed");
    assertThat(progress("build", 1180, 2357, 3).bar(80))
        .hasSizeLessThan(80)
        .contains("[#####-----]");
    assertThat(long80.bar(40)).hasSizeLessThan(40).startsWith("lifetime-value 2").endsWith("…");
  }

  @Test
  void almostDoneIsNotDone() {
    assertThat(progress("build", 2356, 2357, 0).line()).contains("99 %");
  }

  @Test
  void nothingToDoIsShownWithoutDividingByIt() {
    assertThat(new Progress("ltv 1", "replay", 0, 0, 0, null, 0).line())
        .isEqualTo("ltv 1: replay 0/0  0 %");
  }

  @Test
  void aTerminalLineIsRedrawnWithoutRestsOfALongerOne() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ProgressView view =
        ProgressView.terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), 80)) {
      view.show(progress("build", 1180, 2357, 3));
      view.show(progress("done", 2357, 2357, 0));
    }
    String[] drawn = bytes.toString(StandardCharsets.UTF_8).split("\r", -1);
    assertThat(drawn[2].stripTrailing()).endsWith("2,100/s");
    assertThat(drawn[2].replace(System.lineSeparator(), "")).hasSameSizeAs(drawn[1]);
    assertThat(bytes.toString(StandardCharsets.UTF_8)).endsWith(System.lineSeparator());
  }

  @Test
  void aPipeGetsALineForEachPhaseAndThenOneEveryFiveSeconds() {
    MovableClock clock = new MovableClock();
    List<String> lines = new ArrayList<>();
    try (ProgressView view = ProgressView.lines(lines::add, clock)) {
      view.show(progress("replay", 1, 10, 0));
      view.show(progress("build", 1, 10, 0));
      view.show(progress("build", 2, 10, 0));
      clock.now = clock.now.plusSeconds(5);
      view.show(progress("build", 3, 10, 0));
      view.show(progress("done", 10, 10, 0));
    }
    assertThat(lines)
        .extracting(line -> line.replaceAll("  .*", ""))
        .containsExactly(
            "ltv 2: replay 1/10", "ltv 2: build 1/10", "ltv 2: build 3/10", "ltv 2: done 10/10");
  }

  private static Progress progress(String phase, long done, long total, long failed) {
    return new Progress("ltv 2", phase, done, total, 2100.4, Duration.ofSeconds(65), failed);
  }

  private static final class MovableClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
