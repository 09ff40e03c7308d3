package com.jitsu.sdk.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every type checker must say, whichever compiler is behind it. */
public abstract class TypeCheckerContract {

  protected static final String[] GOOD = {
    "import type { ProfileFunction, ProfileConfig } from \"@jitsu/protocols/profile\";",
    "import type { AnyEvent } from \"@jitsu/protocols/functions\";",
    "import { RetryError } from \"@jitsu/functions-lib\";",
    "import { randomUUID } from \"crypto\";",
    "import { sum } from \"./lib/money\";",
    "export const config: ProfileConfig = { profileBuilderId: \"b1\" };",
    "const days = new Intl.NumberFormat(\"de\").format(1n);",
    "const profile: ProfileFunction = async (events, user, context) => {",
    "  let total = 0;",
    "  const seen = new Map<string, Date>();",
    "  for (const event of events) {",
    "    total = sum(total, event.properties?.total);",
    "    const own = (event as AnyEvent).own + event.context.page?.path;",
    "    if (own) seen.set(event.event ?? event.type, new Date(event.timestamp));",
    "  }",
    "  if (!user.userId) throw new RetryError(\"later\", { drop: true });",
    "  const rate = await context.store.get(\"rate\");",
    "  context.log.info(\"seen\", user.traits.email, context.props.CURRENCY, context.profileBuilder.version);",
    "  console.log(new URL(\"https://a.b\").host, new TextEncoder().encode(\"a\"), process.env.X, days);",
    "  setTimeout(() => {}, 5);",
    "  return { traits: { total, rate, id: randomUUID(), last: [...seen.values()].at(-1)?.toISOString() } };",
    "};",
    "export default profile;"
  };

  @TempDir protected Path folder;
  protected Project project = new Project(Path.of(""));

  protected abstract TypeChecker checker();

  @BeforeEach
  void aProject() throws IOException {
    project = new Project(folder.toRealPath());
    project.write(
        "src/profiles/lib/money.ts",
        "export const sum = (a: number, b: number | undefined) => a + (b ?? 0);");
  }

  @Test
  void codeThatUsesAllThatIsPromisedIsRight() {
    project.write("src/profiles/good.ts", GOOD);

    assertThat(check()).isEmpty();
  }

  @Test
  void theGuestLibraryIsTyped() {
    project.write(
        "src/profiles/library.ts",
        "import * as all from \"crypto\";",
        "import crypt, { hash, randomBytes, randomInt } from \"crypto\";",
        "import { HTTPError, NoRetryError, fromJitsuClassic, idToClassic, toSnakeCase } from \"@jitsu/functions-lib\";",
        "export default async function (events, user, context) {",
        "  const text: string = hash(\"sha256\", user.userId) + randomBytes(4).toString(\"hex\") + crypt.hash(\"md5\", \"\", \"base64\");",
        "  const bytes: Uint8Array = all.hash(\"sha1\", new Uint8Array(1), \"buffer\");",
        "  const digest: ArrayBuffer = await crypto.subtle.digest(\"SHA-256\", new TextEncoder().encode(text));",
        "  crypto.getRandomValues(new Uint8Array(randomInt(8)));",
        "  const url = URL.parse(\"/a\", \"https://b.c\");",
        "  url?.searchParams.delete(\"a\", \"b\");",
        "  const at = performance.now() + new TextDecoder(\"latin1\").decode(digest, { stream: true }).length;",
        "  try { structuredClone(context.log); } catch (e) { if (!(e instanceof DOMException)) throw new NoRetryError({ message: e.message }); }",
        "  if (!url) throw new RetryError(new HTTPError(\"no\", 500, \"\").toJSON(), { drop: true });",
        "  return { traits: { at, bytes, [TableNameParameter]: idToClassic(\"A\"), c: toJitsuClassic(fromJitsuClassic({})), s: toSnakeCase({}) } };",
        "}");

    assertThat(check()).isEmpty();
  }

  @Test
  void theUntypedHabitsOfCustomersAreRight() {
    project.write(
        "src/profiles/habits.ts",
        "export default async function (events, { traits }, context) {",
        "  const result = {} as any;",
        "  for (const event of events) result[event.type] = event;",
        "  try { context.x(); } catch (e) { context.log.error(e.message); }",
        "  return { traits: result };",
        "}");

    assertThat(check()).isEmpty();
  }

