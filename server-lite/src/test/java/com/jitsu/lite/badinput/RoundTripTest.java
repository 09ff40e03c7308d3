package com.jitsu.lite.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {

  @TempDir Path folder;

  @Test
  void whatIsLetInCanBeReadBehindTheJournal() {
    RoundTrip trip = new RoundTrip(folder);
    int letIn = 0;
    for (Map<String, byte[]> bodies : Fuzz.bodies()) {
      for (byte[] body : bodies.values()) {
        letIn += trip.isLetIn(body) ? 1 : 0;
      }
    }
    assertThat(letIn).isGreaterThan(100);
  }

  @Test
  void aLittleFuzzFindsNothing() {
    Fuzz fuzz = new Fuzz(1, Fuzz.seeds());
    RoundTrip trip = new RoundTrip(folder);
    assertThat(fuzz.run(2_000, Long.MAX_VALUE, trip::isLetIn)).isEmpty();
    assertThat(fuzz.held()).isGreaterThan(100);
  }

  @Test
  void whatFailsIsMadeSmall() {
    byte[] failing = "{\"type\":\"page\",\"v\":\"needle\"}".getBytes(UTF_8);
    byte[] small = Minimised.of(failing, bytes -> new String(bytes, UTF_8).contains("needle"));

    assertThat(small).asString(UTF_8).isEqualTo("needle");
    assertThat(Minimised.paste(small)).isEqualTo("HexFormat.of().parseHex(\"6e6565646c65\")");
  }

  @Test
  void theSameSeedMakesTheSameChanges() {
    List<byte[]> seeds = Fuzz.seeds();
    Mutation first = new Mutation(new Random(5));
    Mutation second = new Mutation(new Random(5));
    List<byte[]> ofFirst = new ArrayList<>();
    List<byte[]> ofSecond = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ofFirst.add(first.of(seeds.get(i), seeds));
      ofSecond.add(second.of(seeds.get(i), seeds));
    }
    assertThat(ofFirst).usingRecursiveComparison().isEqualTo(ofSecond);
  }
}
