package com.jitsu.benchmarks.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Our engine as a contender: a process that does what a line on its input asks for and answers with
 * a line of JSON. {@code node/contender.mjs} is the same for Node.
 *
 * <pre>
 * slice closed 100 1 400      run that function on profiles of 100 events, in 1 thread, for 400 ms
 * results closed 100 20 FILE  the results of 20 profiles, one a line
 * heap closed 10 2000         run 2,000 times, then say how much the heap holds
 * first closed 20             load 20 versions never seen before, and run each once
 * </pre>
 */
final class EngineWorker {

  private final Path folder;
  private final FunctionEngine engine;
  private final Functions functions;

  private EngineWorker(Path folder, FunctionEngine engine) throws IOException {
    this.folder = folder;
    this.engine = engine;
    this.functions = new Functions(folder, engine);
  }

  /** The argument is the folder with the events and the bundled functions. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (FunctionEngine engine = new FunctionEngine(Limits.live())) {
      EngineWorker worker = new EngineWorker(Path.of(arguments[0]), engine);
      out.println(worker.greeting());
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(worker.answer(line.split(" ", -1)));
      }
    }
  }

  private String greeting() {
    return Json.object()
        .put("optimised", engine.optimised())
        .put("runtime", "Java " + Runtime.version())
        .toString();
  }

  private String answer(String[] words) throws IOException {
    ObjectNode answer = Json.object();
    String function = words[1];
    switch (words[0]) {
      case "slice" ->
          new Slice(functions, function, Integer.parseInt(words[2]))
              .run(Integer.parseInt(words[3]), Long.parseLong(words[4]) * 1_000_000, answer);
      case "results" ->
          write(
              functions.results(function, Integer.parseInt(words[2]), Integer.parseInt(words[3])),
              words[4]);
      case "heap" ->
          answer.put(
              "bytes",
              functions.heapAfter(
                  function, Integer.parseInt(words[2]), Integer.parseInt(words[3])));
      case "first" -> {
        for (int i = 0; i < Integer.parseInt(words[2]); i++) {
          answer.withArray("nanos").add(functions.firstResult(function));
        }
      }
      default -> throw new IllegalStateException("no such command: " + words[0]);
    }
    return answer.toString();
  }

  private void write(List<String> lines, String file) throws IOException {
    try (Writer out = Files.newBufferedWriter(folder.resolve(file))) {
      for (String line : lines) {
        out.write(line + "\n");
      }
    }
  }
}
