package com.jitsu.maven.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.jitsu.maven.project.NewFunction.Kind;
import com.jitsu.maven.project.NewFunction.Language;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.fixtures.FixtureReader;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewFunctionTest {

  @TempDir Path root;

  @Test
  void aSlugIsEnough() throws IOException {
    NewFunction churn = check("churn", null, null, null);

    assertThat(churn).isEqualTo(new NewFunction("churn", "churn", Language.TS, Kind.PROFILE));
    churn.write(root);
    assertThat(root.resolve("src/profiles/churn.ts"))
        .content()
        .contains(
            "import type { ProfileFunction }",
            "profileBuilderId: \"churn\"",
            "slug: \"churn\"",
            "tableName: \"churn\"")
        .doesNotContain("{{");
    Path fixture = root.resolve("src/test/profiles/churn/01-first.fixture.yaml");
    assertThat(new FixtureReader(root).read(fixture))
        .singleElement()
        .extracting(each -> each.events().size())
        .isEqualTo(2);
  }

  @Test
  void javaScriptHasItsTypesInComments() throws IOException {
    check("churn", "b-1", "JS", "profile").write(root);

    assertThat(root.resolve("src/profiles/churn.js"))
        .content()
        .startsWith("// @ts-check\n")
        .contains("@type {import(\"@jitsu/protocols/profile\").ProfileFunction}")
        .contains("profileBuilderId: \"b-1\"", "tableName: \"b_1\"");
  }

  @ParameterizedTest
  @CsvSource({"ts", "js"})
  void aTransformationLiesWithItsKind(String language) throws IOException {
    NewFunction ids = check("ids", null, language, "transformation");
    ids.write(root);

    assertThat(ids.files())
        .containsExactly(
            "src/functions/ids." + language, "src/test/functions/ids/01-first.fixture.yaml");
    assertThat(root.resolve(ids.files().get(0)))
        .content()
        .contains("JitsuFunction", "slug: \"ids\"")
        .doesNotContain("profileBuilderId", "{{");
    assertThat(root.resolve(ids.files().get(1))).content().contains("expect:\n", "  events:\n");
  }

  @ParameterizedTest
  @CsvSource({
    "churn,churn",
    "Last-Visit,last_visit",
    "events,of_events",
    "pg_stats,of_pg_stats",
    "7days,of_7days",
  })
  void everyBuilderHasATableThatAWarehouseTakes(String builder, String table) throws IOException {
    check("f", builder, "js", null).write(root);

    assertThat(root.resolve("src/profiles/f.js")).content().contains("\"" + table + "\"");
    assertThat(root.resolve("src/test/profiles/f/01-first.fixture.yaml"))
        .content()
        .contains("result: { tableName: " + table + " }");
  }

  @Test
  void theLanguageIsThatOfMostFunctions() throws IOException {
    write("src/profiles/a.js", "");
    write("src/functions/b.js", "");
    write("src/profiles/c.ts", "");

    assertThat(check("churn", null, null, null).language()).isEqualTo(Language.JS);
    assertThat(check("churn", null, "ts", null).language()).isEqualTo(Language.TS);
  }

  @Test
  void everyMistakeIsToldAtOnce() {
    assertThat(problems("über uns", "a b", "tsx", "profil"))
        .extracting(each -> each.code() + " " + each.where() + " → " + each.remedy())
        .containsExactly(
            "JITSU-0841 jitsu.slug → use letters, digits, \"_\" and \"-\", at most 100, first a letter or digit",
            "JITSU-0841 jitsu.kind → did you mean \"profile\"?",
            "JITSU-0841 jitsu.language → did you mean \"ts\"?",
            "JITSU-0841 jitsu.profileBuilderId → use letters, digits, \"_\" and \"-\", at most 64, first a letter or digit");
    assertThat(problems(null, null, null, null))
        .extracting(Problem::remedy)
        .containsExactly("type: mvn jitsu:new -Djitsu.slug=churn");
    assertThat(problems("a".repeat(70), null, null, null))
        .extracting(Problem::where)
        .containsExactly("jitsu.profileBuilderId");
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    write("src/profiles/churn.js", "mine");
    write("src/test/profiles/churn/01-first.fixture.yaml", "mine");

    assertThat(problems("churn", null, "ts", null))
        .extracting(each -> each.code() + " " + each.where())
        .containsExactly(
            "JITSU-0842 src/test/profiles/churn/01-first.fixture.yaml",
            "JITSU-0842 src/profiles/churn.js");
    assertThat(
            catchThrowableOfType(
                    ProblemException.class,
                    () -> new NewFunction("churn", "churn", Language.JS, Kind.PROFILE).write(root))
                .problems())
        .hasSize(2);
    assertThat(root.resolve("src/profiles/churn.js")).hasContent("mine");
    assertThat(root.resolve("src/profiles/churn.ts")).doesNotExist();
  }

  @Test
  void aSlugOrABuilderThatAnotherFunctionHasIsRefused() {
    Bundle other =
        Bundle.of(
            new FunctionConfig("orders", "Churn", "x", null), "src/profiles/x.ts", "1;\n", "{}");

    assertThat(problems("churn", "lost", null, null, other))
        .extracting(Problem::where)
        .containsExactly("src/profiles/x.ts");
    assertThat(problems("fresh", "orders", null, null, other))
        .extracting(Problem::what)
        .containsExactly("the builder \"orders\" runs src/profiles/x.ts already");
  }

  private NewFunction check(
      @Nullable String slug,
      @Nullable String builder,
      @Nullable String language,
      @Nullable String kind,
      Bundle... existing)
      throws IOException {
    return new NewFunctionRules(root, List.of(existing)).check(slug, builder, language, kind);
  }

  private List<Problem> problems(
      @Nullable String slug,
      @Nullable String builder,
      @Nullable String language,
      @Nullable String kind,
      Bundle... existing) {
    return catchThrowableOfType(
            ProblemException.class, () -> check(slug, builder, language, kind, existing))
        .problems();
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
