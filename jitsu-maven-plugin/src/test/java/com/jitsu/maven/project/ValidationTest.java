package com.jitsu.maven.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.Bundler.Attempt;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationTest {

  private static final Attempt ONE = new Attempt(List.of(bundle("ltv")), List.of());
  private static final Problem COMPUTED =
      new Problem("JITSU-0115", "config is computed", "src/profiles/a.ts:1:1", "write it");

  @TempDir Path root;

  @Test
  void whatIsRightIsCounted() throws IOException {
    fixture("ltv", "first", "events: []\nuser: { profileId: u1 }\nexpect: { noRow: true }\n");

    assertThat(Validation.of(root, ONE).text()).isEqualTo("1 function and 1 fixture are valid");
  }

  @Test
  void theProblemsOfSourcesAndFixturesComeTogether() throws IOException {
    fixture("ltv", "first", "events: []\nexpect: { trait: {} }\n");
    fixture("ltv", "second", "events: 7\n");

    assertThat(problems(new Attempt(List.of(bundle("ltv")), List.of(COMPUTED))))
        .hasSizeGreaterThan(3)
        .contains(COMPUTED)
        .extracting(problem -> String.valueOf(problem.where()).replaceFirst(":.*", ""))
        .contains(
            "src/test/profiles/ltv/first.fixture.yaml",
            "src/test/profiles/ltv/second.fixture.yaml");
  }

  @Test
  void aFolderOfAFunctionThatCannotBeReadIsNotCalledUnknown() throws IOException {
    fixture("a", "first", "events: []\nuser: { profileId: u1 }\nexpect: { noRow: true }\n");

    assertThat(problems(new Attempt(List.of(), List.of(COMPUTED)))).containsExactly(COMPUTED);
    assertThat(problems(ONE)).extracting(Problem::code).containsExactly("JITSU-0206");
  }

  private List<Problem> problems(Attempt sources) {
    return catchThrowableOfType(ProblemException.class, () -> Validation.of(root, sources))
        .problems();
  }

  private void fixture(String slug, String name, String text) throws IOException {
    Path file = root.resolve("src/test/profiles/" + slug + "/" + name + ".fixture.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Bundle bundle(String slug) {
    return Bundle.of(
        new FunctionConfig("b", slug, slug, null),
        "src/profiles/" + slug + ".ts",
        "export default 1;\n",
        "{}");
  }
}
