package com.jitsu.benchmarks;

import com.jitsu.benchmarks.engine.EngineBenchmark;
import com.jitsu.benchmarks.ingest.IngestBenchmark;
import com.jitsu.benchmarks.rebuild.RebuildBenchmark;
import com.jitsu.benchmarks.tests.TestsBenchmark;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Start here: the command {@code ./benchmarks/run NAME [options]}. */
public final class Main {

  private static final Map<String, Benchmark> BENCHMARKS =
      Stream.<Benchmark>of(
              new EngineBenchmark(),
              new IngestBenchmark(),
              new RebuildBenchmark(),
              new TestsBenchmark())
          .collect(
              Collectors.toMap(
                  Benchmark::name, Function.identity(), (one, other) -> one, TreeMap::new));

  private Main() {}

  /** The first argument is the folder {@code benchmarks}; the script gives it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> given = List.of(arguments).subList(1, arguments.length);
    if (given.isEmpty() || given.contains("--help") || given.contains("-h")) {
      out.print(usage());
      System.exit(given.isEmpty() ? 2 : 0);
    }
    try {
      run(Path.of(arguments[0]), given, new Report(out));
    } catch (BenchmarkException e) {
      System.err.println("benchmarks: " + e.getMessage() + "\n  → " + e.remedy());
      System.exit(2);
    } catch (ProblemException e) {
      System.err.println("benchmarks: " + e.getMessage());
      System.exit(1);
    }
  }

  static void run(Path home, List<String> arguments, Report report)
      throws IOException, InterruptedException {
    String name = Options.known("benchmark", arguments.get(0), BENCHMARKS.keySet());
    Benchmark benchmark = BENCHMARKS.get(name);
    if (benchmark == null) {
      throw new IllegalStateException("a name without a benchmark: " + name);
    }
    Options options =
        Options.parse(arguments.subList(1, arguments.size()), benchmark.parts(), home);
    benchmark.run(options, report);
  }

  static String usage() {
    String names =
        BENCHMARKS.values().stream()
            .map(
                each ->
                    "  %-10s %s%n%11sparts: %s%n"
                        .formatted(
                            each.name(), each.caption(), "", String.join(", ", each.parts())))
            .collect(Collectors.joining());
    return """
        usage: ./benchmarks/run NAME [options]

        %s
          --short               end within four minutes
          --rounds N            how often every contender has its turn
          --soak SECONDS        ingest: watch the server's memory for so long
          --profiles N          rebuild: the largest number of profiles
          --only PART[,PART]    leave out all other parts
          --java-options TEXT   for every JVM that is measured: "-Xmx2g -XX:+UseParallelGC"
        """
        .formatted(names);
  }
}
