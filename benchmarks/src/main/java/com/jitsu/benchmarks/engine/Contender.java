package com.jitsu.benchmarks.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.benchmarks.BenchmarkException;
import com.jitsu.benchmarks.engine.Side.Cell;
import com.jitsu.sdk.contract.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A process that is measured; it does what it is asked for, one thing at a time. */
final class Contender implements AutoCloseable {

  private final Side side;
  private final Process process;
  private final Path errors;
  private final BufferedReader answers;
  private final PrintStream questions;
  private final JsonNode greeting;

  private Contender(Side side, Process process, Path errors) {
    this.side = side;
    this.process = process;
    this.errors = errors;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.greeting = answer();
  }

  /**
   * @param folder for what the process writes to its error output
   */
  static Contender start(Side side, List<String> command, Path folder) throws IOException {
    Path errors = folder.resolve(side.name().toLowerCase(Locale.ROOT) + ".log");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    try {
      return new Contender(side, process, errors);
    } catch (BenchmarkException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  Side side() {
    return side;
  }

  /** {@code Node 20.20.2}, {@code Java 17.0.15}. */
  String runtime() {
    return greeting.path("runtime").asText();
  }

  boolean optimised() {
    return greeting.path("optimised").asBoolean();
  }

  /** One slice of time on one cell. */
  Turn turn(Cell cell, int threads, long millis) {
    return Turn.of(
        ask("slice %s %d %d %d".formatted(cell.function(), cell.size(), threads, millis)));
  }

  /** Sends a line and waits for the answer. */
  JsonNode ask(String question) {
    questions.println(question);
    return answer();
  }

  private JsonNode answer() {
    try {
      String line = answers.readLine();
      if (line != null) {
        return Json.parse(line);
      }
      String log = Files.readString(errors).strip();
      throw new BenchmarkException(
          side.title()
              + " has ended by itself: "
              + log.substring(Math.max(0, log.length() - 2_000)),
          "its whole error output is in " + errors);
    } catch (IOException e) {
      throw new BenchmarkException(
          side.title() + " does not answer", "its error output is in " + errors, e);
    }
  }

  /** Ends the process. */
  @Override
  public void close() {
    questions.close();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
