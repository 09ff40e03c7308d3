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
  private final String version;
  private final Path jdk;
  private final Path project;

  /**
   * @param version of the JDK, for the title
   * @param project a folder of its own
   */
  MavenSide(MavenPlugin plugin, String version, Path jdk, Path project) {
    this.plugin = plugin;
    this.version = version;
    this.jdk = jdk;
    this.project = project;
  }

  @Override
  public String title() {
    return "mvn jitsu:test, JDK " + version;
  }

  @Override
  public void write(Path functions, List<Expected> cases) throws IOException {
    Folders.delete(project);
    Files.createDirectories(project);
    Files.writeString(project.resolve("pom.xml"), MavenPlugin.pom());
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
    return plugin.test(project, jdk);
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
