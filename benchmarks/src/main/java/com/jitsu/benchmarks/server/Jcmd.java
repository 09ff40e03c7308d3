package com.jitsu.benchmarks.server;

import com.jitsu.benchmarks.BenchmarkException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Asks a running JVM, as the JDK's {@code jcmd} does. */
public final class Jcmd {

  private Jcmd() {}

  /**
   * Returns what it prints.
   *
   * @throws BenchmarkException if it fails
   */
  public static String run(long pid, String... command) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    line.add(String.valueOf(pid));
    line.addAll(Arrays.asList(command));
    Process jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new BenchmarkException(
          "a command failed: " + String.join(" ", line) + ": " + output.strip(),
          "run the benchmark with a JDK, not with a JRE");
    }
    return output;
  }
}
