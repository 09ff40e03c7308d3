package com.jitsu.benchmarks.engine;

import com.jitsu.benchmarks.BenchmarkException;
import com.jitsu.benchmarks.Options;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.tools.Jdks;
import com.jitsu.benchmarks.tools.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All processes of a run; whoever cannot come is missed with a sentence. */
final class Contenders implements AutoCloseable {

  private static final List<String> OPTIMISED =
      List.of(
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:+EnableJVMCI",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Options options;
  private final Report report;
  private final Path folder;
  private final List<Contender> all = new ArrayList<>();

  private Contenders(Options options, Report report, Path folder) {
    this.options = options;
    this.report = report;
    this.folder = folder;
  }

  /**
   * @param folder with the events and the functions
   */
  static Contenders start(Options options, Report report, Path folder)
      throws IOException, InterruptedException {
    Contenders contenders = new Contenders(options, report, folder);
    try {
      if (options.wants("speed")) { // all else is asked of ours alone
        contenders.startNode();
      }
      contenders.startJava();
    } catch (IOException | InterruptedException | RuntimeException e) {
      contenders.close();
      throw e;
    }
    if (contenders.all.isEmpty()) {
      throw new BenchmarkException("there is nobody to measure", "install a JDK 17 or Node 20");
    }
    return contenders;
  }

  List<Contender> all() {
    return List.copyOf(all);
  }

  List<Contender> ours() {
    return all.stream().filter(each -> !each.side().isNode()).toList();
  }

  Optional<Contender> find(Side side) {
    return all.stream().filter(each -> each.side() == side).findFirst();
  }

  /** Ends all processes. */
  @Override
  public void close() {
    all.forEach(Contender::close);
  }

  private void startNode() throws IOException, InterruptedException {
    Node node = new Node(options.target().resolve("node"));
    Optional<String> missing = node.prepare(report);
    if (missing.isPresent()) {
      report.say(missing.get(), "");
      return;
    }
    Path script = options.home().resolve("node").resolve("contender.mjs");
    for (Side side : Side.values()) {
      if (side.isNode()) {
        start(side, node.command(script, side.name().toLowerCase(Locale.ROOT), folder.toString()));
      }
    }
  }

  private void startJava() throws IOException {
    Optional<Path> java17 = Jdks.find(17);
    if (java17.isPresent()) {
      start(Side.JAVA17, java(java17.get(), List.of()));
    } else {
      report.say("There is no JDK 17, so (c) is missing: install one and set JAVA17_HOME.", "");
    }
    Path compiler = options.target().resolve("compiler");
    Optional<Path> java25 = Jdks.find(25);
    if (java25.isEmpty() || !Files.isDirectory(compiler)) {
      report.say(
          java25.isEmpty()
              ? "There is no JDK 25, so (d) is missing: install one and set JAVA25_HOME."
              : "There is no " + compiler + ", so (d) is missing: start with ./benchmarks/run.",
          "");
      return;
    }
    List<String> flags = new ArrayList<>(OPTIMISED);
    flags.add("--upgrade-module-path=" + compiler);
    start(Side.JAVA25, java(java25.get(), flags));
    if (!find(Side.JAVA25).orElseThrow().optimised()) {
      report.say(
          "(d) is interpreted, not optimised: its JDK must be 25.0.3 or newer and have JVMCI.", "");
    }
  }

  private List<String> java(Path home, List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve("java").toString());
    command.addAll(flags);
    command.add("-Xmx1g");
    command.addAll(options.javaOptions());
    command.add("-cp");
    command.add(System.getProperty("java.class.path")); // the jar names what else it needs
    command.add(EngineWorker.class.getName());
    command.add(folder.toString());
    return command;
  }

  private void start(Side side, List<String> command) throws IOException {
    all.add(Contender.start(side, command, folder));
    all.sort(Comparator.comparing(Contender::side));
  }
}
