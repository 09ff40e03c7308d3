package com.jitsu.benchmarks;

import java.io.IOException;
import java.util.List;

/** One benchmark of the command. Whoever adds one adds it to {@link Main}. */
public interface Benchmark {

  String name();

  /** What it measures, for the list that {@code --help} shows. */
  String caption();

  /** The parts that {@code --only} can choose from; empty if it has none. */
  List<String> parts();

  /**
   * @throws BenchmarkException where something it cannot do without is missing
   */
  void run(Options options, Report report) throws IOException, InterruptedException;
}
