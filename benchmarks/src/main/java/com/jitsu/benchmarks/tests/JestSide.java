package com.jitsu.benchmarks.tests;

import com.jitsu.benchmarks.tests.Expectations.Expected;
import com.jitsu.benchmarks.tools.Folders;
import com.jitsu.benchmarks.tools.TimedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Jitsu's: {@code jitsu-cli test}, a {@code *.test.ts} for each function. */
final class JestSide implements TestSide {

  private static final Pattern ALL = Pattern.compile("(?m)^Tests: +(\\d+) passed, (\\d+) total$");

  /** Where the cases stand. */
  enum Style {
    /** In the test itself, an {@code it} for each, as one writes them by hand. */
    WRITTEN_OUT("cases written out"),
    /** In a JSON file beside it, which spares TypeScript the reading of them all. */
    JSON("cases in JSON");

    private final String title;

    Style(String title) {
      this.title = title;
    }
  }

  private final JitsuCli cli;
  private final Path folder;
  private final Style style;

  /**
   * @param folder for what it writes beside the project
   */
  JestSide(JitsuCli cli, Path folder, Style style) {
    this.cli = cli;
    this.folder = folder;
    this.style = style;
  }

  Style style() {
    return style;
  }

  @Override
  public String title() {
    return "jitsu-cli test, " + style.title;
  }

  @Override
  public void write(Path functions, List<Expected> cases) throws IOException {
    FunctionSources.copy(functions, profiles());
    Path tests = cli.project().resolve("__tests__").resolve("profiles");
    Folders.delete(tests);
    Files.createDirectories(tests);
    for (String function : MadeCases.FUNCTIONS) {
      List<Expected> own =
          cases.stream().filter(each -> each.given().function().equals(function)).toList();
      Path test = tests.resolve(function + ".test.ts");
      switch (style) {
        case WRITTEN_OUT -> Files.writeString(test, JestText.writtenOut(function, own));
        case JSON -> {
          Files.writeString(test, JestText.reading(function));
          Files.writeString(tests.resolve(function + ".cases.json"), JestText.cases(own));
        }
      }
    }
  }

  /** Jest keeps its cache in the folder for temporary files. */
  @Override
  public void forget() throws IOException {
    Folders.delete(temporary());
  }

  @Override
  public Path profiles() {
    return cli.project().resolve("src/profiles");
  }

  @Override
  public TimedCommand command() throws IOException {
    Files.createDirectories(temporary());
    return new TimedCommand(cli.project(), folder.resolve("jest.log"), cli.cli("test"))
        .with("TMPDIR", temporary().toString());
  }

  private Path temporary() {
    return folder.resolve("tmp");
  }

  @Override
  public int passed(String output) {
    return passedIn(output);
  }

  static int passedIn(String output) {
    Matcher matcher = ALL.matcher(output);
    boolean all = matcher.find() && matcher.group(1).equals(matcher.group(2));
    return all ? Integer.parseInt(matcher.group(1)) : -1;
  }
}
