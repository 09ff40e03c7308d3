package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.host.FunctionFetch;
import com.jitsu.sdk.host.HostException;
import com.jitsu.sdk.host.HostServices;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Timers and answers that arrive while a function waits. */
class PendingWorkTest {

  private static final FunctionEngine ENGINE = new FunctionEngine(Limits.test());
  private static final FunctionEngine IMPATIENT =
      new FunctionEngine(Limits.test().withTime(Duration.ofMillis(700)));
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  @AfterAll
  static void close() {
    ENGINE.close();
    IMPATIENT.close();
  }

  @Test
  void timersFireInTheOrderOfTheirTimes() {
    String code =
        """
        export default async () => {
          const order = [];
          await new Promise((done) => {
            setTimeout((word) => { order.push(word); done(); }, 40, "late");
            setTimeout(() => order.push("early"), 1);
            const cleared = setTimeout(() => order.push("cleared"), 2);
            clearTimeout(cleared);
            Promise.resolve().then(() => order.push("at once"));
          });
          return { traits: { order } };
        }
        """;

    assertThat(Functions.traits(run(ENGINE, code, null)))
        .isEqualTo(Json.parse("{\"order\":[\"at once\",\"early\",\"late\"]}"));
  }

  @Test
  void aFixedClockJumpsToTheNextTimerWithoutWaiting() {
    String code =
        """
        export default async () => {
          const seen = [];
          const ticking = setInterval(() => seen.push(new Date().toISOString()), 86400000);
          await new Promise((done) => setTimeout(done, 3 * 86400000));
          clearInterval(ticking);
          return { traits: { seen, now: Date.now() } };
        }
        """;

    assertThat(Functions.traits(run(ENGINE, code, NOW)))
        .isEqualTo(
            Json.parse(
                "{\"seen\":[\"2026-03-02T00:00:00.000Z\",\"2026-03-03T00:00:00.000Z\"],\"now\":1772582400000}"));
  }

  @Test
  void anIntervalThatNobodyClearsEndsWithTheRun() {
    ProfileFunction function =
        ENGINE.load(
            Functions.bundle(
                "let n = 0; export default async () => { setInterval(() => n++, 1); return { traits: { n } } }"));

    assertThat(Functions.traits(function.run(Functions.run(HostServices.none()))))
        .isEqualTo(Json.parse("{\"n\":0}"));
    assertThat(Functions.traits(function.run(Functions.run(HostServices.none()))))
        .isEqualTo(Json.parse("{\"n\":0}"));
  }

  @Test
  void answersArriveWhileOthersAreAwaited() {
    FunctionFetch slowFirst =
        request -> {
          CompletableFuture<FunctionFetch.Reply> answer = new CompletableFuture<>();
          return request.url().endsWith("slow")
              ? answer.completeOnTimeout(reply("slow"), 50, TimeUnit.MILLISECONDS)
              : CompletableFuture.completedFuture(reply("fast"));
        };
    String code =
        """
        export default async (events, user, { fetch }) => {
          const order = [];
          await Promise.all(["slow", "fast"].map(async (path) => order.push(await (await fetch("https://a.test/" + path)).text())));
          return { traits: { order } };
        }
        """;

    RunReport report =
        ENGINE.load(Functions.bundle(code)).run(Functions.run(Functions.fetching(slowFirst)));

    assertThat(Functions.traits(report)).isEqualTo(Json.parse("{\"order\":[\"fast\",\"slow\"]}"));
    assertThat(Functions.messages(report))
        .containsExactly(
            "DEBUG GET https://a.test/fast :: OK(200)", "DEBUG GET https://a.test/slow :: OK(200)");
  }

  @Test
  void aFailureOfTheHostIsAnErrorThatCanBeCaught() {
    HostServices away =
        Functions.fetching(
            request ->
                CompletableFuture.failedFuture(
                    new HostException("TypeError", "fetch failed: no route")));
    String code =
        """
        export default async (events, user, { fetch }) => {
          try { await fetch("https://a.test/"); } catch (e) {
            return { traits: { name: e.name, is: e instanceof TypeError, message: e.message } };
          }
        }
        """;

    assertThat(Functions.traits(ENGINE.load(Functions.bundle(code)).run(Functions.run(away))))
        .isEqualTo(
            Json.parse(
                "{\"name\":\"TypeError\",\"is\":true,\"message\":\"fetch failed: no route\"}"));
  }

  @Test
  void anAnswerThatNeverComesEndsWithTheTimeLimitAndTheNextRunSucceeds() {
    ProfileFunction function =
        IMPATIENT.load(
            Functions.bundle(
                "export default async (events, user, { fetch }) => { if ([...events].length) await fetch('https://a.test'); return {} }"));
    HostServices silent = Functions.fetching(request -> new CompletableFuture<>());

    assertThat(function.run(Functions.run(silent, "{}")).outcome())
        .isEqualTo(
            new Outcome.Failed(
                new GuestError(
                    "TimeoutError",
                    "Profile function execution timed out after 700ms",
                    List.of())));
    assertThat(function.run(Functions.run(silent)).outcome()).isInstanceOf(Outcome.Row.class);
  }

  private static FunctionFetch.Reply reply(String text) {
    return new FunctionFetch.Reply(
        200, "OK", "https://a.test/", false, Map.of(), text.getBytes(StandardCharsets.UTF_8));
  }

  private static RunReport run(FunctionEngine engine, String code, Instant now) {
    return engine.load(Functions.bundle(code)).run(Functions.run(HostServices.none(), now));
  }
}
