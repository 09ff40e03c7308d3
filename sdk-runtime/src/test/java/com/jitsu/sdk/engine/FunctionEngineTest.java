package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.LogLine;
import com.jitsu.sdk.contract.ProfileResult;
import com.jitsu.sdk.contract.ProfileUser;
import com.jitsu.sdk.host.HostServices;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionEngineTest {

  private static final FunctionEngine ENGINE = new FunctionEngine(Limits.test());

  /** Patient enough to load a module on a busy machine, short enough to wait for. */
  private static final FunctionEngine IMPATIENT =
      new FunctionEngine(Limits.test().withTime(Duration.ofMillis(1_500)));

  @AfterAll
  static void closeTheEngine() {
    ENGINE.close();
    IMPATIENT.close();
  }

  @Test
  void theSeedsFunctionCountsEventsByType() {
    RunReport report =
        run(
            """
            export default async function(events, user, context) {
              context.log.info("Profile Id: " + user.profileId)
              const profile = {}
              for (const event of events) {
                profile[event.type] = (profile[event.type] ?? 0) + 1
              }
              profile.anonId = user.anonymousId
              return { traits: profile }
            }
            """,
            "{\"type\":\"page\"}",
            "{\"type\":\"page\"}",
            "{\"type\":\"track\"}");

    assertThat(row(report).traits())
        .isEqualTo(Json.parse("{\"page\":2,\"track\":1,\"anonId\":\"a1\"}"));
    assertThat(report.logs()).containsExactly(new LogLine(LogLine.Level.INFO, "Profile Id: u1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "return undefined|the function returned nothing",
        "return|the function returned nothing",
        "return null|the function returned null",
        "return false|the function returned boolean false",
        "return 'drop'|the function returned \"drop\"",
        "return []|the function returned an array of 0",
        "return 7|the function returned number 7",
      })
  void whatIsNoObjectGivesNoRow(String body, String why) {
    assertThat(run(function(body)).outcome()).isEqualTo(new Outcome.NoRow(why));
  }

  @Test
  void anEmptyObjectGivesARowWithoutOwnTraits() {
    assertThat(row(run(function("return {}"))))
        .isEqualTo(new ProfileResult(null, null, null, Json.object()));
  }

  @Test
  void camelCaseWinsOverSnakeCaseAndEmptyCountsAsAbsent() {
    assertThat(
            row(
                run(
                    function(
                        "return { profileId: '', profile_id: 'p', tableName: 't', table_name: 'x', destination_id: 5 }"))))
        .isEqualTo(new ProfileResult("p", "5", "t", Json.object()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"filter", "map", "find", "some", "reduce", "sort"})
  void arrayMethodsOfEventsExplainThemselves(String name) {
    assertThat(failure(run(function("return events." + name + "(x => x)"))).message())
        .isEqualTo(
            "The 'events' object doesn't have the `"
                + name
                + "` method, however you can iterate through it with `for (const item of events)` syntax");
  }

  @Test
  void theLengthOfEventsExplainsItself() {
    assertThat(failure(run(function("return { traits: { n: events.length } }"))).message())
        .startsWith("The 'events' object doesn't have the `length` property");
  }

  @Test
  void aSecondPassYieldsNothingAndSaysSo() {
    RunReport report =
        run(
            function(
                "const a = [...events].length; const b = Array.from(events).length; return { traits: { a, b } }"),
            "{\"type\":\"page\"}",
            "{\"type\":\"page\"}");

    assertThat(row(report).traits()).isEqualTo(Json.parse("{\"a\":2,\"b\":0}"));
    assertThat(report.logs()).extracting(LogLine::level).containsExactly(LogLine.Level.WARN);
  }

  @Test
  void variablesAreThereAtTheTopLevelToo() {
    ProfileFunction function =
        load(
            "const currency = process.env.CURRENCY; export default (events, user, { props }) => ({ traits: { currency, again: props.CURRENCY } })");

    assertThat(row(function.run(request(Map.of("CURRENCY", "EUR"), null))).traits())
        .isEqualTo(Json.parse("{\"currency\":\"EUR\",\"again\":\"EUR\"}"));
    assertThat(row(function.run(request(Map.of("CURRENCY", "USD"), null))).traits())
        .isEqualTo(Json.parse("{\"currency\":\"USD\",\"again\":\"USD\"}"));
  }

  @Test
  void whatAModuleKeepsLivesOnFromRunToRun() {
    try (ProfileFunction function =
        load("let runs = 0; export default () => ({ traits: { runs: ++runs } })")) {
      function.run(request(Map.of(), null));

      assertThat(row(function.run(request(Map.of(), null))).traits())
          .isEqualTo(Json.parse("{\"runs\":2}"));
    }
  }

  @Test
  void aGivenNowFixesDateAndChance() {
    ProfileFunction function =
        load(
            function(
                "return { traits: { now: new Date().toISOString(), ms: Date.now(), r: Math.random(), is: new Date(0) instanceof Date, t: typeof Date(), y: new Date(2026, 0, 2).toISOString() } }"));
    Instant now = Instant.parse("2026-03-01T00:00:00Z");

    ProfileResult first = row(function.run(request(Map.of(), now)));
    assertThat(row(function.run(request(Map.of(), now)))).isEqualTo(first);
    assertThat(first.traits().get("now").asText()).isEqualTo("2026-03-01T00:00:00.000Z");
    assertThat(first.traits().get("ms").asLong()).isEqualTo(now.toEpochMilli());
    assertThat(first.traits().get("is").asBoolean()).isTrue();
    assertThat(first.traits().get("t").asText()).isEqualTo("string");
    assertThat(first.traits().get("y").asText()).isEqualTo("2026-01-02T00:00:00.000Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (;;) {}",
        "try { for (;;) {} } finally { for (;;) {} }",
        "const f = () => Promise.resolve().then(f); await f()",
        "return { traits: { get a() { for (;;) {} } } }",
        "return { traits: { toJSON() { for (;;) {} } } }",
      })
  void whatTakesTooLongIsEndedAndTheNextRunSucceeds(String body) {
    ProfileFunction function =
        load(
            IMPATIENT,
            "export default async (events, user) => { if (user.profileId === 'bad') { "
                + body
                + " } return { traits: { ok: true } } }");

    GuestError error =
        failure(
            function.run(
                new ProfileRun(
                    user("bad"), List.of(), Map.of(), BUILDER, null, HostServices.none())));
    assertThat(error.name()).isEqualTo("TimeoutError");
    assertThat(error.message()).isEqualTo("Profile function execution timed out after 1500ms");
    assertThat(row(function.run(request(Map.of(), null))).traits())
        .isEqualTo(Json.parse("{\"ok\":true}"));
  }

  @Test
  void aPromiseThatNeverSettlesIsFoundOutAtOnce() {
    assertThat(failure(run(function("await new Promise(() => {}); return {}"))).message())
        .contains("never settles");
  }

  @Test
  void deepRecursionFailsOnlyItsOwnRun() {
    ProfileFunction function =
        load(
            "function f() { return f() + 1 } export default (events, user) => user.profileId === 'bad' ? { traits: { a: f() } } : {}");

    assertThat(
            failure(
                    function.run(
                        new ProfileRun(
                            user("bad"), List.of(), Map.of(), BUILDER, null, HostServices.none())))
                .name())
        .isEqualTo("RangeError");
    assertThat(row(function.run(request(Map.of(), null))).traits()).isEmpty();
  }

  @Test
  void whatIsThrownKeepsItsNameMessageAndFrame() {
    GuestError error =
        failure(
            run(
                "function price(e) {\n  return e.a.b\n}\nexport default async function total(events) {\n  return price({})\n}\n"));

    assertThat(error.name()).isEqualTo("TypeError");
    assertThat(error.frames())
        .extracting(GuestError.Frame::text)
        .containsExactly("price (src/profiles/f.ts:2:10)", "total (src/profiles/f.ts:5:10)");
    assertThat(failure(run(function("throw 'plain'"))).message())
        .isEqualTo("plain was thrown, which is no Error");
  }

  @Test
  void theContextSaysWhoRuns() {
    assertThat(
            row(run(
                    function(
                        "return { traits: { b: context.profileBuilder, f: context.function } }")))
                .traits())
        .isEqualTo(
            Json.parse(
                "{\"b\":{\"id\":\"b1\",\"version\":3},\"f\":{\"id\":\"f\",\"type\":\"profile\"}}"));
  }

  @Test
  void variablesComeInTheOrderOfTheirNames() {
    ProfileFunction function =
        load(function("return { traits: { names: Object.keys(process.env) } }"));

    assertThat(row(function.run(request(Map.of("B", "1", "A", "2", "C", "3"), null))).traits())
        .isEqualTo(Json.parse("{\"names\":[\"A\",\"B\",\"C\"]}"));
  }

  @Test
  void anOlderRuntimesResultNamesBothKeys() {
    assertThat(failure(run(function("return { properties: { a: 1 } }"))).message())
        .contains("'properties'")
        .contains("'traits'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "export const a = 1|JITSU-0302",
        "export default 5|JITSU-0302",
        "export default function ( {|JITSU-0301",
        "throw new Error('x'); export default () => ({})|JITSU-0303",
        "for(;;); export default () => ({})|JITSU-0303",
        "import x from 'left-pad'; export default () => ({})|JITSU-0304",
        "export default async ({ context, events, user }) => ({})|JITSU-0305",
        "export default async function f({ events }) { return {} }|JITSU-0305",
      })
  void aModuleThatCannotRunIsRefused(String code, String problem) {
    assertThatThrownBy(() -> load(code)).hasMessageStartingWith(problem + " src/profiles/f.ts");
  }

  @Test
  void aMissingDefaultExportIsSaidToBeMissing() {
    assertThatThrownBy(() -> load("export const config = {}"))
        .hasMessageContaining("there is no default export");
    assertThatThrownBy(() -> load("export default { a: 1 }"))
        .hasMessageContaining("is not a function: object");
    assertThatThrownBy(() -> load("export default (")).hasMessageNotContaining(".mjs");
  }

  @Test
  void theHostCannotBeReached() {
    RunReport report =
        run(
            function(
                "return { traits: { seen: ['Java','Polyglot','load','loadWithNewGlobal','print','Graal','Packages','java','quit','host'].filter(n => typeof globalThis[n] !== 'undefined') } }"));

    assertThat(row(report).traits()).isEqualTo(Json.parse("{\"seen\":[]}"));
  }

  @Test
  void pollutionOfIntrinsicsStaysInItsOwnFunction() {
    assertThat(
            row(run(
                    function(
                        "JSON.stringify = () => 'x'; Object.prototype.evil = 1; Array.isArray = () => true; return { traits: { a: 1 } }")))
                .traits())
        .isEqualTo(Json.parse("{\"a\":1}"));
    assertThat(row(run(function("return { traits: { evil: typeof ({}).evil } }"))).traits())
        .isEqualTo(Json.parse("{\"evil\":\"undefined\"}"));
  }

  @Test
  void tooManyLogLinesAreCountedNotKept() {
    List<LogLine> logs =
        run(function("for (let i = 0; i < 2000; i++) console.log('line', i); return {}")).logs();

    assertThat(logs).hasSize(1001);
    assertThat(logs.get(0).message()).isEqualTo("line, 0");
    assertThat(logs.get(1000).message()).startsWith("1000 more lines were dropped");
  }

  private static final ProfileRun.BuilderVersion BUILDER = new ProfileRun.BuilderVersion("b1", 3);

  private static String function(String body) {
    return "export default async function (events, user, context) { " + body + " }";
  }

  private static ProfileFunction load(String code) {
    return load(ENGINE, code);
  }

  private static ProfileFunction load(FunctionEngine engine, String code) {
    return engine.load(
        Bundle.of(
            new FunctionConfig("b1", "f", "f", null),
            "src/profiles/f.ts",
            code,
            "{\"version\":3,\"sources\":[],\"names\":[],\"mappings\":\"\"}"));
  }

  private static RunReport run(String code, String... events) {
    try (ProfileFunction function = load(code)) {
      List<byte[]> texts =
          Stream.of(events).map(event -> event.getBytes(StandardCharsets.UTF_8)).toList();
      return function.run(
          new ProfileRun(user("u1"), texts, Map.of(), BUILDER, null, HostServices.none()));
    }
  }

  private static ProfileRun request(Map<String, String> props, Instant now) {
    return new ProfileRun(user("u1"), List.of(), props, BUILDER, now, HostServices.none());
  }

  private static ProfileUser user(String id) {
    return new ProfileUser(id, id, "a1", Json.object());
  }

  private static ProfileResult row(RunReport report) {
    assertThat(report.outcome()).isInstanceOf(Outcome.Row.class);
    return ((Outcome.Row) report.outcome()).result();
  }

  private static GuestError failure(RunReport report) {
    assertThat(report.outcome()).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) report.outcome()).error();
  }
}
