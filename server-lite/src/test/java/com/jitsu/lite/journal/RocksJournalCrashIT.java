package com.jitsu.lite.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.rocks.RocksStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksJournalCrashIT {

  @TempDir Path folder;

  @Test
  void everyAcknowledgedEventSurvivesKillingTheProcessAndOrderIsKept() throws Exception {
    List<String> acknowledged = new ArrayList<>();
    for (String life : List.of("first", "second", "third")) {
      acknowledged.addAll(appendAndKill(life));

      List<String> stored = stored();
      assertThat(stored).doesNotHaveDuplicates().containsAll(acknowledged);
      for (String sender : List.of("first-0", "second-1", life + "-2", life + "-3")) {
        assertThat(stored)
            .filteredOn(messageId -> messageId.startsWith(sender + "-"))
            .extracting(messageId -> Integer.valueOf(messageId.substring(sender.length() + 1)))
            .isSorted();
      }
    }
  }

  private List<String> appendAndKill(String life) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProcess.class.getName(),
                folder.toString(),
                life)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader output = process.inputReader(UTF_8)) {
      String line = output.readLine();
      while (line != null) {
        acknowledged.add(line);
        if (acknowledged.size() == 400) {
          // Not process.destroyForcibly(), which closes the pipe with what is still in it.
          process.toHandle().destroyForcibly();
        }
        line = output.readLine();
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(400);
    // The last line may have been cut by the kill.
    return acknowledged.subList(0, acknowledged.size() - 1);
  }

  private List<String> stored() {
    try (RocksStore store = RocksStore.open(folder);
        RocksJournal journal = new RocksJournal(store, Clock.systemUTC(), 10)) {
      journal.start();
      List<String> stored = new ArrayList<>();
      long expected = 1;
      for (JournalEntry entry : journal.read(1, Integer.MAX_VALUE)) {
        assertThat(entry.position()).isEqualTo(expected++);
        stored.add(new String(entry.json(), UTF_8).replaceFirst(" .*", ""));
      }
      assertThat(journal.head()).isEqualTo(expected);
      return stored;
    }
  }
}
