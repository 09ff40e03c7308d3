package com.jitsu.benchmarks.tests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.benchmarks.tests.Expectations.Expected;
import com.jitsu.benchmarks.tools.Folders;
import com.jitsu.benchmarks.tools.TimedCommand;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Jitsu's: {@code jitsu-cli test}, a {@code *.test.ts} for each function with an {@code it} for
 * each case. The cases stand in a JSON file beside it, which spares TypeScript the checking of them
 * all.
 */
final class JestSide implements TestSide {

  private static final Pattern ALL = Pattern.compile("(?m)^Tests: +(\\d+) passed, (\\d+) total$");

  private static final String TEST =
      """
      import { readFileSync } from "fs";
      import { join } from "path";
      import type { AnalyticsServerEvent } from "@jitsu/protocols/analytics";
      import type { ProfileFunction, ProfileResult, ProfileUser } from "@jitsu/protocols/profile";
      import tested, { config } from "../../src/profiles/FUNCTION";

      type Case = {
        name: string;
        now: string;
        env: Record<string, string>;
        user: ProfileUser;
        events: AnalyticsServerEvent[];
        result: ProfileResult | null;
      };

      const cases: Case[] = JSON.parse(readFileSync(join(__dirname, "FUNCTION.cases.json"), "utf8"));

      function contextOf(env: Record<string, string>): Parameters<ProfileFunction>[2] {
        const store = new Map<string, any>();
        return {
          props: env,
          profileBuilder: { id: config.profileBuilderId, version: 1 },
          log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
          fetch: async () => {
            throw new Error("there is no network in a test");
          },
          store: {
            get: async (key) => store.get(key),
            set: async (key, value) => void store.set(key, value),
            del: async (key) => void store.delete(key),
            ttl: async () => -1,
            getWithTTL: async (key) => ({ value: store.get(key), ttl: -1 }),
          },
          getWarehouse: () => ({ query: async () => [] }),
        };
      }

      afterEach(() => jest.restoreAllMocks());

      describe(config.slug, () => {
        for (const { name, now, env, user, events, result } of cases) {
          it(name, async () => {
            jest.spyOn(Date, "now").mockReturnValue(Date.parse(now));
            expect((await tested(events, user, contextOf(env))) ?? null).toEqual(result);
          });
        }
      });
      """;

  private final JitsuCli cli;
  private final Path folder;

  /**
   * @param folder for what it writes beside the project
   */
  JestSide(JitsuCli cli, Path folder) {
    this.cli = cli;
    this.folder = folder;
  }

  @Override
  public String title() {
    return "jitsu-cli test";
  }

  @Override
  public void write(Path functions, List<Expected> cases) throws IOException {
    FunctionSources.copy(functions, profiles());
    Path tests = cli.project().resolve("__tests__").resolve("profiles");
    Folders.delete(tests);
    Files.createDirectories(tests);
    for (String function : MadeCases.FUNCTIONS) {
      ArrayNode own = Json.mapper().createArrayNode();
      cases.stream()
          .filter(each -> each.given().function().equals(function))
          .forEach(each -> own.add(json(each)));
      Files.writeString(tests.resolve(function + ".cases.json"), own.toPrettyString());
      Files.writeString(tests.resolve(function + ".test.ts"), TEST.replace("FUNCTION", function));
    }
  }

  private static ObjectNode json(Expected expected) {
    TestCase given = expected.given();
    ObjectNode json = Json.object().put("name", given.name()).put("now", given.now().toString());
    json.set("env", Json.mapper().valueToTree(given.env()));
    json.set("user", given.user().toJson());
    json.putArray("events").addAll(given.events());
    json.set("result", expected.result());
    return json;
  }

  /** Jest keeps its cache in the folder for temporary files. */
  @Override
  public void forget() throws IOException {
    Folders.delete(temporary());
  }

  @Override
  public Path profiles() {
    return cli.project().resolve("src/profiles");
  }

  @Override
  public TimedCommand command() throws IOException {
    Files.createDirectories(temporary());
    return new TimedCommand(cli.project(), folder.resolve("jest.log"), cli.cli("test"))
        .with("TMPDIR", temporary().toString());
  }

  private Path temporary() {
    return folder.resolve("tmp");
  }

  @Override
  public int passed(String output) {
    return passedIn(output);
  }

  static int passedIn(String output) {
    Matcher matcher = ALL.matcher(output);
    boolean all = matcher.find() && matcher.group(1).equals(matcher.group(2));
    return all ? Integer.parseInt(matcher.group(1)) : -1;
  }
}
