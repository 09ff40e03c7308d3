package com.jitsu.benchmarks.ingest;

import com.jitsu.benchmarks.tools.TimedCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's {@code wrk}, the load driver that others know; it sends one body over and over. */
record Wrk(Path program, Path folder) {

  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
  private static final Pattern FAILED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

  /** Whether it is installed. */
  static Optional<Wrk> find(Path folder) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(place -> Path.of(place, "wrk"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> new Wrk(program, folder));
  }

  /**
   * What it did.
   *
   * @param busy seconds that processors were busy for it
   */
  record Took(double perSecond, double requests, long failed, double busy) {}

  /** One thread, as our driver has one. */
  Took post(String url, byte[] body, int connections, int seconds)
      throws IOException, InterruptedException {
    Path bodyFile = Files.write(folder.resolve("wrk-body.json"), body);
    Path script =
        Files.writeString(
            folder.resolve("wrk.lua"),
            """
            local file = io.open("%s", "rb")
            wrk.method = "POST"
            wrk.body = file:read("*a")
            wrk.headers["Content-Type"] = "application/json"
            """
                .formatted(bodyFile.toAbsolutePath()));
    TimedCommand.Took took =
        new TimedCommand(
                folder,
                folder.resolve("wrk.log"),
                List.of(
                    program.toString(),
                    "-t1",
                    "-c" + connections,
                    "-d" + seconds,
                    "-s",
                    script.toAbsolutePath().toString(),
                    url))
            .run();
    double rate = number(RATE, took.output());
    return new Took(rate, rate * seconds, (long) number(FAILED, took.output()), took.busy());
  }

  private static double number(Pattern pattern, String output) {
    Matcher matcher = pattern.matcher(output);
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
  }
}
