package com.jitsu.benchmarks.rebuild;

import com.jitsu.benchmarks.BenchmarkException;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.server.LiteServer;
import com.jitsu.benchmarks.server.ServerJar;
import com.jitsu.benchmarks.tools.Folders;
import com.jitsu.benchmarks.tools.TimedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's data with all events of a population in it, deleted at the end. */
final class DataFolder implements AutoCloseable {

  private static final Pattern FILLED = Pattern.compile("(?m)^(\\d+) (\\d+\\.\\d+)$");
  private static final Pattern PART = Pattern.compile("(?m)^(before|after|blocks) (\\S+) (\\d+)$");

  /** For each event while it is filled and compacted; twice what it takes. */
  private static final long ROOM_AN_EVENT = 1_200;

  private final ServerJar jar;
  private final Path folder;
  private final long events;

  private DataFolder(ServerJar jar, Path folder, long events) {
    this.jar = jar;
    this.folder = folder;
    this.events = events;
  }

  /**
   * Fills an empty one.
   *
   * @param table whether the server shall load the events into its table
   */
  static DataFolder fill(
      ServerJar jar, Path folder, Population population, boolean table, Report report)
      throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    Folders.delete(data);
    Files.createDirectories(folder);
    long wanted = population.events() * ROOM_AN_EVENT;
    if (Files.getFileStore(folder).getUsableSpace() < wanted) {
      throw new BenchmarkException(
          "%,d events need %,d MB of disk".formatted(population.events(), wanted >> 20),
          "make room on the disk of " + folder + ", or run it with --short");
    }
    report.progress(
        "%,d profiles, %,d events".formatted(population.profiles(), population.events()));
    List<String> command =
        jar.main(
            Filler.class,
            data.toAbsolutePath().toString(),
            String.valueOf(population.seed()),
            String.valueOf(population.profiles()),
            table ? "table" : "no-table");
    TimedCommand.Took took = new TimedCommand(folder, folder.resolve("fill.log"), command).run();
    Matcher filled = FILLED.matcher(took.output());
    if (!filled.find() || Long.parseLong(filled.group(1)) != population.events()) {
      throw new BenchmarkException("not all events were filled in", "see " + folder);
    }
    return new DataFolder(jar, folder, population.events());
  }

  long events() {
    return events;
  }

  Path path() {
    return folder.resolve("data");
  }

  ServerJar jar() {
    return jar;
  }

  LiteServer open() throws IOException, InterruptedException {
    return LiteServer.reopen(jar, folder, List.of());
  }

  /**
   * Compacts it and returns the bytes of its parts, {@code after history} for instance. Not while a
   * server runs.
   */
  Map<String, Long> compact() throws IOException, InterruptedException {
    List<String> command = jar.main(DiskUse.class, path().toAbsolutePath().toString());
    TimedCommand.Took took = new TimedCommand(folder, folder.resolve("disk.log"), command).run();
    Map<String, Long> parts = new TreeMap<>();
    Matcher part = PART.matcher(took.output());
    while (part.find()) {
      parts.put(part.group(1) + " " + part.group(2), Long.parseLong(part.group(3)));
    }
    return parts;
  }

  @Override
  public void close() throws IOException {
    Folders.delete(path());
  }
}
