package com.jitsu.lite.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.builders.BuildPolicy;
import com.jitsu.lite.builders.BuilderSettings;
import com.jitsu.lite.builders.Swap;
import com.jitsu.sdk.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rebuilds that somebody, or too many failures, hold up or end. */
class ControlTest extends ConsumersHouse {

  /** Takes its time, so that there is something to pause. */
  private static final String SLOW =
      "export default (events) => { const end = Date.now() + 5; while (Date.now() < end); let n = 0; for (const e of events) n++; return { traits: { %s: n } } }";

  @Test
  void aPausedRebuildStandsStillOverRestartsAndThenGoesOnWhereItWas() throws Exception {
    customers = 2_000;
    send(2_000);
    publish(SLOW.formatted("n"));
    await(state -> state.at("/rebuild/done").asLong() > 0);
    rebuilds.pause("counts", true);
    assertThat(state().at("/rebuild/paused").asText()).isEqualTo("somebody paused it");
    assertThatThrownBy(() -> rebuilds.pause("counts", true))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0422");
    long done = settled();
    assertThat(done).isPositive().isLessThan(2_000);

    restart();
    assertThat(settled()).isEqualTo(done);
    assertThat(state().at("/rebuild/paused").asText()).isEqualTo("somebody paused it");
    assertThat(state().path("status").asText()).isEqualTo("BUILDING");
    send(100);
    rebuilds.pause("counts", false);
    awaitReady();

    assertThat(sum("n")).isEqualTo(sent);
    assertThat(state().at("/rebuild/done").asLong()).isEqualTo(2_000);
    assertThat(query("select count(*) from profiles")).hasToString("[[2000]]");
  }

  @Test
  void aRebuildThatWasCutOffGoesOnWhereItWas() throws Exception {
    customers = 2_000;
    send(2_000);
    publish(SLOW.formatted("n"));
    await(state -> state.at("/rebuild/done").asLong() >= 400);
    rebuilds.pause("counts", true);
    long done = settled();
    rebuilds.pause("counts", false);
    restart();

    assertThat(state().at("/rebuild/done").asLong()).isGreaterThanOrEqualTo(done);
    awaitReady();
    assertThat(state().at("/rebuild/done").asLong()).isEqualTo(2_000);
    assertThat(sum("n")).isEqualTo(sent);
  }

  @Test
  void aCancelledRebuildLeavesEverythingAsItWas() {
    customers = 2_000;
    send(2_000);
    publish(COUNT.formatted("old"));
    awaitReady();
    publish(SLOW.formatted("new"), "export default (event) => event");
    await(state -> state.at("/rebuild/done").asLong() > 0);
    rebuilds.cancel("counts");

    assertThat(state().path("status").asText()).isEqualTo("READY");
    assertThat(state().at("/rebuild/phase").asText()).isEqualTo("cancelled");
    assertThat(builders.get("counts").findPublished())
        .isEqualTo(builders.get("counts").findServing());
    assertThat(history.consumers()).containsExactly("counts@1");
    assertThat(query("select count(*) from jitsu_internal.staged")).hasToString("[[0]]");
    send(2_000);
    awaitCurrent();
    assertThat(keysInTable()).containsExactly("old");
    assertThat(sum("old")).isEqualTo(sent);
    assertThatThrownBy(() -> rebuilds.cancel("counts")).hasMessageContaining("JITSU-0422");

    restart();
    assertThat(state().path("status").asText()).isEqualTo("READY");
    rebuilds.publish("counts", false);
    awaitReady();
    assertThat(builders.get("counts").highestVersion()).isEqualTo(3);
    assertThat(sum("new")).isEqualTo(sent);
  }

  @Test
  void theFirstRebuildCancelledLeavesABuilderThatWasNeverPublished() {
    customers = 2_000;
    send(2_000);
    publish(SLOW.formatted("n"));
    await(state -> state.at("/rebuild/done").asLong() > 0);
    rebuilds.cancel("counts");

    assertThat(state().path("status").asText()).isEqualTo("INCOMPLETE");
    assertThat(history.consumers()).isEmpty();
    rebuilds.publish("counts", false);
    awaitReady();
    assertThat(builders.get("counts").highestVersion()).isEqualTo(2);
    assertThat(sum("n")).isEqualTo(sent);
  }

