package com.jitsu.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a newcomer does with the generated project, and the texts that mistakes meet with. */
class ArchetypeProjectIT {

  private static final String LAST_VISIT = "src/profiles/last-visit.ts";
  private static final String LIFETIME_VALUE = "src/profiles/lifetime-value.ts";
  private static final String CUSTOMER =
      "src/test/profiles/lifetime-value/01-a-customer.fixture.yaml";

  private static Path project = Path.of("");
  private static String firstBuild = "";

  private final Map<Path, String> originals = new TreeMap<>();

  @BeforeAll
  static void generate() throws IOException, InterruptedException {
    Path folder = Folders.fresh("archetype");
    GeneratedProject.generate(
            folder,
            "-DgroupId=com.example",
            "-DartifactId=shop-profiles",
            "-Dversion=1.0.0-SNAPSHOT")
        .succeeds();
    project = folder.resolve("shop-profiles");
    firstBuild = MavenBuild.run(project, "verify").succeeds().output();
  }

  @BeforeEach
  void rememberNothing() {
    originals.clear();
  }

  @AfterEach
  void putBack() throws IOException {
    for (Map.Entry<Path, String> original : originals.entrySet()) {
      Files.writeString(original.getKey(), original.getValue());
    }
  }

  @Test
  void theGeneratedProjectIsGreenAtOnce() throws IOException {
    assertThat(firstBuild)
        .contains("Compiled 2 functions to target/jitsu, types are right")
        .contains("Running last-visit", "Running lifetime-value")
        .containsPattern("Tests run: 5, Failures: 0, Errors: 0, Skipped: 0\n");
    assertThat(project.resolve("target/surefire-reports"))
        .isDirectoryContaining("glob:**/TEST-jitsu.last-visit.xml")
        .isDirectoryContaining("glob:**/TEST-jitsu.lifetime-value.xml");
    assertThat(project.resolve("target/jitsu/types/tsconfig.json")).exists();
    assertThat(project.resolve("target/jitsu/fixture.schema.json")).exists();
    assertThat(project.resolve(".gitignore")).content().contains("target/");
    assertThat(project.resolve("target/shop-profiles-1.0.0-SNAPSHOT-profiles.zip")).exists();
    assertThat(project.resolve(".mvn/jvm.config")).content().contains("-XX:+UseSerialGC");
    assertThat(project.resolve("src/profiles")).isDirectoryNotContaining("glob:**.js");
  }

  @Test
  void aBrokenExpectationShowsPathBothValuesAndTheLineOfTheSource()
      throws IOException, InterruptedException {
    edit(CUSTOMER, "lifetimeValue: 59.7", "lifetimeValue: 60");
    quickly("verify")
        .fails()
        .says(
            "Tests run: 3, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: ",
            "traits.lifetimeValue",
            "expected: 60 (number)",
            "found:    59.7 (number)",
            "at src/profiles/lifetime-value.ts:" + place(LIFETIME_VALUE, "lifetimeValue: cents"),
            "fixture: " + CUSTOMER,
            "There are fixtures that fail.");
    quickly("verify", "-Dmaven.test.failure.ignore").succeeds();
    quickly("verify", "-DskipTests").succeeds();
    quickly("jitsu:test", "-Djitsu.test=lifetime-value#02*,last-visit")
        .succeeds()
        .says("Tests run: 3, Failures: 0");
    quickly("jitsu:test", "-Djitsu.statementLimit=3")
        .fails()
        .says("the function executed more than the 3 statements that it may");
    quickly("jitsu:test", "-Djitsu.timeLimit=0", "-Djitsu.memoryLimit=-1")
        .fails()
        .says("JITSU-0814", "jitsu.timeLimit=0", "jitsu.memoryLimit=-1");
    quickly("jitsu:test", "-Djitsu.test=livetime-value")
        .fails()
        .says("JITSU-0812", "did you mean \"lifetime-value\"?");
  }

  @Test
  void aFunctionWithoutAFixtureFailsTheBuild() throws IOException, InterruptedException {
    Path added = project.resolve("src/profiles/untested.js");
    Files.writeString(
        added,
        """
        export const config = { profileBuilderId: 'untested' };
        export default () => ({ traits: {} });
        """);
    try {
      quickly("verify")
          .fails()
          .says("JITSU-0813", "src/profiles/untested.js", "-Djitsu.failIfNoTests=false");
      quickly("verify", "-Djitsu.failIfNoTests=false").succeeds();
    } finally {
      Files.delete(added);
    }
  }

