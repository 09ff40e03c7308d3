package com.jitsu.lite.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.builders.BuildPolicy;
import com.jitsu.lite.builders.BuilderSettings;
import com.jitsu.sdk.engine.Limits;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RebuildsTest extends ConsumersHouse {

  @Override
  Limits limits() {
    return Limits.live().withTime(Duration.ofSeconds(2));
  }

  @Test
  void eventsThatComeWhileAVersionReplacesAnotherAreAllCounted() throws Exception {
    send(200);
    publishAndWait("n");
    Thread sender = new Thread(() -> repeat(60, () -> send(20)));
    sender.start();
    for (String key : List.of("a", "b", "c")) {
      publishAndWait(key);
      assertThat(keysInTable()).containsExactly(key);
    }
    sender.join();
    awaitCurrent();

    assertThat(keysInTable()).containsExactly("c");
    assertThat(sum("c")).isEqualTo(sent);
    assertThat(builders.get("counts").highestVersion()).isEqualTo(4);
  }

  @Test
  void aPublicationThatIsOvertakenNeverShows() throws Exception {
    send(400);
    publish(COUNT.formatted("first"));
    publish(COUNT.formatted("second"));
    publish(COUNT.formatted("third"));
    awaitReady();

    assertThat(keysInTable()).containsExactly("third");
    assertThat(sum("third")).isEqualTo(sent);
    assertThat(builders.get("counts").findServing())
        .isEqualTo(builders.get("counts").findPublished());
  }

  @Test
  void aRebuildThatWasCutOffBeginsAnewAtTheNextStart() throws Exception {
    send(400);
    publish(COUNT.formatted("n"));
    rebuilds.close();

    startRebuilds(CLOCK);
    rebuilds.start();
    awaitReady();

    assertThat(sum("n")).isEqualTo(sent);
  }

  @Test
  void aFunctionThatIsEndedByForceFailsAloneAndTheRestIsBuilt() throws Exception {
    send(customers);
    saveDraft(
        "export default (events, user) => { if (user.profileId === 'u7') for (;;) {} return { traits: { n: 1 } } }");
    rebuilds.publish("counts", false);
    awaitReady();

    JsonNode rebuild = rebuilds.state(builders.get("counts")).path("rebuild");
    assertThat(rebuild.path("failed").asInt()).isEqualTo(1);
    assertThat(rebuild.path("failures").path(0).path("example").asText()).isEqualTo("u7");
    assertThat(rebuild.path("failures").path(0).path("error").asText())
        .isEqualTo("TimeoutError: Profile function execution timed out after 2000ms");
    assertThat(sum("n")).isEqualTo(customers - 1);
  }

  @Test
  void aTableNameThatOneCustomerSpoilsHarmsNoOther() throws Exception {
    send(customers);
    saveDraft(
        "export default (events, user) => ({ tableName: user.profileId === 'u7' ? 'a b; drop' : undefined, traits: { n: 1 } })");
    rebuilds.publish("counts", false);
    awaitReady();

    JsonNode rebuild = rebuilds.state(builders.get("counts")).path("rebuild");
    assertThat(rebuild.path("failed").asInt()).isEqualTo(1);
    assertThat(rebuild.path("failures").path(0).path("error").asText()).startsWith("JITSU-0703");
    assertThat(sum("n")).isEqualTo(customers - 1);
  }

  @Test
  void anotherDestinationThanTheBuildersIsRefused() throws Exception {
    send(1);
    saveDraft("export default () => ({ destinationId: 'moon', traits: {} })");
    rebuilds.publish("counts", false);
    awaitReady();

    JsonNode rebuild = rebuilds.state(builders.get("counts")).path("rebuild");
    assertThat(rebuild.path("failures").path(0).path("error").asText())
        .contains("there is no destination 'moon'");
  }

  @Test
  void eventsOlderThanTheWindowDoNotCountAndAreNotKeyedAnew() throws Exception {
    builders.put(
        "counts", "counts", new BuilderSettings("duckdb", "profiles", 7), BuildPolicy.defaults());
    send(10);
    publish(COUNT.formatted("n"));
    awaitReady();
    rebuilds.close();
    startRebuilds(Clock.offset(CLOCK, Duration.ofDays(8)));
    rebuilds.start();
    rebuilds.publish("counts", true);
    awaitReady();

    JsonNode rebuild = rebuilds.state(builders.get("counts")).path("rebuild");
    assertThat(rebuild.path("skipped").asInt()).isEqualTo(10);
    assertThat(rebuild.path("total").asInt()).isEqualTo(10);

    publish(COUNT.formatted("n"), "export default (event) => event");
    awaitReady();
    assertThat(history.countProfiles(historyName())).isZero();
  }

  private void publishAndWait(String key) {
    publish(COUNT.formatted(key));
    awaitReady();
  }

  private static void repeat(int times, Runnable action) {
    for (int i = 0; i < times; i++) {
      action.run();
    }
  }
}
