package com.jitsu.lite.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** Tries changed inputs until something fails, the time is over, or there were enough of them. */
final class Fuzz {

  private final long seed;
  private final List<byte[]> seeds;
  private final Random random;
  private final Mutation mutation;
  private long cases;
  private long held;

  /**
   * @param seeds what is changed
   */
  Fuzz(long seed, List<byte[]> seeds) {
    this.seed = seed;
    this.seeds = List.copyOf(seeds);
    this.random = new Random(seed);
    this.mutation = new Mutation(random);
  }

  static List<Map<String, byte[]>> bodies() {
    return List.of(
        Bodies.truncated(),
        Bodies.changed(),
        Bodies.types(),
        Bodies.numbers(),
        Bodies.encodings(),
        Bodies.duplicates(),
        Bodies.texts(),
        Bodies.syntax(),
        Bodies.deep(),
        Bodies.batches());
  }

  /** Small bodies, and the real events so often that four of five changes are of one. */
  static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (Map<String, byte[]> bodies : bodies()) {
      bodies.values().stream().filter(body -> body.length < 3_000).forEach(seeds::add);
    }
    int others = seeds.size();
    for (int i = 0; i < 4 * others; i++) {
      seeds.add(Bodies.REAL.get(i % Bodies.REAL.size()).getBytes(UTF_8));
    }
    return seeds;
  }

  /**
   * @param test whether an input was taken; fails when something is wrong
   * @return what failed, made small, with everything that is needed to see it again
   */
  Optional<String> run(long most, long deadline, Predicate<byte[]> test) {
    while (cases < most && System.nanoTime() < deadline) {
      byte[] input = mutation.of(seeds.get(random.nextInt(seeds.size())), seeds);
      cases++;
      Optional<Throwable> failure = failure(input, test);
      if (failure.isPresent()) {
        byte[] small = Minimised.of(input, bytes -> failure(bytes, test).isPresent());
        Optional<Throwable> again = failure(small, test);
        if (again.isEmpty()) {
          // It depends on time as well: then it is told as it came.
          small = input;
        }
        Throwable why = again.or(() -> failure).get();
        return Optional.of(
            "seed %d, case %d, %d bytes:%n%s%n%s%n%s"
                .formatted(
                    seed,
                    cases,
                    small.length,
                    new String(small, UTF_8),
                    Minimised.paste(small),
                    why));
      }
    }
    return Optional.empty();
  }

  private Optional<Throwable> failure(byte[] input, Predicate<byte[]> test) {
    try {
      if (test.test(input)) {
        held++;
      }
      return Optional.empty();
    } catch (RuntimeException | Error e) {
      return Optional.of(e);
    }
  }

  long cases() {
    return cases;
  }

  /** How many were taken. */
  long held() {
    return held;
  }
}
