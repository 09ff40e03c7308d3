package com.jitsu.benchmarks.engine;

import com.jitsu.benchmarks.BenchmarkException;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.engine.Side.Cell;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Warms all contenders up, sees that they agree, and gives each its turn, round by round. */
final class Speed {

  private static final long WARMING_SLICE = 200;

  private final Plan plan;
  private final Contenders contenders;
  private final Report report;

  Speed(Plan plan, Contenders contenders, Report report) {
    this.plan = plan;
    this.contenders = contenders;
    this.report = report;
  }

  /**
   * @throws BenchmarkException if two contenders get different results
   */
  void agree(Path folder) throws IOException {
    for (Cell cell : List.of(Side.CLOSED, Side.OPEN, new Cell("closed", 1_000))) {
      Contender first = contenders.all().get(0);
      List<String> expected = results(first, cell, folder);
      for (Contender each : contenders.all()) {
        List<String> found = results(each, cell, folder);
        for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
          if (!Json.parse(expected.get(i)).equals(Json.parse(found.get(i)))) {
            throw new BenchmarkException(
                "%s and %s differ in profile %d of %s, %d events: %s and %s"
                    .formatted(
                        first.side().title(),
                        each.side().title(),
                        i + 1,
                        cell.function(),
                        cell.size(),
                        expected.get(i),
                        found.get(i)),
                "mend the engine before measuring it");
          }
        }
      }
    }
  }

  private List<String> results(Contender contender, Cell cell, Path folder) throws IOException {
    String file = contender.side() + "-" + cell.function() + "-" + cell.size() + ".ndjson";
    contender.ask(
        "results %s %d %d %s"
            .formatted(cell.function(), cell.size(), plan.comparedProfiles(cell.size()), file));
    return Files.readAllLines(folder.resolve(file));
  }

  /** JDK 25 takes longest, so it has one lane for itself and all others share another. */
  void warmUp() throws InterruptedException {
    List<Contender> others =
        contenders.all().stream().filter(each -> each.side() != Side.JAVA25).toList();
    CompletableFuture<Void> longest =
        CompletableFuture.runAsync(() -> contenders.find(Side.JAVA25).ifPresent(this::warmUp));
    CompletableFuture<Void> rest = CompletableFuture.runAsync(() -> others.forEach(this::warmUp));
    try {
      CompletableFuture.allOf(longest, rest).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof BenchmarkException known
          ? known
          : new IllegalStateException("warming up failed", e);
    }
  }

  private void warmUp(Contender contender) {
    long start = System.nanoTime();
    long worked = 0;
    List<Cell> cells = new ArrayList<>(contender.side().cells(plan.shortRun()));
    cells.add(Side.CLOSED); // most of the targets are there
    for (int i = 0; !plan.isWarm(contender.side(), worked, System.nanoTime() - start); i++) {
      worked += contender.turn(cells.get(i % cells.size()), 1, WARMING_SLICE).worked();
    }
  }

  /** All rounds; in each, every contender has a turn on every cell, one after the other. */
  Measurements measure() {
    Measurements measurements = new Measurements();
    List<Cell> cells = Side.JAVA17.cells(plan.shortRun());
    for (int round = 0; !plan.speedEnds(round); round++) {
      report.progress("round " + (round + 1) + " of " + plan.rounds());
      for (Cell cell : cells) {
        for (Contender each : contenders.all()) {
          if (each.side().cells(plan.shortRun()).contains(cell)) {
            measurements.add(each.side(), cell, each.turn(cell, 1, plan.sliceMillis()));
          }
        }
      }
    }
    return measurements;
  }
}
