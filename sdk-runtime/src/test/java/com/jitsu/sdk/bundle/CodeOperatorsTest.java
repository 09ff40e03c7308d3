package com.jitsu.sdk.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.sdk.bundle.CodeOperators.Operator;
import com.jitsu.sdk.bundle.CodeOperators.Side;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeOperatorsTest {

  @TempDir Path root;

  @Test
  void signsBetweenBeforeAndBehindValuesAreToldApart() {
    assertThat(between("a - -b + c++ - --d")).containsExactly("-", "+", "-");
    assertThat(side(Side.BEFORE, "a - -b + +c - --d")).containsExactly("-", "+", "--");
    assertThat(side(Side.BEHIND, "c++ - a--")).containsExactly("++", "--");
    assertThat(side(Side.BEFORE, "[!a, typeof -b, (-c), a[-d]]"))
        .containsExactly("!", "-", "-", "-");
    assertThat(between("f(a) - g[b] - {}.x - \"s\" - `t` - 1"))
        .containsExactly("-", "-", "-", "-", "-");
  }

  @Test
  void everyOperatorIsFoundWhereTheUserWroteIt() {
    assertThat(places("a < b && c >= 1 ||\n    d === (b   ??   c)"))
        .containsExactly("< 3:12", "&& 3:16", ">= 3:21", "|| 3:26", "=== 4:7", "?? 4:16");
    assertThat(places("!a || (!b && true)"))
        .containsExactly("! 3:10", "|| 3:13", "! 3:17", "&& 3:20", "true 3:23");
  }

  @Test
  void whatLooksLikeAnOperatorIsNone() {
    assertThat(all("/a+b*c/.test(d) ? `x + ${a * b} - y` : \"a + b\"")).containsExactly("*");
    assertThat(all("[...a, 1e-7, 0xe, a?.b, (x) => x]")).isEmpty();
    assertThat(all("{ true: a, false: b }.true")).isEmpty();
    assertThat(all("(function* () { yield* a; yield -b; })()")).containsExactly("-");
    assertThat(all("{ *all() { yield 1 / 2; } }")).containsExactly("/");
    assertThat(all("((x) => { if (x) /b-c/.test(x); { x; }\n /c*d/.test(x); return x / 2; })(a)"))
        .containsExactly("/");
    assertThat(all("{ of: 6 }.of / 2 / 3")).containsExactly("/", "/");
    assertThat(all("(a as any) as number // a + b")).isEmpty();
  }

  @Test
  void assignmentsCountButPlainOnesDoNot() {
    assertThat(all("(() => { let x = 1; x += 2; x ??= 3; x = x; return x; })()"))
        .containsExactly("+=", "??=");
  }

  @Test
  void onlyTheProjectsOwnFilesCount() {
    Project project =
        new Project(root)
            .write("node_modules/lib/index.js", "export const half = (x) => x / 2;")
            .write("node_modules/lib/package.json", "{\"name\":\"lib\",\"main\":\"index.js\"}")
            .write("src/profiles/lib/own.ts", "export const twice = (x: number) => x * 2;")
            .write(
                "src/profiles/f.ts",
                "import { half } from \"lib\";",
                "import { twice } from \"./lib/own\";",
                "export const config = { profileBuilderId: \"b1\", name: \"a\" + \"b\" };",
                "export default () => half(twice(1)) > 0;");

    assertThat(operators(project))
        .extracting(each -> each.text() + " " + each.place().text() + " " + each.line())
        .containsExactly(
            "* src/profiles/lib/own.ts:1:39 export const twice = (x: number) => x * 2;",
            "> src/profiles/f.ts:4:37 export default () => half(twice(1)) > 0;");
  }

  private List<String> between(String expression) {
    return side(Side.BETWEEN, expression);
  }

  private List<String> side(Side side, String expression) {
    return of(expression).stream().filter(each -> each.side() == side).map(Operator::text).toList();
  }

  private List<String> all(String expression) {
    return of(expression).stream().map(Operator::text).toList();
  }

  private List<String> places(String expression) {
    return of(expression).stream()
        .map(each -> each.text() + " " + each.place().line() + ":" + each.place().column())
        .toList();
  }

  /** Begins in line 3, column 10. */
  private List<Operator> of(String expression) {
    return operators(
        new Project(root)
            .write(
                "src/profiles/f.ts",
                "export const config = { profileBuilderId: \"b1\" };",
                "export default (a, b, c, d, f, g) =>",
                "  Object(" + expression + "\n);"));
  }

  private List<Operator> operators(Project project) {
    Bundler bundler = new Bundler(root, Esbuilds.real());
    return CodeOperators.of(bundler.bundle(project.sources()).get(0));
  }
}
