package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.Bundler;
import com.jitsu.sdk.bundle.Esbuilds;
import com.jitsu.sdk.bundle.ProjectCompiler;
import com.jitsu.sdk.bundle.ShippedTypes;
import com.jitsu.sdk.bundle.TypeChecker;
import com.jitsu.sdk.bundle.TypeCheckerContract;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** All tests share one compiler: loading it takes most of their time. */
class GraalTypeScriptTest extends TypeCheckerContract {

  private static final GraalTypeScript TYPESCRIPT = new GraalTypeScript(Esbuilds.typescript());

  @Override
  protected TypeChecker checker() {
    return TYPESCRIPT;
  }

  @AfterAll
  static void stop() {
    TYPESCRIPT.close();
  }

  @Test
  void whatBundlerAndCheckerBothSeeIsReportedOnce() {
    project
        .write("src/profiles/a.ts", "export const = 1;", "const s: string = 1;")
        .write(
            "src/profiles/b.ts",
            "import nix from \"./nix\";",
            "export const config = { profileBuilderId: \"b1\" };",
            "const s: string = 1;",
            "export default () => ({ traits: { nix, s } });");

    assertThat(problems())
        .extracting(problem -> problem.code() + " " + problem.where())
        .containsExactly(
            "JITSU-0104 src/profiles/a.ts:1:14",
            "JITSU-0105 src/profiles/b.ts:1:17",
            "JITSU-0111 src/profiles/b.ts:3:7");
  }

  @Test
  void aRightProjectIsCompiled() {
    project.write("src/profiles/good.ts", GOOD);

    assertThat(compile())
        .singleElement()
        .extracting(Bundle::source)
        .isEqualTo("src/profiles/good.ts");
  }

  @Test
  void theShippedTypesCanBeExtendedByAnEditorsConfig() {
    ShippedTypes.writeTo(project.root().resolve("target/jitsu/types"));
    project
        .write(
            "tsconfig.json",
            "{ \"extends\": \"./target/jitsu/types/tsconfig.json\", \"include\": [\"src\"] }")
        .write("src/profiles/good.ts", GOOD);

    assertThat(check()).isEmpty();
    assertThat(compile()).hasSize(1);
    assertThat(compile().get(0).code()).contains("from \"@jitsu/functions-lib\"");
  }

  @Test
  void aJarThatIsNotTypeScriptIsAProblem() {
    project.write("src/profiles/a.ts", "export default () => 1;");
    try (GraalTypeScript other = new GraalTypeScript(folder.resolve("nix.jar"))) {
      assertThatThrownBy(() -> other.check(project.root(), project.sources().profiles()))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("JITSU-0112");
    }
  }

  @Test
  void transformationFunctionsAreCheckedWithTheOthers() {
    project
        .writeCounter("src/profiles/count.js")
        .write(
            "src/functions/ids.ts",
            "import type { JitsuFunction } from \"@jitsu/protocols/functions\";",
            "const ids: JitsuFunction = (event, { log }) => {",
            "  log.inform(event.type);",
            "};",
            "export default ids;");

    assertThat(problems())
        .extracting(problem -> problem.code() + " " + problem.where())
        .containsExactly("JITSU-0111 src/functions/ids.ts:3:7");
  }

  private List<Bundle> compile() {
    Bundler bundler = new Bundler(project.root(), Esbuilds.real());
    return new ProjectCompiler(bundler, TYPESCRIPT).compile(project.sources());
  }

  private List<Problem> problems() {
    return catchThrowableOfType(ProblemException.class, this::compile).problems();
  }
}
