package com.jitsu.sdk.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** With the compiler that npm brings, where it is installed. */
class NativeTypeScriptTest extends TypeCheckerContract {

  /** The folder into which {@code npm install typescript@7} was done. */
  private static final String FOLDER = System.getenv().getOrDefault("JITSU_TYPESCRIPT", "");

  @Override
  protected TypeChecker checker() {
    Path compiler = compiler();
    assumeTrue(
        Files.exists(compiler),
        "no native TypeScript here: set JITSU_TYPESCRIPT to a folder with npm's typescript 7");
    return new NativeTypeScript(compiler, folder.resolve("target/native"));
  }

  @Test
  void theCompilerIsThereWhereItIsRequired() {
    boolean required = System.getenv().getOrDefault("JITSU_REQUIRE", "").contains("typescript");

    assertThat(!required || Files.exists(compiler())).isTrue();
  }

  @Test
  void strictMeansAllOfIt() {
    project
        .write("tsconfig.json", "{ \"compilerOptions\": { \"strict\": true } }")
        .write("src/profiles/a.ts", "export default (events) => ({});");

    assertThat(check())
        .extracting(problem -> problem.number() + " " + text(problem))
        .containsExactly("7006 src/profiles/a.ts:1:17");
  }

  @Test
  void anOptionThatTheReleaseNoLongerHasIsNoticed() {
    project
        .write("tsconfig.json", "{ \"compilerOptions\": { \"baseUrl\": \"src\" } }")
        .write("src/profiles/a.ts", "export default () => ({});");

    TypeChecker.Check check = checker().check(project.root(), project.sources().profiles());

    assertThat(NativeTypeScript.refusesAnOption(check)).isTrue();
  }

  @Test
  void aProgramThatIsNoCompilerIsAProblem() {
    project.write("src/profiles/a.ts", "export default () => 1;");
    TypeChecker other =
        new NativeTypeScript(folder.resolve("nix"), folder.resolve("target/native"));

    assertThatThrownBy(() -> other.check(project.root(), project.sources().profiles()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0102")
        .hasMessageContaining("-Djitsu.typescript=embedded");
  }

  @Test
  void aCompilerThatEndsBadlyWithoutAFindingIsNoGoodNews() throws IOException {
    project.write("tsconfig.json", "{}").write("src/profiles/a.ts", "export default () => 1;");
    Path broken = folder.resolve("tsc");
    Files.writeString(broken, "#!/bin/sh\necho panic: out of luck\nexit 2\n");
    assumeTrue(broken.toFile().setExecutable(true), "no shell scripts here");

    assertThatThrownBy(
            () ->
                new NativeTypeScript(broken, folder.resolve("target/native"))
                    .check(project.root(), project.sources().profiles()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("ended with status 2: panic: out of luck");
  }

  private static Path compiler() {
    return Path.of(FOLDER, "node_modules/@typescript/typescript-linux-x64/lib/tsc");
  }
}
