package com.jitsu.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.maven.Descriptor.Goal;
import com.jitsu.maven.Descriptor.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/goals.md} is what the plugin's descriptor says; {@code -Dgolden.update=true} writes
 * it anew.
 */
class GoalsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "goals.md");
  private static final Pattern OURS = Pattern.compile("jitsu(\\.[a-z][a-zA-Z]*)+");

  private static final Pattern TOLD = Pattern.compile(" ?Default: (.*?)\\.(?= [A-Z]|$)");

  /** Names that Maven's users know already, with the same meaning. */
  private static final Set<String> KNOWN =
      Set.of(
          "skipTests",
          "maven.test.skip",
          "maven.test.failure.ignore",
          "project.build.outputTimestamp",
          "surefire.rerunFailingTestsCount",
          "surefire.skipAfterFailureCount");

  @Test
  void thePageHasEveryGoalAndParameter() throws Exception {
    String page = page(Descriptor.goals());
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  @Test
  void aParameterSaysItsNameSinceWhenItIsThereAndWhatItIsWhenNothingIsSaid() throws Exception {
    List<Goal> goals = Descriptor.goals().stream().filter(goal -> !goal.isMavensOwn()).toList();

    assertThat(goals).hasSizeGreaterThanOrEqualTo(10);
    assertThat(goals)
        .allSatisfy(
            goal -> {
              assertThat(goal.since()).as(goal.name()).isPresent();
              assertThat(goal.description()).as(goal.name()).isNotEmpty();
              assertThat(goal.settable()).as(goal.name()).isNotEmpty();
              assertThat(goal.settable()).allSatisfy(option -> isTold(goal, option));
            });
  }

  @Test
  void everyGoalCanBeSkipped() throws Exception {
    assertThat(Descriptor.goals())
        .filteredOn(goal -> !goal.isMavensOwn())
        .allSatisfy(
            goal ->
                assertThat(goal.settable())
                    .extracting(option -> option.property().orElse(""))
                    .contains("jitsu.skip", "jitsu." + goal.name() + ".skip"));
  }

  @Test
  void thePageCanBeFound() throws IOException {
    assertThat(Path.of("..", "README.md")).content().contains("(docs/goals.md)");
    assertThat(Path.of("..", "docs", "testing.md")).content().contains("(goals.md)");
  }

  private static void isTold(Goal goal, Option option) {
    String name = goal.name() + " " + option.name();
    String property = option.property().orElse("none");
    assertThat(
            OURS.matcher(property).matches()
                || KNOWN.contains(property)
                || property.equals("jitsu." + goal.name() + ".skip"))
        .as(name + " has the property " + property)
        .isTrue();
    assertThat(option.since()).as(name + " has @since").isPresent();
    assertThat(option.description()).as(name + " has a description").isNotEmpty();
    assertThat(
            option.defaultValue().isPresent()
                || Stream.of("Default:", "Required.").anyMatch(option.description()::contains))
        .as(name + " has a default value or tells it with the word Default: in its Javadoc")
        .isTrue();
  }

  private static String page(List<Goal> goals) {
    StringBuilder page =
        new StringBuilder(
            """
            # Goals and parameters

            Every goal of `jitsu-maven-plugin` with all that can be set, as its descriptor has it. A parameter goes into the POM by its name, \
            `<configuration><typeCheck>false</typeCheck></configuration>`, and on the command line by its property, `-Djitsu.typeCheck=false`. \
            `mvn jitsu:help -Ddetail -Dgoal=test` shows the same in a terminal.

            This page is made from the plugin: \
            `mvn test -pl jitsu-maven-plugin -am -DtestArguments=-Dgolden.update=true` writes it anew.

            | Goal | Phase | Parameter | Property | Default | Since | |
            |---|---|---|---|---|---|---|
            """);
    for (Goal goal : goals) {
      row(
          page,
          "**`" + goal.name() + "`**",
          goal.phase().orElse("–"),
          "",
          "",
          "",
          goal.since().orElse(""),
          goal.description());
      for (Option option : goal.settable()) {
        row(
            page,
            goal.name(),
            "",
            code(option.name()),
            code(option.property().orElse("")),
            option.defaultValue().map(GoalsPageTest::code).orElseGet(() -> told(option)),
            option.since().orElse(goal.since().orElse("")),
            TOLD.matcher(option.description()).replaceAll("").strip());
      }
    }
    return page.toString();
  }

  /** A default that no annotation can have, in words. */
  private static String told(Option option) {
    Matcher matcher = TOLD.matcher(option.description());
    return matcher.find() ? matcher.group(1) : "";
  }

  private static void row(StringBuilder page, String... cells) {
    page.append("| ")
        .append(
            String.join(
                " | ",
                Stream.of(cells)
                    .map(cell -> cell.replace("|", "\\|").replaceAll("<(?=\\w)", "&lt;"))
                    .toList()))
        .append(" |\n");
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }
}
