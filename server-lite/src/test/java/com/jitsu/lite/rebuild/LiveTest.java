package com.jitsu.lite.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.builders.BuildPolicy;
import com.jitsu.lite.builders.BuilderSettings;
import com.jitsu.lite.builders.Swap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows that follow their events. */
class LiveTest extends ConsumersHouse {

  private static final String FAILS_AT_TWO =
      "export default (events) => { let n = 0; for (const e of events) n++; if (n === 2) throw new RangeError('two'); return { traits: { n } } }";

  @Test
  void aProfileThatFailsIsKeptWithItsErrorAndTriedWithItsNextEvent() {
    publish(FAILS_AT_TWO);
    awaitReady();
    accept(List.of(event("a1", "u1"), event("a2", "u1"), event("b1", "u2")));
    await(state -> state.at("/live/failed").asInt() == 1);
    awaitCurrent();
    assertThat(rebuilds.failed("counts", "", 10))
        .hasToString(
            "[{\"profileId\":\"u1\",\"error\":\"RangeError: two\",\"stack\":[\"default (src/profiles/counts.ts:1:89)\"]}]");
    assertThat(sum("n")).isEqualTo(1);

    restart();
    assertThat(state().at("/live/failed").asInt()).isEqualTo(1);
    assertThat(state().at("/live/failures/0/example").asText()).isEqualTo("u1");
    accept(List.of(event("a3", "u1")));
    await(state -> state.at("/live/failed").asInt() == 0);

    assertThat(sum("n")).isEqualTo(4);
    assertThat(rebuilds.failed("counts", "", 10)).isEmpty();
  }

  @Test
  void profilesThatFailAreTriedAgainWhenSomebodyAsks() {
    customers = 20;
    send(20);
    builders.put("counts", "counts", BuilderSettings.defaults(), BuildPolicy.defaults());
    builders.changeVariables("counts", Map.of("LIMIT", "0"), List.of());
    publish(
        "let calls = 0; export default (events) => { if (calls++ < 30) throw new Error('not yet'); return { traits: { n: 1 } } }");
    await(state -> state.path("status").asText().equals("READY"));
    awaitCurrent();
    await(
        state -> {
          rebuilds.retryFailed("counts");
          return state.at("/live/failed").asInt() == 0;
        });

    assertThat(sum("n")).isEqualTo(20);
  }

  @Test
  void aProfileWhoseFunctionNowReturnsNothingLosesItsRow() {
    publish(
        "export default (events) => { let n = 0; for (const e of events) n++; return n < 2 ? { traits: { n } } : null }");
    awaitReady();
    accept(List.of(event("a1", "u1"), event("b1", "u2")));
    awaitShown(keys -> !keys.isEmpty() && sum("n") == 2);
    accept(List.of(event("a2", "u1")));
    awaitShown(keys -> !keys.isEmpty() && sum("n") == 1);

    assertThat(query("select profile_id from profiles")).hasToString("[[\"u2\"]]");
  }

  @Test
  void aBurstIsGatheredWhileTheProfileWasJustBuilt() {
    builders.put(
        "counts", "counts", BuilderSettings.defaults(), new BuildPolicy(Swap.STAGED, 60_000, 100));
    publish(
        "let builds = 0; export default (events) => { builds++; return { traits: { builds } } }");
    awaitReady();
    accept(List.of(event("first", "u1")));
    awaitShown(keys -> !keys.isEmpty() && sum("builds") == 1);
    for (int i = 0; i < 20; i++) {
      accept(List.of(event("m" + i, "u1")));
      awaitKeyed();
    }
    assertThat(state().at("/live/waiting").asLong()).isEqualTo(1);
    assertThat(sum("builds")).isEqualTo(1);

    policy(new BuildPolicy(Swap.STAGED, 0, 100));
    awaitCurrent();
    assertThat(sum("builds")).isEqualTo(2);
  }

  @Test
  void theTimeFromAcceptanceToRowIsMeasured() {
    publish(COUNT.formatted("n"));
    awaitReady();
    send(40);
    awaitCurrent();
    await(state -> state.at("/live/latencyMs/samples").asLong() == 40);

    assertThat(state().at("/live/latencyMs/p50").asLong())
        .isBetween(0L, state().at("/live/latencyMs/p99").asLong());
  }

  @Test
  void anEstimateSaysWhatPublishingGives() {
    customers = 300;
    send(600);
    saveDraft(COUNT.formatted("n"));
    assertThat(rebuilds.estimate("counts").at("/events").asLong()).isEqualTo(600);
    assertThat(rebuilds.estimate("counts").has("profiles")).isFalse();
    publish(COUNT.formatted("n"));
    awaitReady();
    assertThat(rebuilds.estimate("counts").at("/changed").asBoolean()).isFalse();

    saveDraft(
        "export default (events, user) => { if (user.profileId.endsWith('1')) throw new Error('one'); return user.profileId.endsWith('2') ? null : { traits: {} } }");
    var estimate = rebuilds.estimate("counts");

    assertThat(estimate.at("/changed").asBoolean()).isTrue();
    assertThat(estimate.at("/events").asLong()).isZero();
    assertThat(estimate.at("/profiles").asLong()).isEqualTo(300);
    assertThat(estimate.at("/rows").asLong()).isEqualTo(240);
    assertThat(estimate.at("/failed").asLong()).isEqualTo(30);
    assertThat(estimate.at("/failures/0/error").asText()).isEqualTo("Error: one");
    assertThat(keysInTable()).containsExactly("n");
  }
}
