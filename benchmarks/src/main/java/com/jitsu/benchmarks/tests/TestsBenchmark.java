package com.jitsu.benchmarks.tests;

import com.jitsu.benchmarks.Benchmark;
import com.jitsu.benchmarks.BenchmarkException;
import com.jitsu.benchmarks.Options;
import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.tests.Expectations.Expected;
import com.jitsu.benchmarks.tools.Jdks;
import com.jitsu.benchmarks.tools.MavenPlugin;
import com.jitsu.benchmarks.tools.TimedCommand.Took;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Start here: the same cases by {@code mvn jitsu:test} and by {@code jitsu-cli test}. */
public final class TestsBenchmark implements Benchmark {

  private static final String JVM_CONFIG =
      "../archetype/src/main/resources/archetype-resources/.mvn/jvm.config";

  @Override
  public String name() {
    return "tests";
  }

  @Override
  public String caption() {
    return "mvn jitsu:test beside ts-jest as jitsu-cli runs it";
  }

  @Override
  public List<String> parts() {
    return List.of("200", "2000");
  }

  @Override
  public void run(Options options, Report report) throws IOException, InterruptedException {
    Path folder = options.target().resolve("tests").toAbsolutePath();
    Files.createDirectories(folder);
    List<TestSide> sides = sides(options, report, folder);
    Path examples = options.home().toAbsolutePath().resolve("../examples/src/profiles").normalize();
    TestRun run = new TestRun(options, report, sides, examples);
    report.say(introduction());
    run.warmUp(expected(200, examples, folder));
    if (options.wants("200")) {
      show(200, run.measure(expected(200, examples, folder)), sides, report);
    }
    if (options.wants("2000") && run.isLate()) {
      report.say("", "2,000 cases are left out: the machine is too busy for a short run.");
    } else if (options.wants("2000")) {
      show(2_000, run.measure(expected(2_000, examples, folder)), sides, report);
    }
    report.end(options.target().resolve("tests.md"));
  }

  private static List<TestSide> sides(Options options, Report report, Path folder)
      throws IOException, InterruptedException {
    List<TestSide> jest = new ArrayList<>();
    for (JestSide.Style style : JestSide.Style.values()) {
      // A project each, so that none finds the other's files or cache.
      Path own = folder.resolve("npm-" + style.name().toLowerCase(Locale.ROOT));
      JitsuCli cli = new JitsuCli(own);
      Optional<String> missing = cli.prepare(report);
      if (missing.isPresent()) {
        report.say(missing.get(), "");
        break;
      }
      jest.add(new JestSide(cli, own, style));
    }
    report.progress("building the plugin");
    MavenPlugin plugin = new MavenPlugin(options);
    plugin.build();
    List<TestSide> sides = new ArrayList<>();
    Path jdk17 =
        Jdks.find(17)
            .orElseThrow(
                () ->
                    new BenchmarkException(
                        "there is no JDK 17", "install one and set JAVA17_HOME to it"));
    // As the archetype sets up a project, and then without what it sets up.
    String jvm = Files.readString(options.home().toAbsolutePath().resolve(JVM_CONFIG).normalize());
    List<String> embedded = List.of("-Djitsu.typescript=embedded");
    sides.add(
        new MavenSide(
            plugin,
            new MavenSide.Setup("mvn jitsu:test", jdk17, jvm, embedded),
            folder.resolve("maven-17")));
    Optional<Path> compiler = NativeTypeScript7.find(folder.resolve("typescript"));
    if (compiler.isPresent()) {
      sides.add(
          new MavenSide(
              plugin,
              new MavenSide.Setup(
                  "… with a native TypeScript",
                  jdk17,
                  jvm,
                  List.of("-Djitsu.typescript=" + compiler.get())),
              folder.resolve("maven-17-native")));
    }
    sides.addAll(jest);
    if (!options.shortRun()) {
      sides.add(
          new MavenSide(
              plugin,
              new MavenSide.Setup("… without .mvn/jvm.config", jdk17, "", embedded),
              folder.resolve("maven-17-plain")));
      Jdks.find(25)
          .ifPresent(
              jdk ->
                  sides.add(
                      new MavenSide(
                          plugin,
                          new MavenSide.Setup("… with JDK 25", jdk, jvm, embedded),
                          folder.resolve("maven-25"))));
    }
    return sides;
  }

  private static List<Expected> expected(int count, Path examples, Path folder) throws IOException {
    Path project = folder.resolve("expectations");
    FunctionSources.copy(examples, project.resolve("src/profiles"));
    return Expectations.of(MadeCases.of(count), project, folder.resolve("esbuild"));
  }

  private static String introduction() {
    return String.format(
        Locale.ROOT,
        "Functions: %s. %s. %d processors, load %.1f at the start.",
        String.join(", ", MadeCases.FUNCTIONS),
        JitsuCli.versions(),
        Runtime.getRuntime().availableProcessors(),
        load());
  }

  private static void show(int cases, Rounds rounds, List<TestSide> sides, Report report) {
    report.section(String.format(Locale.ROOT, "%,d cases", cases));
    report.say(rounds.table());
    report.say("", String.format(Locale.ROOT, "On the clock, load %.1f at the end.", load()));
    for (TestSide theirs : sides) {
      if (theirs instanceof JestSide jest) {
        sides.stream()
            .filter(MavenSide.class::isInstance)
            .limit(2)
            .forEach(ours -> compare(cases, rounds, ours.title(), jest, report));
      }
    }
  }

  private static void compare(int cases, Rounds rounds, String ours, JestSide jest, Report report) {
    String theirs = jest.title();
    for (State state : State.values()) {
      String name = name(cases, state.key(), ours, jest);
      String what = what(cases, state.title(), ours, theirs);
      rounds
          .ratio(state, ours, theirs, Took::seconds)
          .ifPresent(ratio -> target(cases, state, name, what, ratio, report));
    }
    Map<String, ToDoubleFunction<Took>> others = new TreeMap<>();
    others.put("busy", Took::busy);
    others.put("memory", Took::peakMegabytes);
    others.forEach(
        (name, figure) ->
            rounds
                .ratio(State.UNCHANGED, ours, theirs, figure)
                .filter(Double::isFinite)
                .ifPresent(
                    ratio ->
                        report.figure(
                            name(cases, name, ours, jest),
                            what(cases, "unchanged sources, " + name, ours, theirs),
                            ratio)));
  }

  private static String name(int cases, String figure, String ours, JestSide jest) {
    return "tests_"
        + cases
        + "_"
        + figure
        + (ours.contains("native") ? "_native" : "")
        + (jest.style() == JestSide.Style.JSON ? "_json" : "");
  }

  private static String what(int cases, String figure, String ours, String theirs) {
    return String.format(Locale.ROOT, "%,d cases, %s: %s, times %s", cases, figure, ours, theirs);
  }

  private static void target(
      int cases, State state, String name, String what, double ratio, Report report) {
    if (cases == 200 && state != State.CHANGED) {
      report.atMost(name, what, ratio, 1);
    } else if (cases == 2_000 && state == State.UNCHANGED) {
      report.atMost(name, what, ratio, 0.5);
    } else {
      report.figure(name, what, ratio);
    }
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
