package com.jitsu.lite.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.lite.builders.BuildPolicy;
import com.jitsu.lite.builders.BuilderSettings;
import com.jitsu.lite.builders.Publication;
import com.jitsu.lite.builders.PublishResult;
import com.jitsu.lite.builders.Swap;
import com.jitsu.lite.builders.Version;
import com.jitsu.sdk.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a version freezes, what publishing it again does, and going back. */
class VersionsTest extends ConsumersHouse {

  private static final String MARK =
      "export default (event) => ({ ...event, JITSU_PROFILE_ID: 'p' })";

  @Test
  void publishingTheSameContentDoesNothingWhateverWasChangedInBetween() {
    publish(COUNT.formatted("n"), MARK);
    builders.changeVariables("counts", Map.of("CURRENCY", "EUR"), List.of());
    builders.changeVariables("counts", Map.of(), List.of("CURRENCY"));
    saveDraft(COUNT.formatted("m"));
    saveDraft(COUNT.formatted("n"), MARK);

    assertThat(rebuilds.publish("counts", false))
        .isEqualTo(new PublishResult(new Publication(1, 1, 1), false));
  }

  @Test
  void codeTransformationSettingsAndVariablesEachMakeAnotherVersion() {
    publish(COUNT.formatted("n"));
    publish(COUNT.formatted("m"));
    publish(COUNT.formatted("m"), MARK);
    builders.put(
        "counts",
        "counts",
        new BuilderSettings("duckdb", "customers", 365),
        BuildPolicy.defaults());
    rebuilds.publish("counts", false);
    builders.changeVariables("counts", Map.of("CURRENCY", "EUR"), List.of());
    rebuilds.publish("counts", false);

    assertThat(builders.get("counts").highestVersion()).isEqualTo(5);
    Version last = builders.version("counts", 5);
    assertThat(last.content().chain()).hasSize(1);
    assertThat(last.settings().tableName()).isEqualTo("customers");
    assertThat(last.content().variables().keySet()).containsExactly("CURRENCY");
    assertThat(last.summary().toString()).doesNotContain("EUR");
    assertThat(builders.version("counts", 4).content().variables()).isEmpty();
  }

  @Test
  void howRowsAreBuiltIsNoPartOfAVersion() {
    publish(COUNT.formatted("n"));
    policy(new BuildPolicy(Swap.INPLACE, 0, 100));

    assertThat(rebuilds.publish("counts", false).changed()).isFalse();
  }

  @Test
  void rollingBackPublishesTheOldContentUnderANewNumber() {
    send(100);
    publish(COUNT.formatted("one"));
    awaitReady();
    publish(COUNT.formatted("two"));
    awaitReady();

    PublishResult back = rebuilds.rollBack("counts", 1, "two was wrong");
    awaitReady();

    assertThat(back.publication()).isEqualTo(new Publication(3, 3, 1));
    assertThat(builders.version("counts", 3).restores()).isEqualTo(1);
    assertThat(keysInTable()).containsExactly("one");
    assertThat(query("select distinct version from profiles")).hasToString("[[3]]");
    assertThat(rebuilds.rollBack("counts", 1, "").changed()).as("it serves already").isFalse();
    assertThat(rebuilds.publish("counts", false).publication().version())
        .as("the draft is still version 2's")
        .isEqualTo(4);
    assertThatThrownBy(() -> rebuilds.rollBack("counts", 9, ""))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0415")
        .hasMessageContaining("1 to 4");
  }

  @Test
  void variablesAreThoseOfThePublicationUntilTheNext() {
    send(10);
    builders.put("counts", "counts", BuilderSettings.defaults(), BuildPolicy.defaults());
    builders.changeVariables("counts", Map.of("KEY", "first"), List.of());
    publish(
        "export default (events, user, context) => ({ traits: { [process.env.KEY]: [...events].length } })");
    awaitReady();
    builders.changeVariables("counts", Map.of("KEY", "second"), List.of());
    restart();
    send(10);
    awaitCurrent();
    assertThat(keysInTable()).containsExactly("first");

    rebuilds.publish("counts", false);
    awaitReady();

    assertThat(keysInTable()).containsExactly("second");
    assertThat(sum("second")).isEqualTo(sent);
  }

  @Test
  void aChangedTransformationKeysAllHistoryAnewAndLeavesNothingOfTheOldOne() throws Exception {
    send(100);
    publish(COUNT.formatted("n"));
    awaitReady();
    Thread sender =
        new Thread(
            () -> {
              for (int i = 0; i < 40; i++) {
                send(25);
              }
            });
    sender.start();
    publish(
        COUNT.formatted("n"),
        "export default (event) => event.userId === 'u1' ? 'drop' : event",
        "export default (event) => { const half = { ...event, JITSU_PROFILE_ID: 'g' + event.userId.length }; return [half, half] }");
    awaitReady();
    sender.join();
    awaitCurrent();

    int dropped = (sent - 1) / customers + 1;
    assertThat(sum("n")).isEqualTo(2L * (sent - dropped));
    assertThat(query("select profile_id from profiles order by 1"))
        .hasToString("[[\"g2\"],[\"g3\"]]");
    await(state -> history.consumers().equals(Set.of("counts@2")));
    assertThat(history.countProfiles("counts@1")).isZero();
  }

  @Test
  void aTransformationThatFailsIsSkippedAndSeen() {
    send(10);
    publish(COUNT.formatted("n"), "export default (event) => { throw new Error('no') }");
    awaitReady();

    assertThat(sum("n")).isEqualTo(10);
    assertThat(state().at("/live/transformationFailures/0/count").asInt()).isEqualTo(10);
    assertThat(state().at("/live/transformationFailures/0/error").asText()).isEqualTo("Error: no");
  }

  @Test
  void aLongerWindowNeedsTheJournalAgainAShorterOneDoesNot() {
    send(10);
    publish(COUNT.formatted("n"));
    awaitReady();
    for (int days : List.of(7, 30)) {
      builders.put(
          "counts",
          "counts",
          new BuilderSettings("duckdb", "profiles", days),
          BuildPolicy.defaults());
      rebuilds.publish("counts", false);
      awaitReady();
    }

    assertThat(builders.version("counts", 2).settings().profileWindowDays()).isEqualTo(7);
    assertThat(builders.get("counts").findServing()).contains(new Publication(3, 3, 3));
    assertThat(sum("n")).isEqualTo(10);
  }
}
