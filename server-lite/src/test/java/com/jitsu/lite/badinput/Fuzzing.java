package com.jitsu.lite.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On demand, so it has no name that the build looks for: {@code mvn -pl server-lite -am verify
 * -Pfuzz -Djitsu.fuzz.seconds=60}, with {@code -Djitsu.fuzz.seed=} as printed to see the same
 * again. What fails is printed as small as it gets, to be pasted into {@link Bodies}.
 */
class Fuzzing {

  private static final long SECONDS = Long.getLong("jitsu.fuzz.seconds", 60);
  private static final long CASES = Long.getLong("jitsu.fuzz.cases", Long.MAX_VALUE);
  private static final long SEED = Long.getLong("jitsu.fuzz.seed", System.nanoTime());
  private static final long HANG_MINUTES = 2;

  @TempDir Path folder;

  @Test
  void whatIsLetInCanBeReadBehindTheJournal() {
    Fuzz fuzz = new Fuzz(SEED, Fuzz.seeds());
    RoundTrip trip = new RoundTrip(folder);
    run("events", fuzz, trip::isLetIn);
  }

  @Test
  void everyBodyIsAnsweredInWords() throws IOException {
    try (HostileServer server = HostileServer.start(folder)) {
      int[] turn = {0};
      List<IngestRoute> routes = IngestRoute.ALL;
      run(
          "bodies",
          new Fuzz(SEED, Fuzz.seeds()),
          body -> {
            IngestRoute route =
                body.length > 5_000
                    ? IngestRoute.first()
                    : routes.get(Math.abs(turn[0]++) % routes.size());
            byte[] request = withKeys(route.request(body), server);
            return answer(server, BadRequest.alone("fuzz", "" + route, request, route.form()));
          });
      assertThat(server.health()).isEqualTo(200);
    }
  }

  @Test
  void everyRequestIsAnsweredInWords() throws IOException {
    try (HostileServer server = HostileServer.start(folder)) {
      List<byte[]> seeds = new ArrayList<>();
      for (BadRequest request : Corpus.of(server.key(), server.publicKey())) {
        if (request.bytes().length < 3_000) {
          seeds.add(request.bytes());
        }
      }
      run(
          "requests",
          new Fuzz(SEED, seeds),
          bytes ->
              answer(server, BadRequest.alone("fuzz", "request", bytes, BadRequest.Form.NOBODY)));
      assertThat(server.health()).isEqualTo(200);
    }
  }

  private static void run(String what, Fuzz fuzz, java.util.function.Predicate<byte[]> test) {
    long start = System.nanoTime();
    Optional<String> failure = fuzz.run(CASES, start + TimeUnit.SECONDS.toNanos(SECONDS), test);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "fuzz of %s: seed %d, %,d cases in %.0f s, %,.0f per second, %,d taken%n",
        what, SEED, fuzz.cases(), seconds, fuzz.cases() / seconds, fuzz.held());
    assertThat(failure).as(() -> failure.orElse("")).isEmpty();
  }

  private static byte[] withKeys(byte[] request, HostileServer server) {
    return new String(request, ISO_8859_1)
        .replace(IngestRoute.KEY, server.key())
        .replace(IngestRoute.PUBLIC_KEY, server.publicKey())
        .getBytes(ISO_8859_1);
  }

  /** Whether it was taken. */
  private static boolean answer(HostileServer server, BadRequest request) {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(HANG_MINUTES);
    try (Wire wire = new Wire(server.port(), deadline)) {
      Wire.Ended ended = wire.exchange(request.bytes(), request.isHead());
      for (Answer answer : ended.answers()) {
        List<String> wrong = server.expectations().wrong(request, answer);
        if (!wrong.isEmpty()) {
          throw new IllegalStateException(wrong + ": " + answer);
        }
      }
      return ended.answers().stream().anyMatch(answer -> answer.status() == 200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
