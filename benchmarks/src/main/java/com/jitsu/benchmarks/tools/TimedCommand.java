package com.jitsu.benchmarks.tools;

import com.jitsu.benchmarks.BenchmarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that is measured from its start to its end, with all processes that it starts. */
public final class TimedCommand {

  /** Bash tells how long the processors were busy for a command, all its processes together. */
  private static final String TIMED = "TIMEFORMAT='busy %U %S'; time \"$@\"";

  private static final Pattern BUSY = Pattern.compile("busy (\\d+\\.\\d+) (\\d+\\.\\d+)\\s*$");

  private static final long LOOK_MILLIS = 100;

  private final Path folder;
  private final Path log;
  private final List<String> command;
  private final Map<String, String> environment = new LinkedHashMap<>();

  /**
   * @param folder to run it in
   * @param log for all that it prints
   */
  public TimedCommand(Path folder, Path log, List<String> command) {
    this.folder = folder;
    this.log = log;
    this.command = List.copyOf(command);
  }

  /** Sets a variable of its environment. */
  public TimedCommand with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /**
   * What a command took.
   *
   * @param seconds on the clock
   * @param busy seconds of all processors
   * @param peakMegabytes the most that its processes held at once; 0 where that is not known
   * @param output all that it printed
   */
  public record Took(double seconds, double busy, double peakMegabytes, String output) {}

  /**
   * Runs it.
   *
   * @throws BenchmarkException if it fails
   */
  public Took run() throws IOException, InterruptedException {
    List<String> timed = new ArrayList<>(List.of("bash", "-c", TIMED, "bash"));
    timed.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(timed)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    Process process = builder.start();
    process.getOutputStream().close();
    ProcessMemory memory = new ProcessMemory(process.toHandle());
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      memory.look();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new BenchmarkException(
          "a command failed: " + String.join(" ", command), "its output is in " + log);
    }
    String output = Files.readString(log);
    return new Took(seconds, busy(output), memory.peakMegabytes(), output);
  }

  /** User and system seconds of the last line; 0 without one. */
  static double busy(String output) {
    Matcher matcher = BUSY.matcher(output);
    return matcher.find()
        ? Double.parseDouble(matcher.group(1)) + Double.parseDouble(matcher.group(2))
        : 0;
  }
}
