package com.jitsu.benchmarks.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.benchmarks.tests.Expectations.Expected;
import com.jitsu.sdk.contract.Json;
import java.util.List;
import java.util.stream.Collectors;

/** A function's cases as a test for jest; both ways type-check. */
final class JestText {

  private static final String HEAD =
      """
      import type { AnalyticsServerEvent } from "@jitsu/protocols/analytics";
      import type { ProfileFunction, ProfileResult, ProfileUser } from "@jitsu/protocols/profile";
      import tested, { config } from "../../src/profiles/FUNCTION";

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

      """;

  private static final String READING =
      """
      import { readFileSync } from "fs";
      import { join } from "path";
      HEAD\
      type Case = {
        name: string;
        now: string;
        env: Record<string, string>;
        user: ProfileUser;
        events: AnalyticsServerEvent[];
        result: ProfileResult | null;
      };

      const cases: Case[] = JSON.parse(readFileSync(join(__dirname, "FUNCTION.cases.json"), "utf8"));

      describe(config.slug, () => {
        for (const { name, now, env, user, events, result } of cases) {
          it(name, async () => {
            jest.spyOn(Date, "now").mockReturnValue(Date.parse(now));
            expect((await tested(events, user, contextOf(env))) ?? null).toEqual(result);
          });
        }
      });
      """;

  private static final String CASE =
      """
        it(%s, async () => {
          jest.spyOn(Date, "now").mockReturnValue(Date.parse(%s));
          const events = [
      %s
          ] as AnalyticsServerEvent[];
          const user: ProfileUser = %s;
          const result = await tested(events, user, contextOf(%s));
          expect(result).%s;
        });
      """;

  private JestText() {}

  /** A test that reads its cases from {@code FUNCTION.cases.json}. */
  static String reading(String function) {
    return READING.replace("HEAD", HEAD).replace("FUNCTION", function);
  }

  /** That file. */
  static String cases(List<Expected> cases) {
    ArrayNode all = Json.mapper().createArrayNode();
    for (Expected each : cases) {
      TestCase given = each.given();
      ObjectNode json =
          all.addObject().put("name", given.name()).put("now", given.now().toString());
      json.set("env", Json.mapper().valueToTree(given.env()));
      json.set("user", given.user().toJson());
      json.putArray("events").addAll(given.events());
      json.set("result", each.result());
    }
    return all.toPrettyString();
  }

  /** A test with its cases in it. */
  static String writtenOut(String function, List<Expected> cases) {
    return HEAD.replace("FUNCTION", function)
        + "describe(config.slug, () => {\n"
        + cases.stream().map(JestText::written).collect(Collectors.joining("\n"))
        + "});\n";
  }

  private static String written(Expected expected) {
    TestCase given = expected.given();
    JsonNode result = expected.result();
    return CASE.formatted(
        quoted(given.name()),
        quoted(given.now().toString()),
        given.events().stream()
            .map(event -> "      " + Json.text(event) + ",")
            .collect(Collectors.joining("\n")),
        Json.text(given.user().toJson()),
        Json.text(Json.mapper().valueToTree(given.env())),
        result.isNull() ? "toBeUndefined()" : "toEqual(" + Json.text(result) + ")");
  }

  private static String quoted(String text) {
    return Json.text(Json.mapper().valueToTree(text));
  }
}
