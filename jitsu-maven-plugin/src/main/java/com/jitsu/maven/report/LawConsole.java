package com.jitsu.maven.report;

import com.jitsu.sdk.fixtures.Difference;
import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.laws.Breach;
import com.jitsu.sdk.fixtures.laws.BrokenLaw;
import com.jitsu.sdk.fixtures.laws.FixtureYaml;
import com.jitsu.sdk.fixtures.laws.Generated;
import com.jitsu.sdk.fixtures.laws.Law;
import com.jitsu.sdk.fixtures.laws.LawSettings;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Laws on the console: two lines for a warning, all that is known for a failure, and for what
 * generated histories found a fixture to paste.
 */
public final class LawConsole {

  private static final int MAX_LINE = 300;

  private final Consumer<String> info;
  private final Consumer<String> warn;
  private final Consumer<String> error;

  public LawConsole(Consumer<String> info, Consumer<String> warn, Consumer<String> error) {
    this.info = info;
    this.warn = warn;
    this.error = error;
  }

  /** When a function's free laws were checked; nothing is said of those that it keeps. */
  public void checked(LawReport report) {
    for (BrokenLaw broken : report.broken()) {
      if (broken.isFailure()) {
        failure(broken);
      } else {
        warning(broken);
      }
    }
  }

  /** When histories were generated for a function. */
  public void generated(String slug, Generated generated) {
    (generated.broken().isEmpty() ? info : warn).accept(slug + ": " + figures(generated));
  }

  /**
   * One of the things that generated histories found.
   *
   * @param yaml the smallest history as a fixture
   * @param file where it was written, from the project's root
   */
  public void found(BrokenLaw broken, String yaml, String file) {
    Consumer<String> out = broken.isFailure() ? error : warn;
    boolean fails = broken.breach() instanceof Breach.Fails;
    out.accept(
        broken.slug()
            + ": a generated history "
            + (fails ? "makes it fail" : "gives two results when it runs twice"));
    detail(broken.breach(), out);
    out.accept("  as a fixture, also in " + file + ":");
    yaml.lines().forEach(line -> out.accept("    " + cut(line)));
  }

  private void warning(BrokenLaw broken) {
    warn.accept(
        broken.slug()
            + ": "
            + broken.law().whenBroken()
            + ": "
            + broken.breach().fold(LawConsole::summary, LawConsole::summary));
    warn.accept("  shown by " + shownBy(broken) + "; " + remedy(broken));
  }

  private void failure(BrokenLaw broken) {
    error.accept(
        broken.slug()
            + "#law "
            + broken.law().key()
            + ": "
            + broken.law().whenBroken()
            + " <<< FAILURE!");
    detail(broken.breach(), error);
    Fixture before = broken.before();
    if (before != null) {
      error.accept("  after the events of " + before.source() + ":");
      events(before);
      error.accept("  in the events of " + broken.history().source() + ":");
    } else {
      error.accept("  with events of " + broken.history().source() + ":");
    }
    events(broken.history());
    error.accept("  " + remedy(broken));
    error.accept("");
  }

  private void events(Fixture history) {
    if (history.events().isEmpty()) {
      error.accept("    []");
    }
    FixtureYaml.events(history).forEach(event -> error.accept("    - " + cut(event)));
  }

  private static void detail(Breach breach, Consumer<String> out) {
    breach.fold(
        fails -> {
          fails.error().text().lines().forEach(line -> out.accept("  " + cut(line)));
          if (fails.error().frames().isEmpty() && fails.place() != null) {
            out.accept("      at " + fails.place().text());
          }
          return fails;
        },
        differs -> {
          for (Difference difference : differs.differences()) {
            out.accept("  " + difference.path());
            out.accept("    expected: " + difference.expected());
            out.accept("    found:    " + difference.found());
            if (difference.place() != null) {
              out.accept("    at " + difference.place().text());
            }
          }
          return differs;
        });
  }

  private static String summary(Breach.Fails fails) {
    return cut(fails.error().name() + ": " + fails.error().message())
        + (fails.place() == null ? "" : " at " + fails.place().text());
  }

  private static String summary(Breach.Differs differs) {
    Difference first = differs.differences().get(0);
    return first.path()
        + " "
        + first.expected()
        + " becomes "
        + first.found()
        + (first.place() == null ? "" : " at " + first.place().text());
  }

  private static String shownBy(BrokenLaw broken) {
    Fixture before = broken.before();
    return broken.law() == Law.EMPTY_HISTORY
        ? "the world of " + broken.history().source()
        : count(broken.history())
            + " of "
            + broken.history().source()
            + (before == null ? "" : " after " + count(before) + " of " + before.source());
  }

  private static String count(Fixture history) {
    int events = history.events().size();
    return events == 1 ? "1 event" : (events == 0 ? "no" : events) + " events";
  }

  private static String remedy(BrokenLaw broken) {
    return "mend it, or accept it with off: ["
        + broken.law().key()
        + "] in src/test/profiles/"
        + broken.slug()
        + "/"
        + LawSettings.FILE;
  }

  private static String figures(Generated generated) {
    int planned = generated.plan().histories();
    boolean all = generated.tried() == planned;
    String tried =
        all
            ? number(planned) + " generated histories"
            : number(generated.tried()) + " of " + number(planned) + " generated histories";
    String seed = " (seed " + generated.plan().seed() + ")";
    if (!generated.broken().isEmpty()) {
      return tried + " were tried" + seed + ", mistakes found: " + generated.broken().size();
    }
    return tried + " hold" + seed + (all ? "" : ", then the time was over");
  }

  private static String number(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String cut(String line) {
    return line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE) + "…";
  }

  /** A name for a fixture that shows what was found. */
  public static String fixtureName(BrokenLaw broken) {
    return "found by generated histories, "
        + broken.breach().fold(LawConsole::summary, LawConsole::summary);
  }

  /** All that may be written of a function, one text for each thing that was found. */
  public static List<String> fixtures(Generated generated) {
    return generated.broken().stream()
        .map(broken -> FixtureYaml.of(fixtureName(broken), broken.history()))
        .toList();
  }
}