  @Test
  void wrongTypesHaveAPlaceInEveryFileThatIsInvolved() {
    project
        .write("src/profiles/lib/money.ts", "export const sum = (a: number): string => a;")
        .write(
            "src/profiles/bad.ts",
            "import type { ProfileFunction } from \"@jitsu/protocols/profile\";",
            "import { sum } from \"./lib/money\";",
            "import nix from \"./nix\";",
            "const f: ProfileFunction = async (events) => {",
            "  const total: number = sum(1) ;",
            "  for (const event of events) console.log(event.propertis, event._profile_id, event.$table);",
            "  return { traits: { nix, n: events.length, w: window } };",
            "};",
            "export default f;");

    assertThat(check())
        .extracting(problem -> problem.number() + " " + text(problem) + " " + problem.message())
        .containsExactly(
            "2307 src/profiles/bad.ts:3:17 Cannot find module './nix' or its corresponding type declarations.",
            "2322 src/profiles/bad.ts:5:9 Type 'string' is not assignable to type 'number'.",
            "2551 src/profiles/bad.ts:6:49 Property 'propertis' does not exist on type 'AnalyticsServerEvent'. Did you mean 'properties'?",
            "2339 src/profiles/bad.ts:7:37 Property 'length' does not exist on type 'Iterable<AnalyticsServerEvent>'.",
            "2304 src/profiles/bad.ts:7:48 Cannot find name 'window'.",
            "2322 src/profiles/lib/money.ts:1:43 Type 'number' is not assignable to type 'string'.");
  }

  @Test
  void javaScriptIsCheckedWhereItAsksForIt() {
    project
        .write("src/profiles/a.js", "export default () => ({ traits: nowhere });")
        .write("src/profiles/b.js", "// @ts-check", "export default () => ({ traits: nowhere });");

    assertThat(check())
        .singleElement()
        .extracting(TypeCheckerContract::text)
        .isEqualTo("src/profiles/b.js:2:33");
  }

  @Test
  void aProjectsConfigDecidesHowStrictAndWhereToLook() {
    project
        .write(
            "tsconfig.json",
            "{ // with comments",
            "  \"extends\": \"./base.json\",",
            "  \"compilerOptions\": { \"lib\": [\"dom\"], \"noEmit\": false, \"paths\": { \"~/*\": [\"./src/profiles/lib/*\"] } },",
            "}")
        .write("base.json", "{ \"compilerOptions\": { \"noImplicitAny\": true } }")
        .write(
            "src/profiles/a.ts",
            "import { sum } from \"~/money\";",
            "export default (events) => ({ traits: { s: sum(1, 2), d: document } });");

    assertThat(check())
        .extracting(problem -> problem.number() + " " + text(problem))
        .containsExactly("7006 src/profiles/a.ts:2:17", "2584 src/profiles/a.ts:2:58");
  }

  @Test
  void packagesOfTheProjectBringTheirTypes() {
    project
        .write(
            "node_modules/dinero/package.json", "{ \"name\": \"dinero\", \"types\": \"t.d.ts\" }")
        .write("node_modules/dinero/t.d.ts", "export declare const one: number; const broken: nix;")
        .write(
            "src/profiles/a.ts",
            "import { one } from \"dinero\";",
            "export default () => ({ traits: { x: one.length } });");

    assertThat(check()).extracting(TypeProblem::number).containsExactly(2339);
  }

  @Test
  void unchangedSourcesAreNotCheckedAgain() {
    project
        .write("src/profiles/good.ts", GOOD)
        .write("src/profiles/bad.ts", "const s: string = 1;", "export default () => s;");
    List<String> asked = new ArrayList<>();
    TypeChecker remembering = new CheckedSources(counting(asked), folder.resolve("target/jitsu"));

    TypeChecker.Check first = check(remembering);
    assertThat(first.problems()).hasSize(1);
    assertThat(check(remembering)).isEqualTo(first);
    assertThat(asked).hasSize(1);

    // A shared file changes, a file appears that was looked for in vain, a function is added.
    project.write("src/profiles/lib/money.ts", "export const sum = (a: number, b: any) => 1;");
    check(remembering);
    assertThat(asked).hasSize(2);
    project.write("tsconfig.json", "{}");
    check(remembering);
    assertThat(asked).hasSize(3);
    project.write("src/profiles/more.ts", "export default () => 1;");
    check(remembering);
    assertThat(asked).hasSize(4);
    check(remembering);
    assertThat(asked).hasSize(4);
  }

  @Test
  void anUnreadableMemoryIsNoHarm() {
    project.write("src/profiles/a.ts", "export default () => 1;");
    project.write("target/jitsu/types.json", "{\"version\":");

    assertThat(check(new CheckedSources(checker(), folder.resolve("target/jitsu"))).problems())
        .isEmpty();
  }

  @Test
  void anImportMaySayAnything() {
    project.write("src/profiles/a.ts", "import x from \"./\\0*?:\";", "export default () => x;");

    assertThat(check()).extracting(TypeProblem::number).containsExactly(2307);
  }

  protected List<TypeProblem> check() {
    return check(checker()).problems();
  }

  private TypeChecker.Check check(TypeChecker asked) {
    return asked.check(project.root(), project.sources().profiles());
  }

  private TypeChecker counting(List<String> asked) {
    return new TypeChecker() {
      @Override
      public String version() {
        return checker().version();
      }

      @Override
      public Check check(Path projectRoot, List<Path> files) {
        asked.add(files.toString());
        return checker().check(projectRoot, files);
      }
    };
  }

  protected static String text(TypeProblem problem) {
    return problem.place() == null ? "" : problem.place().text();
  }
}
