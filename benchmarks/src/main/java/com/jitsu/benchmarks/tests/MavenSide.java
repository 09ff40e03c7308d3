package com.jitsu.benchmarks.tests;

import com.jitsu.benchmarks.tests.Expectations.Expected;
import com.jitsu.benchmarks.tools.Folders;
import com.jitsu.benchmarks.tools.MavenPlugin;
import com.jitsu.benchmarks.tools.TimedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ours: {@code mvn jitsu:test}, a {@code *.fixture.yaml} for each case. */
final class MavenSide implements TestSide {

  private static final Pattern ALL =
      Pattern.compile("(?m)^\\[INFO] Tests run: (\\d+), Failures: 0, Errors: 0, Skipped: 0$");

  private final MavenPlugin plugin;
  private final Setup setup;
  private final Path project;

  /**
   * @param project a folder of its own
   */
  MavenSide(MavenPlugin plugin, Setup setup, Path project) {
    this.plugin = plugin;
    this.setup = setup;
    this.project = project;
  }

  /**
   * What differs between ours and ours.
   *
   * @param title of the rows
   * @param jvmConfig the text of {@code .mvn/jvm.config}; empty for none
   * @param arguments of Maven beside the usual ones
   */
  record Setup(String title, Path jdk, String jvmConfig, List<String> arguments) {
    Setup {
      arguments = List.copyOf(arguments);
    }
  }

  @Override
  public String title() {
    return setup.title();
  }

  @Override
  public void write(Path functions, List<Expected> cases) throws IOException {
    Folders.delete(project);
    Files.createDirectories(project);
    Files.writeString(project.resolve("pom.xml"), MavenPlugin.pom());
    if (!setup.jvmConfig().isEmpty()) {
      Files.createDirectories(project.resolve(".mvn"));
      Files.writeString(project.resolve(".mvn").resolve("jvm.config"), setup.jvmConfig());
    }
    FunctionSources.copy(functions, profiles());
    for (Expected each : cases) {
      Path tests = project.resolve("src/test/profiles").resolve(each.given().function());
      Files.createDirectories(tests);
      Files.writeString(
          tests.resolve("%04d.fixture.yaml".formatted(each.given().number())),
          FixtureText.of(each));
    }
  }

  @Override
  public void forget() throws IOException {
    Folders.delete(project.resolve("target"));
  }

  @Override
  public Path profiles() {
    return project.resolve("src/profiles");
  }

  @Override
  public TimedCommand command() {
    return plugin.test(project, setup.jdk(), setup.arguments());
  }

  @Override
  public int passed(String output) {
    return passedIn(output);
  }

  static int passedIn(String output) {
    Matcher matcher = ALL.matcher(output);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
  }
}
