package com.jitsu.benchmarks;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.problem.NearNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a benchmark is to be run.
 *
 * @param shortRun ends within four minutes, with fewer rounds
 * @param rounds how often every contender has its turn; 0 where the benchmark decides
 * @param soak how long the server is watched under a steady load; zero: not at all
 * @param profiles the largest number of them that is measured; 0 where the benchmark decides
 * @param only the parts to run; empty for all
 * @param javaOptions added to the command of every JVM that is measured
 * @param home the folder {@code benchmarks}
 */
public record Options(
    boolean shortRun,
    int rounds,
    Duration soak,
    int profiles,
    Set<String> only,
    List<String> javaOptions,
    Path home) {

  private static final Set<String> NAMES =
      Set.of("--short", "--rounds", "--soak", "--profiles", "--only", "--java-options", "--help");

  public Options {
    requireNonNull(soak);
    only = Set.copyOf(only);
    javaOptions = List.copyOf(javaOptions);
    requireNonNull(home);
  }

  /** Where everything goes that a run writes. */
  public Path target() {
    return home.resolve("target");
  }

  /** True if a part was not left out. */
  public boolean wants(String part) {
    return only.isEmpty() || only.contains(part);
  }

  /**
   * Reads what follows the benchmark's name.
   *
   * @throws BenchmarkException that names what was probably meant
   */
  static Options parse(List<String> arguments, Collection<String> parts, Path home) {
    boolean shortRun = false;
    int rounds = 0;
    Duration soak = Duration.ZERO;
    int profiles = 0;
    Set<String> only = new HashSet<>();
    List<String> javaOptions = List.of();
    Deque<String> left = new ArrayDeque<>(arguments);
    while (!left.isEmpty()) {
      String name = left.removeFirst();
      switch (name) {
        case "--short" -> shortRun = true;
        case "--rounds" -> rounds = number(name, value(name, left), "7");
        case "--soak" -> soak = Duration.ofSeconds(number(name, value(name, left), "600"));
        case "--profiles" -> profiles = number(name, value(name, left), "100000");
        case "--java-options" -> javaOptions = List.of(value(name, left).strip().split("\\s+"));
        case "--only" -> {
          for (String part : value(name, left).split(",", -1)) {
            only.add(known("part", part, parts));
          }
        }
        default -> known("option", name, NAMES);
      }
    }
    return new Options(shortRun, rounds, soak, profiles, only, javaOptions, home);
  }

  /** The name itself if it is known. */
  static String known(String kind, String name, Collection<String> known) {
    if (known.contains(name)) {
      return name;
    }
    throw new BenchmarkException(
        "there is no " + kind + " \"" + name + "\"", NearNames.suggestion(name, known));
  }

  private static String value(String name, Deque<String> left) {
    if (left.isEmpty()) {
      throw new BenchmarkException(name + " needs a value", "see ./benchmarks/run --help");
    }
    return left.removeFirst();
  }

  private static int number(String name, String text, String example) {
    if (!text.matches("[1-9]\\d{0,6}")) {
      throw new BenchmarkException(
          name + " needs a number from 1 to 9999999, found \"" + text + "\"",
          "try " + name + " " + example);
    }
    return Integer.parseInt(text);
  }
}
