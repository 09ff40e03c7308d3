package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.host.FunctionFetch;
import com.jitsu.sdk.host.HostException;
import com.jitsu.sdk.host.HostServices;
import com.jitsu.sdk.host.MemoryStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each limit has an error, or a line in the log, of its own, with the figure in it. */
class LimitsTest {

  private static final Hostile HOSTILE =
      new Hostile(
          "limits",
          LimitsOf.test()
              .time(Duration.ofMillis(1_500))
              .memoryBytes(64 << 20)
              .statements(200_000)
              .logBytes(500)
              .resultBytes(2_000)
              .limits());

  @AfterAll
  static void close() {
    HOSTILE.close();
  }

  /** Answers with as many rows, or bytes, as it is asked for; never in time when that is 0. */
  private static final HostServices WORLD =
      new HostServices(
          new MemoryStore(Clock.systemUTC()),
          LimitsTest::reply,
          id ->
              Optional.of(
                  (sql, values, millis, rows) -> {
                    if (values.get(0).asInt() == 0) {
                      throw new HostException(
                          "Query execution exceeded " + millis + "ms timeout. Aborted.");
                    }
                    ArrayNode answer = Json.mapper().createArrayNode();
                    for (int i = 0; i < values.get(0).asInt(); i++) {
                      answer.addObject();
                    }
                    return answer;
                  }));

  private static CompletableFuture<FunctionFetch.Reply> reply(FunctionFetch.Request request) {
    int bytes = Integer.parseInt(request.url().replaceAll("\\D", ""));
    return bytes == 0
        ? CompletableFuture.failedFuture(
            new HostException(
                "TypeError", "fetch failed: no reply within " + request.timeoutMillis() + " ms"))
        : CompletableFuture.completedFuture(
            new FunctionFetch.Reply(200, "OK", request.url(), false, Map.of(), new byte[bytes]));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "time|await new Promise((r) => setTimeout(r, 1e5))|TimeoutError: Profile function execution timed out after 1500ms",
        "memory|const k = []; for (;;) k.push(new Uint8Array(1e6))|MemoryError: [f] Function execution stopped probably due to high memory usage. Isolate is disposed. It may keep 64 MB",
        "statements|for (;;) {}|RangeError: the function executed more than the 200000 statements that it may",
        "result|return { traits: { a: 'ä'.repeat(1000) } }|RangeError: the result has 2032 bytes as JSON, more than the 2000 that it may have",
        "fetches|await fetch('1'); await fetch('2'); await fetch('3')|TypeError: fetch failed: more than 2 calls in one run",
        "request body|await fetch('1', { method: 'POST', body: 'ä'.repeat(501) })|TypeError: fetch failed: the request's body has 1002 bytes, more than the 1000 that it may have",
        "reply body|await fetch('1001')|TypeError: fetch failed: the reply's body has 1001 bytes, more than the 1000 that it may have",
        "fetch time|await fetch('0')|TypeError: fetch failed: no reply within 200 ms",
        "store value|await context.store.set('k', 'ä'.repeat(500))|RangeError: a value for the store has 1002 bytes as JSON, more than the 1000 that it may have",
        "store value or set|await context.store.getOrSet('k', 'x'.repeat(1000))|RangeError: a value for the store has 1002 bytes as JSON, more than the 1000 that it may have",
        "store key|await context.store.get('k'.repeat(1001))|RangeError: a key for the store has 1001 bytes, more than the 1000 that it may have",
        "query rows|await context.getWarehouse('w').query('select :n', { n: 6 })|RangeError: the query has 6 rows, more than the 5 that it may have",
        "query time|await context.getWarehouse('w').query('select :n', { n: 0 })|Error: Query execution exceeded 300ms timeout. Aborted.",
      })
  void aLimitHasItsOwnErrorAndFigure(String name, String body, String error) {
    try (ProfileFunction function = HOSTILE.load(Hostile.module(body))) {
      assertThat(Hostile.text(Hostile.run(function, "bad", WORLD))).isEqualTo(error);
      assertThat(Hostile.text(Hostile.run(function, "good", WORLD))).isEqualTo("row {\"ok\":true}");
    }
  }

  @Test
  void whatIsJustWithinTheLimitsIsLeftAlone() {
    RunReport report =
        run(
            "await fetch('1000', { method: 'POST', body: 'x'.repeat(1000) }); await fetch('2');"
                + " await context.store.set('k', 'x'.repeat(998));"
                + " const rows = await context.getWarehouse('w').query('select :n', { n: 5 });"
                + " return { traits: { n: rows.length, a: 'x'.repeat(1960) } }");

    assertThat(report.outcome()).isInstanceOf(Outcome.Row.class);
  }

  @Test
  void linesAndBytesOfTheLogHaveFigures() {
    assertThat(
            Hostile.log(run("for (let i = 0; i < 25; i++) context.log.info('l' + i); return {}")))
        .hasSize(21)
        .last()
        .isEqualTo("5 more lines were dropped: a run may log 20 lines and 500 bytes");
    assertThat(
            Hostile.log(
                run("for (let i = 0; i < 3; i++) context.log.info('x'.repeat(200)); return {}")))
        .hasSize(3)
        .last()
        .isEqualTo("1 more lines were dropped: a run may log 20 lines and 500 bytes");
  }

  @Test
  void theCountsBeginAnewWithEachRun() {
    try (ProfileFunction function =
        HOSTILE.load(
            "export default async () => { await fetch('1'); await fetch('2'); for (let i = 0; i < 50000; i++) ; return {} }")) {
      for (int run = 0; run < 5; run++) {
        assertThat(Hostile.text(Hostile.run(function, "u", WORLD))).isEqualTo("row {}");
      }
    }
  }

  /** Two runs that cannot be ended are enough: no third is started while they burn. */
  @Test
  void aFunctionThatCannotBeEndedIsNotStartedForEver() {
    String code = Hostile.module("[].indexOf.call({ length: 2e8 }, 5)");
    try (FunctionEngine engine =
            new FunctionEngine(Limits.test().withTime(Duration.ofMillis(300)));
        ProfileFunction function = engine.load(Functions.bundle(code));
        ProfileFunction again = engine.load(Functions.bundle(code));
        ProfileFunction other = engine.load(Functions.bundle("export default () => ({})"))) {
      for (ProfileFunction each : List.of(function, again)) {
        assertThat(Hostile.text(Hostile.run(each, "bad"))).startsWith("TimeoutError");
      }
      assertThat(Hostile.text(Hostile.run(function, "bad")))
          .startsWith("StuckError: 2 runs of this function are stuck");
      assertThat(Hostile.text(Hostile.run(other, "u"))).isEqualTo("row {}");
    }
  }

  @Test
  void onlyTheUsersStatementsCount() {
    String code = "export default () => { let n = 0; n++; n++; return { traits: { n } } }";
    try (FunctionEngine engine = new FunctionEngine(Limits.test().withStatements(10));
        ProfileFunction function = engine.load(Functions.bundle(code))) {
      for (int i = 0; i < 3; i++) {
        assertThat(Functions.traits(function.run(Functions.run(HostServices.none(), "{}"))))
            .isEqualTo(Json.parse("{\"n\":2}"));
      }
    }
  }

  private static RunReport run(String body) {
    try (ProfileFunction function = HOSTILE.load(Hostile.module(body))) {
      return Hostile.run(function, "bad", WORLD);
    }
  }
}