  @Test
  void aSyntaxErrorIsToldWithItsPlace() throws IOException, InterruptedException {
    edit(LAST_VISIT, "let visits = 1;", "let visits = = 1;");
    quickly("compile")
        .fails()
        .says("JITSU-0104", LAST_VISIT + ":" + place(LAST_VISIT, "= 1;") + ": Unexpected \"=\"");
  }

  @Test
  void aTypeErrorIsToldWithItsPlaceAndCanBeLetPass() throws IOException, InterruptedException {
    edit(LAST_VISIT, "tableName: \"last_visits\"", "tableName: 7");
    MavenBuild.run(project, "compile")
        .fails()
        .says(LAST_VISIT + ":", "Type 'number' is not assignable to type 'string'");
    quickly("compile").succeeds();
  }

  @Test
  void aMissingDefaultExportIsToldWithTheRightOne() throws IOException, InterruptedException {
    edit(LAST_VISIT, "export default lastVisit;", "");
    quickly("compile")
        .fails()
        .says("JITSU-0302", LAST_VISIT, "export default async function (events, user, context)");
  }

  @Test
  void withoutAServerTheCommandThatStartsOneIsShown() throws IOException, InterruptedException {
    quickly("jitsu:deploy", "-Djitsu.server=http://127.0.0.1:9")
        .fails()
        .says(
            "JITSU-0801 no server answers at http://127.0.0.1:9 (connection refused)\n",
            "or name another with -Djitsu.server=http://…\n");
    quickly("jitsu:status", "-Djitsu.server=nonsense")
        .fails()
        .says("\"nonsense\" is no address of a server");
  }

  @Test
  void aServerRefusesAnUnknownBuilderAndAWrongKey() throws IOException, InterruptedException {
    quickly("jitsu:server-start", "-Djitsu.port=0").succeeds();
    try {
      quickly("jitsu:server-start", "-Djitsu.port=0")
          .fails()
          .says("JITSU-0811", "mvn jitsu:server-stop");

      quickly("jitsu:deploy")
          .fails()
          .says("there is no builder \"last-visit\"", "-Djitsu.createBuilder");

      quickly("jitsu:deploy", "-Djitsu.createBuilder")
          .succeeds()
          .says("last-visit created (new builder), lifetime-value created (new builder)");

      edit(LAST_VISIT, "profileBuilderId: \"last-visit\"", "profileBuilderId: \"last-visits\"");
      quickly("jitsu:deploy")
          .fails()
          .says("there is no builder \"last-visits\"", "did you mean \"last-visit\"?");
      putBack();

      String wrong = "no-such-key-0123456789";
      MavenBuild refused =
          quickly("-X", "jitsu:status", "-Djitsu.apiKey=" + wrong)
              .failsWithStack()
              .says("JITSU-0803", "refuses the key from the property jitsu.apiKey");
      assertThat(refused.output()).doesNotContain(wrong);

      String key = RunningServer.of(project).key("deployKey");
      MavenBuild debugged =
          quickly("-X", "jitsu:deploy", "-Djitsu.publish")
              .succeeds()
              .says("Published last-visit version 1, lifetime-value version 1");
      assertThat(debugged.output()).doesNotContain(key);

      quickly("jitsu:deploy", "-Djitsu.publish")
          .succeeds()
          .says(
              "last-visit version 1 (unchanged)", "last-visit version 1 is unchanged: 0 profiles");
      quickly("jitsu:status").succeeds().says("READY", "version 1", "same");
    } finally {
      quickly("jitsu:server-stop").succeeds().says("The server has ended.");
    }
  }

  @Test
  void everyGoalIsInTheHelp() throws IOException, InterruptedException {
    quickly("jitsu:help")
        .succeeds()
        .says(
            "jitsu:compile",
            "jitsu:deploy",
            "jitsu:doctor",
            "jitsu:new",
            "jitsu:package",
            "jitsu:server",
            "jitsu:server-start",
            "jitsu:server-stop",
            "jitsu:status",
            "jitsu:test",
            "jitsu:validate");
  }

  /** For what is not about types: checking them takes longer than all the rest. */
  private static MavenBuild quickly(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("-Djitsu.typeCheck=false");
    return MavenBuild.run(project, all.toArray(String[]::new));
  }

  private void edit(String file, String from, String to) throws IOException {
    Path path = project.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    originals.putIfAbsent(path, text);
    Files.writeString(path, text.replace(from, to));
  }

  /** Line and column of a text, as an editor counts. */
  private static String place(String file, String text) throws IOException {
    String all = Files.readString(project.resolve(file));
    String before = all.substring(0, all.indexOf(text));
    int line = before.split("\n", -1).length;
    return line + ":" + (before.length() - before.lastIndexOf('\n'));
  }
}
