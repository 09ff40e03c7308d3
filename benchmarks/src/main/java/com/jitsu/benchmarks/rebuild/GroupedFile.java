package com.jitsu.benchmarks.rebuild;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A population's events for those who have no history: {@code events.ndjson}, one event a line, one
 * profile after the other, and {@code profiles.txt} with each profile's id and its number of
 * events.
 */
final class GroupedFile {

  private static final int BUFFER = 1 << 20;

  private GroupedFile() {}

  /** Writes both; returns the bytes of all events. */
  static long write(Population population, Path folder) throws IOException {
    Path events = folder.resolve("events.ndjson");
    try (OutputStream lines = open(events);
        OutputStream index = open(folder.resolve("profiles.txt"))) {
      for (int number = 0; number < population.profiles(); number++) {
        String line = population.profileId(number) + " " + population.events(number) + "\n";
        index.write(line.getBytes(StandardCharsets.US_ASCII));
      }
      population.grouped(
          event -> {
            lines.write(event.json());
            lines.write('\n');
          });
    }
    return Files.size(events) - population.events();
  }

  private static OutputStream open(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
  }
}
