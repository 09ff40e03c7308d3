package com.jitsu.benchmarks.engine;

import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The events that all contenders read: shoppers of 1,000 events each, one event a line, the events
 * of a shopper in the order of their time. Smaller profiles are cut from the same lines. The same
 * seed gives the same bytes.
 */
public record MadeEvents(List<byte[]> lines) {

  /** Events of one shopper, the largest profile. */
  static final int LARGEST = 1_000;

  public MadeEvents {
    lines = List.copyOf(lines);
  }

  static MadeEvents of(long seed, int shoppers) {
    return of(seed, shoppers, LARGEST);
  }

  /** So many events of each shopper, one shopper after the other. */
  public static MadeEvents of(long seed, int shoppers, int each) {
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> lines = new ArrayList<>(shoppers * each);
    for (int number = 1; number <= shoppers; number++) {
      Shopper shopper = Shopper.numbered(number, random.split());
      for (int i = 0; i < each; i++) {
        lines.add(Json.bytes(shopper.next()));
      }
    }
    return new MadeEvents(lines);
  }

  static MadeEvents read(Path file) throws IOException {
    return new MadeEvents(
        Files.readAllLines(file).stream()
            .map(line -> line.getBytes(StandardCharsets.UTF_8))
            .toList());
  }

  void write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (byte[] line : lines) {
        out.write(line);
        out.write('\n');
      }
    }
  }

  /** The lines cut into profiles of {@code size} events. */
  List<List<byte[]>> profiles(int size) {
    List<List<byte[]>> profiles = new ArrayList<>();
    for (int start = 0; start + size <= lines.size(); start += size) {
      profiles.add(List.copyOf(lines.subList(start, start + size)));
    }
    return profiles;
  }

  /** Bytes of an event, on average. */
  double meanBytes() {
    return lines.stream().mapToInt(line -> line.length).average().orElse(0);
  }
}
