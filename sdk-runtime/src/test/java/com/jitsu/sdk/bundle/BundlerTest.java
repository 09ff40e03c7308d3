package com.jitsu.sdk.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.contract.FunctionKind;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlerTest {

  @TempDir Path root;
  private Project project;

  @BeforeEach
  void aProject() {
    project = new Project(root);
  }

  @Test
  void aFunctionBecomesOneModuleWithItsConfig() {
    project
        .write("src/profiles/lib/money.ts", "export const sum = (a: number, b: number) => a + b;")
        .write(
            "src/profiles/lifetime-value.ts",
            "import type { ProfileFunction } from \"@jitsu/protocols/profile\";",
            "import { RetryError } from \"@jitsu/functions-lib\";",
            "import { sum } from \"./lib/money\";",
            "export const config = { profileBuilderId: \"b1\", name: \"Lifetime\", description: \"Für alle\" } as const;",
            "const value: ProfileFunction = async (events) => {",
            "  if (!events) throw new RetryError(\"no\");",
            "  return { traits: { ltv: sum(1, 2) } };",
            "};",
            "export default value;");

    Bundle bundle = bundle().get(0);

    assertThat(bundle.config())
        .isEqualTo(new FunctionConfig("b1", "lifetime-value", "Lifetime", "Für alle"));
    assertThat(bundle.source()).isEqualTo("src/profiles/lifetime-value.ts");
    assertThat(bundle.code())
        .contains("import { RetryError } from \"@jitsu/functions-lib\"")
        .contains("a + b")
        .contains("Für alle")
        .doesNotContain("./lib/money")
        .doesNotContain("sourceMappingURL");
    assertThat(SourceMap.parse(bundle.sourceMap()).sources())
        .containsExactlyInAnyOrder("src/profiles/lib/money.ts", "src/profiles/lifetime-value.ts");
    assertThat(Json.parse(bundle.sourceMap()).path("sourcesContent").toString())
        .contains("(a: number");
    CodePlaces places = CodePlaces.of(bundle.code(), bundle.sourceMap());
    assertThat(places.computed("ltv"))
        .contains(new Position("src/profiles/lifetime-value.ts", 7, 22));
    assertThat(places.defaultExport())
        .contains(new Position("src/profiles/lifetime-value.ts", 5, 7));
  }

  @Test
  void theSameSourcesGiveTheSameBytesWhereverTheyLie(@TempDir Path elsewhere) {
    project.writeCounter("src/profiles/count.js");
    Project copy = new Project(elsewhere.resolve("a folder with ümlaut"));
    copy.writeCounter("src/profiles/count.js");

    assertThat(bundle()).isEqualTo(bundle()).isEqualTo(bundler(copy).bundle(copy.sources()));
  }

  @Test
  void aProjectBehindALinkIsTheSameProject(@TempDir Path elsewhere) {
    project.writeCounter("src/profiles/count.js");
    Path link = elsewhere.resolve("link");
    assumeTrue(canLink(link, root), "this system or user may not make links");
    Project linked = new Project(link);

    assertThat(bundler(linked).bundle(linked.sources())).isEqualTo(bundle());
  }

  private static boolean canLink(Path link, Path target) {
    try {
      Files.createSymbolicLink(link, target);
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  @Test
  void lineEndsOfWindowsMakeNoDifference(@TempDir Path elsewhere) {
    String text =
        "export const config = { profileBuilderId: \"b1\", name: `b\n1` };\nexport default () => `a\nb`;";
    project.write("src/profiles/a.js", text);
    Project copy = new Project(elsewhere);
    copy.write("src/profiles/a.js", text.replace("\n", "\r\n"));

    assertThat(bundle())
        .extracting(Bundle::digest)
        .isEqualTo(bundler(copy).bundle(copy.sources()).stream().map(Bundle::digest).toList());
  }

  @Test
  void theConfigIsReadWithoutRunningAnything() {
    project
        .write(
            "src/profiles/lib/shared.ts",
            "throw new Error(\"ran\");",
            "export enum Builder { Orders = \"b1\" }",
            "export const names = { a: { long: \"A\\u0041\\x41\\u{1F600}\\t\\\"'\" } };",
            "export const rest = { id: 'x', \"description\": `two",
            "lines`, };")
        .write(
            "src/profiles/a.ts",
            "import { Builder, names, rest } from \"./lib/shared\";",
            "const slug = \"a\" + \"-3\";",
            "const retries = -1.5e-7;",
            "export const config = { profileBuilderId: Builder.Orders, slug, name: names.a.long,",
            "  ...rest, retryPolicy: { retries, list: [0xff, 1_000, +2, true, null, undefined,], no: undefined } } as const;",
            "export default () => { const config = { slug: 3 }; return config; };");

    assertThat(bundle().get(0).config())
        .isEqualTo(new FunctionConfig("b1", "a-3", "AAA\ud83d\ude00\t\"'", "two\nlines"));
  }

  @Test
  void whatIsComputedIsTold() {
    project
        .write(
            "src/profiles/a.ts",
            "const price = 3;",
            "export const config = {",
            "  profileBuilderId: process.env.BUILDER!,",
            "  slug: `a-${price}`,",
            "  nam: 5,",
            "  [\"id\"]: \"x\",",
            "  retryPolicy: { retries: 1 + price, x: () => 1 },",
            "};",
            "export default () => {};")
        .write(
            "src/profiles/b.ts",
            "const make = (id: string) => ({ profileBuilderId: id });",
            "export const config = make(\"b1\");",
            "export default () => {};")
        .write(
            "src/profiles/c.js",
            "export const config = { profileBuilderId: \"b1\" };",
            "config.slug = \"cc\";",
            "export default () => {};")
        .write(
            "src/profiles/d.js",
            "import { RetryError } from \"@jitsu/functions-lib\";",
            "const self = { self };",
            "export const config = { profileBuilderId: \"b1\", ...self, name: RetryError };",
            "export default () => {};")
        .write("src/profiles/e.js", "export function config() {}", "export default () => {};");

    assertThat(problems())
        .extracting(
            problem ->
                problem.code()
                    + " "
                    + problem.where()
                    + " "
                    + problem.what().replaceFirst("^config is computed: (.*); it is read.*", "$1"))
        .containsExactly(
            "JITSU-0115 src/profiles/a.ts:3:21 profileBuilderId is process.env.BUILDER",
            "JITSU-0115 src/profiles/a.ts:4:9 slug is `a-${price}`",
            "JITSU-0115 src/profiles/a.ts:6:3 [\"id\"]: \"x\"",
            "JITSU-0115 src/profiles/a.ts:7:27 retryPolicy.retries is 1 + price",
            "JITSU-0115 src/profiles/a.ts:7:41 retryPolicy.x is () => 1",
            "JITSU-0107 src/profiles/a.ts:5:3 config does not know \"nam\"",
            "JITSU-0115 src/profiles/b.ts:2:23 make(\"b1\")",
            "JITSU-0115 src/profiles/c.js:2:1 config.slug = \"cc\";",
            "JITSU-0115 src/profiles/d.js:2:7 self is self",
            "JITSU-0115 src/profiles/d.js:3:64 name is RetryError",
            "JITSU-0115 src/profiles/e.js:1:8 function config() {");
    assertThat(problems().get(0).remedy())
        .isEqualTo(
            "write the value itself, such as profileBuilderId: \"…\"; the name of a constant that holds plain values will do, too");
  }

  @Test
  void aPlainConfigIsReadWhereTheModuleItIsInIsLoadedLate() {
    project
        .write("src/profiles/lib/builder.ts", "export const builder = \"b1\";")
        .write(
            "src/profiles/a.ts",
            "import { builder } from \"./lib/builder\";",
            "export const config = { profileBuilderId: builder };",
            "export default async () => import(\"./lib/builder\");");

    assertThat(bundle().get(0).config().profileBuilderId()).isEqualTo("b1");
  }

  @Test
  void everyProblemOfEveryFileIsReportedAtOnce() {
    project
        .write("src/profiles/lib/money.ts", "export const x = 1;")
        .write("src/profiles/a.ts", "const ü = \"ä\" ä ;")
        .write(
            "src/profiles/b.ts",
            "import lodash from \"lodash\";",
            "import nix from \"./nix\";",
            "console.log(lodash, nix);")
        .write("src/profiles/bb.ts", "import { y } from \"./lib/money\";", "console.log(y);")
        .write("src/profiles/c.ts", "export default () => {};")
        .write(
            "src/profiles/d.ts",
            "export const config = {",
            "  profileBuilderID: \"b1\",",
            "  slug: \"über uns\",",
            "  name: 5,",
            "};",
            "export default () => {};")
        .write("src/profiles/e.ts", "export const config = { profileBuilderId: \"\" };")
        .write("src/profiles/f.ts", "export const config = { profileBuilderId: 7 };")
        .write("src/profiles/ff.ts", "export const config = { profileBuilderId: \"last visit!\" };")
        .write("src/profiles/g.ts", "export const config = 7;");

    assertThat(problems())
        .extracting(problem -> problem.code() + " " + problem.where() + " " + problem.what())
        .containsExactly(
            "JITSU-0104 src/profiles/a.ts:1:15 Expected \";\" but found \"ä\"",
            "JITSU-0105 src/profiles/b.ts:1:20 Could not resolve \"lodash\"",
            "JITSU-0105 src/profiles/b.ts:2:17 Could not resolve \"./nix\"",
            "JITSU-0105 src/profiles/bb.ts:1:10 No matching export in \"src/profiles/lib/money.ts\" for import \"y\"",
            "JITSU-0106 src/profiles/c.ts there is no config",
            "JITSU-0107 src/profiles/d.ts:2:3 config does not know \"profileBuilderID\"",
            "JITSU-0107 src/profiles/d.ts:4:3 name must be text, found 5",
            "JITSU-0108 src/profiles/d.ts:1:14 config has no profileBuilderId",
            "JITSU-0109 src/profiles/d.ts:3:3 the slug \"über uns\" is not allowed",
            "JITSU-0108 src/profiles/e.ts:1:25 profileBuilderId is empty",
            "JITSU-0108 src/profiles/f.ts:1:25 profileBuilderId must be text, found 7",
            "JITSU-0108 src/profiles/ff.ts:1:25 the profileBuilderId \"last visit!\" is not allowed",
            "JITSU-0107 src/profiles/g.ts:1:14 config is no object");
    assertThat(problems().get(5).remedy()).isEqualTo("did you mean \"profileBuilderId\"?");
  }

  @Test
  void theInputsAreAllFilesThatImportsReach() {
    project
        .write("src/shared/rates.ts", "export enum Rate { Eur = 1 }")
        .write("src/shared/types.ts", "export type Money = number;")
        .write("node_modules/tiny/index.js", "export const tiny = 1;")
        .write(
            "src/profiles/a.ts",
            "import { Rate } from \"../shared/rates\";",
            "import type { Money } from \"../shared/types\";",
            "import { tiny } from \"tiny\";",
            "import { RetryError } from \"@jitsu/functions-lib\";",
            "export const config = { profileBuilderId: \"b1\" };",
            "export default () => ({ traits: { a: Rate.Eur as Money, tiny } });")
        .writeCounter("src/profiles/b.js");

    assertThat(new BundleInputs(root, Esbuilds.real()).of(project.sources()))
        .extracting(file -> root.relativize(file).toString().replace('\\', '/'))
        .containsExactly(
            "node_modules/tiny/index.js",
            "src/profiles/a.ts",
            "src/profiles/b.js",
            "src/shared/rates.ts");
  }

  @Test
  void twoFunctionsWithOneSlugAreAProblemThatNamesBoth() {
    project.writeCounter("src/profiles/a.js").writeCounter("src/profiles/shop/A.js");

    assertThat(problems())
        .singleElement()
        .extracting(Problem::text)
        .asString()
        .contains("JITSU-0110", "src/profiles/a.js", "src/profiles/shop/A.js");
  }

  @Test
  void aTransformationFunctionNeedsNoConfig() {
    project
        .write("src/functions/no-config.ts", "export default () => {};")
        .write(
            "src/functions/named.js",
            "export const config = { slug: \"ids\", name: \"Ids\", description: \"d\", retryPolicy: { retries: 1 } };",
            "export default () => {};")
        .writeCounter("src/profiles/count.js");

    assertThat(bundle())
        .extracting(Bundle::config)
        .containsExactly(
            new FunctionConfig("b1", "count", "count", null),
            FunctionConfig.transformation("ids", "Ids", "d"),
            FunctionConfig.transformation("no-config", "no-config", null))
        .extracting(FunctionConfig::kind)
        .containsExactly(
            FunctionKind.PROFILE, FunctionKind.TRANSFORMATION, FunctionKind.TRANSFORMATION);
  }

  @Test
  void whatIsWrongWithATransformationFunctionIsSaidInItsOwnWords() {
    project
        .writeCounter("src/functions/count.js")
        .write("src/functions/five.js", "export const config = 5;", "export default () => {};")
        .write("src/functions/my function.js", "export default () => {};");

    assertThat(problems())
        .extracting(Problem::text)
        .containsExactly(
            "JITSU-0107 src/functions/count.js:1:25: profileBuilderId is for profile functions, and this transforms events\n  → take it away, or move the file to src/profiles",
            "JITSU-0107 src/functions/five.js:1:14: config is no object\n  → write: export const config = { slug: \"my-function\" }",
            "JITSU-0109 src/functions/my function.js: the file name \"my function\" cannot serve as slug\n  → set slug to letters, digits, \".\", \"_\" and \"-\", at most 100, first a letter or digit");
  }

  @Test
  void slugsDifferBetweenBothKindsOfFunctions() {
    project
        .writeCounter("src/profiles/ids.js")
        .write("src/functions/ids.js", "export default () => {};");

    assertThat(problems())
        .singleElement()
        .extracting(Problem::text)
        .asString()
        .startsWith(
            "JITSU-0110 src/functions/ids.js: the slug \"ids\" is also that of src/profiles/ids.js");
  }

  @Test
  void aFaultInASharedFileIsReportedOnce() {
    project
        .write("src/profiles/lib/money.ts", "export const = 1;")
        .write("src/profiles/a.ts", "import { x } from \"./lib/money\"; console.log(x);")
        .write("src/profiles/b.ts", "import { x } from \"./lib/money\"; console.log(x);");

    assertThat(problems())
        .singleElement()
        .extracting(Problem::where)
        .isEqualTo("src/profiles/lib/money.ts:1:14");
  }

  @Test
  void aFileNameThatIsNoSlugNeedsOneInTheConfig() {
    project.writeCounter("src/profiles/my profile.js");

    assertThat(problems()).singleElement().extracting(Problem::code).isEqualTo("JITSU-0109");
  }

  private List<Bundle> bundle() {
    return bundler(project).bundle(project.sources());
  }

  private List<Problem> problems() {
    return catchThrowableOfType(ProblemException.class, this::bundle).problems();
  }

  private static Bundler bundler(Project project) {
    return new Bundler(project.root(), Esbuilds.real());
  }
}
