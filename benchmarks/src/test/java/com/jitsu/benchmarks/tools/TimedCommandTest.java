package com.jitsu.benchmarks.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.benchmarks.BenchmarkException;
import com.jitsu.benchmarks.tools.TimedCommand.Took;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimedCommandTest {

  @TempDir Path folder;

  @Test
  void tellsWhatACommandPrintedAndTook() throws IOException, InterruptedException {
    Took took = command("echo $GREETING; sleep 0.5; echo oops >&2").with("GREETING", "hi").run();

    assertThat(took.output()).startsWith("hi\noops\n");
    assertThat(took.seconds()).isGreaterThan(0.4);
    assertThat(took.busy()).isNotNegative();
  }

  @Test
  void readsHowLongTheProcessorsWereBusyFromTheLastLine() {
    assertThat(TimedCommand.busy("busy 7.000 7.000\nTests run: 3\n\nbusy 1.250 0.500\n"))
        .isEqualTo(1.75);
    assertThat(TimedCommand.busy("Tests run: 3\n")).isZero();
  }

  @Test
  void remembersTheMostMemory() {
    ProcessMemory memory = new ProcessMemory(ProcessHandle.current());
    memory.look();

    double alone = memory.peakMegabytes();
    assertThat(alone).isGreaterThan(System.getProperty("os.name").equals("Linux") ? 10 : -1);
    memory.look();
    assertThat(memory.peakMegabytes()).isGreaterThanOrEqualTo(alone);
  }

  @Test
  void aCommandThatFailsSaysWhereItsOutputIs() {
    assertThatThrownBy(command("echo no; exit 3")::run)
        .isInstanceOf(BenchmarkException.class)
        .hasMessage("a command failed: sh -c echo no; exit 3")
        .extracting(e -> ((BenchmarkException) e).remedy())
        .isEqualTo("its output is in " + folder.resolve("log"));
  }

  private TimedCommand command(String script) {
    return new TimedCommand(folder, folder.resolve("log"), List.of("sh", "-c", script));
  }
}
