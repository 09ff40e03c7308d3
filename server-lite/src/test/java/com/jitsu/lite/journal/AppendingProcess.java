package com.jitsu.lite.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.jitsu.lite.rocks.RocksStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Appends from four threads until it is killed and prints each message that was acknowledged. */
final class AppendingProcess {

  private AppendingProcess() {}

  public static void main(String[] arguments) {
    RocksJournal journal =
        new RocksJournal(RocksStore.open(Path.of(arguments[0])), Clock.systemUTC(), 10_000);
    journal.start();
    for (int sender = 0; sender < 4; sender++) {
      String name = arguments[1] + "-" + sender;
      new Thread(() -> append(journal, name)).start();
    }
  }

  private static void append(RocksJournal journal, String sender) {
    for (int number = 0; ; number++) {
      String messageId = sender + "-" + number;
      byte[] json = (messageId + " " + "x".repeat(number % 500)).getBytes(UTF_8);
      journal.append(List.of(new AcceptedEvent("server", messageId, json))).join();
      System.out.println(messageId);
    }
  }
}