  @Test
  void tooManyFailuresPauseARebuildUntilSomebodySaysItMayGoOn() {
    customers = 100;
    send(100);
    publish(COUNT.formatted("old"));
    awaitReady();
    publish(
        "export default (events, user) => { if (user.profileId.endsWith('3') || user.profileId.endsWith('7') || user.profileId.endsWith('9')) throw new TypeError('odd'); return { traits: { n: 1 } } }");
    await(state -> state.at("/rebuild/paused").isTextual());

    assertThat(state().at("/rebuild/paused").asText())
        .contains("30 of 100 profiles failed, more than the 20 %");
    assertThat(state().at("/rebuild/failures/0/error").asText()).isEqualTo("TypeError: odd");
    assertThat(keysInTable()).containsExactly("old");
    rebuilds.pause("counts", false);
    awaitReady();

    assertThat(sum("n")).isEqualTo(70);
    assertThat(state().at("/rebuild/failed").asInt()).isEqualTo(30);
  }

  @Test
  void theShareThatPausesCanBeSet() {
    customers = 100;
    send(100);
    policyOf(Swap.STAGED, 100);
    publish("export default () => { throw new Error('always') }");
    awaitReady();

    assertThat(state().at("/rebuild/failed").asInt()).isEqualTo(100);
  }

  @Test
  void inPlaceRowsShowAsTheyComeAndTheRestGoesAtTheEnd() {
    customers = 2_000;
    send(2_000);
    publish(COUNT.formatted("old"));
    awaitReady();
    policyOf(Swap.INPLACE, 100);
    publish(
        SLOW.formatted("n")
            .replace("let n = 0", "if (user.profileId === 'u7') return null; let n = 0")
            .replace("(events)", "(events, user)"));
    awaitShown(keys -> keys.equals(List.of("n", "old")));
    send(2_000);
    restart();
    awaitReady();
    awaitCurrent();

    assertThat(keysInTable()).containsExactly("n");
    assertThat(sum("n")).isEqualTo(sent - 2);
    assertThat(query("select count(*) from profiles")).hasToString("[[1999]]");
  }

  @Test
  void inPlaceCancelledTheOldVersionIsPublishedOnceMore() {
    customers = 2_000;
    send(2_000);
    publish(COUNT.formatted("old"));
    awaitReady();
    policyOf(Swap.INPLACE, 100);
    publish(SLOW.formatted("n"));
    awaitShown(keys -> keys.equals(List.of("n", "old")));
    rebuilds.cancel("counts");
    awaitReady();

    assertThat(keysInTable()).containsExactly("old");
    assertThat(sum("old")).isEqualTo(sent);
    JsonNode serving = query("select distinct version from profiles");
    assertThat(serving).hasToString("[[1]]");
  }

  @Test
  void whatIsPausedDoesNotHoldUpTheNextPublicationThatBuildsFromTheSameEvents() {
    customers = 2_000;
    send(2_000);
    publish(COUNT.formatted("old"));
    awaitReady();
    publish(SLOW.formatted("n"), "export default (event) => event");
    await(state -> state.at("/rebuild/done").asLong() > 0);
    rebuilds.pause("counts", true);
    send(2_000);
    publish(COUNT.formatted("m"), "export default (event) => event");
    awaitReady();
    awaitCurrent();

    assertThat(keysInTable()).containsExactly("m");
    assertThat(sum("m")).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void cancellingWhatTookThePlaceOfRowsInPlaceBringsBackWhatServed(boolean restarts) {
    customers = 2_000;
    send(2_000);
    publish(COUNT.formatted("old"));
    awaitReady();
    policyOf(Swap.INPLACE, 100);
    publish(SLOW.formatted("n"));
    awaitShown(keys -> keys.equals(List.of("n", "old")));
    policyOf(Swap.STAGED, 100);
    publish(SLOW.formatted("m"));
    await(state -> state.at("/rebuild/version").asInt() == 3);
    if (restarts) {
      restart();
    }
    rebuilds.cancel("counts");
    awaitReady();
    awaitCurrent();

    assertThat(keysInTable()).containsExactly("old");
    assertThat(sum("old")).isEqualTo(sent);
  }

  private void policyOf(Swap swap, int maxFailedPercent) {
    builders.put(
        "counts",
        "counts",
        BuilderSettings.defaults(),
        new BuildPolicy(swap, 1_000, maxFailedPercent));
  }

  /** How many are done once that does not change any more. */
  private long settled() throws InterruptedException {
    long before = -1;
    long now = state().at("/rebuild/done").asLong();
    while (now != before) {
      Thread.sleep(700);
      before = now;
      now = state().at("/rebuild/done").asLong();
    }
    return now;
  }
}
