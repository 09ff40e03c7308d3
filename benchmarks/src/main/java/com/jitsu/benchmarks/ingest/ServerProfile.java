package com.jitsu.benchmarks.ingest;

import com.jitsu.benchmarks.MarkdownTable;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.server.Jcmd;
import com.jitsu.benchmarks.server.LiteServer;
import com.jitsu.benchmarks.server.ServerJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Which methods the server's threads are found in at the ceiling, by Java's own recorder. */
final class ServerProfile {

  private static final int SHOWN = 25;

  /** Rounds at the ceiling that a recording lasts. */
  private static final int LENGTH = 3;

  private final ServerJar jar;
  private final Path folder;
  private final Plan plan;
  private final Report report;

  ServerProfile(ServerJar jar, Path folder, Plan plan, Report report) {
    this.jar = jar;
    this.folder = folder;
    this.plan = plan;
    this.report = report;
  }

  void measure() throws IOException, InterruptedException {
    for (Doors doors : List.of(Doors.SINGLE, Doors.BATCH)) {
      Path recording = folder.resolve(doors.name() + ".jfr").toAbsolutePath();
      Files.deleteIfExists(recording);
      report.progress("recording " + doors.title());
      try (LiteServer server = LiteServer.start(jar, folder, List.of())) {
        LoadDriver driver = doors.driver(server);
        Measured.warmUp(driver, doors, plan.warmUp());
        Jcmd.run(server.pid(), "JFR.start", "name=ingest", "settings=profile");
        Measured measured =
            Measured.run(
                driver,
                Load.closed(doors.connections(), plan.round().multipliedBy(LENGTH)),
                server.pid());
        Jcmd.run(server.pid(), "JFR.stop", "name=ingest", "filename=" + recording);
        tell(doors, measured);
      }
      show(doors, recording);
    }
  }

  private void tell(Doors doors, Measured measured) {
    report.section("While recording, " + doors.title());
    report.say(
        String.format(
            Locale.ROOT,
            "%,.0f events/s, server %s µs, driver %s µs an event; others kept %.2f processors busy.",
            measured.result().eventsPerSecond(),
            Report.number(measured.serverMicrosPerEvent()),
            Report.number(measured.driverMicrosPerEvent()),
            measured.others()),
        "");
    MarkdownTable table = new MarkdownTable("thread", "µs an event");
    measured.threads().entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(
            entry -> table.row(entry.getKey(), Report.number(measured.perEvent(entry.getValue()))));
    report.say(table.lines());
  }

  private void show(Doors doors, Path recording) throws IOException {
    Map<String, Integer> tops = new TreeMap<>();
    Map<String, Integer> callers = new TreeMap<>();
    int samples = 0;
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getEventType().getName().equals("jdk.ExecutionSample")
            && event.getStackTrace() != null) {
          List<RecordedFrame> frames = event.getStackTrace().getFrames();
          RecordedThread thread = event.getThread("sampledThread");
          String kind = thread.getJavaName().replaceAll("[-# ]*\\d+$", "");
          samples++;
          tops.merge(kind + " | " + name(frames.get(0)), 1, Integer::sum);
          callers.merge(kind + " | " + ours(frames), 1, Integer::sum);
        }
      }
    }
    report.section("Where threads are found, " + doors.title());
    show("our method that called it", callers, samples);
    report.say("");
    show("method", tops, samples);
  }

  private void show(String title, Map<String, Integer> counts, int samples) {
    MarkdownTable table = new MarkdownTable("thread", title, "% of samples");
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(SHOWN)
        .forEach(
            entry -> {
              String[] parts = entry.getKey().split(" \\| ", 2);
              table.row(
                  parts[0],
                  parts[1],
                  String.format(Locale.ROOT, "%.1f", 100.0 * entry.getValue() / samples));
            });
    report.say(table.lines());
  }

  private static String ours(List<RecordedFrame> frames) {
    return frames.stream()
        .map(ServerProfile::name)
        .filter(name -> name.startsWith("com.jitsu."))
        .findFirst()
        .orElse("none of ours");
  }

  private static String name(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }
}
