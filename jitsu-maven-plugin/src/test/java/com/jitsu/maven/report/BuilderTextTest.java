package com.jitsu.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.maven.Golden;
import com.jitsu.maven.client.BuilderState;
import com.jitsu.maven.client.BuilderState.Draft;
import com.jitsu.maven.client.BuilderState.Failure;
import com.jitsu.maven.client.BuilderState.Live;
import com.jitsu.maven.client.BuilderState.Published;
import com.jitsu.maven.client.BuilderState.Rebuild;
import com.jitsu.sdk.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuilderTextTest {

  private static final Failure TYPE_ERROR =
      new Failure(
          "TypeError: Cannot read properties of undefined (reading 'total')",
          3,
          "customer-17",
          List.of("total (src/profiles/lib/orders.ts:12:7)", "src/profiles/ltv.ts:22:9"));

  @Test
  void theTableShowsEveryStateABuilderCanBeIn() {
    List<BuilderState> builders =
        List.of(
            new BuilderState("empty", "INCOMPLETE", null, null, null, null, 0L),
            new BuilderState(
                "last-visit",
                "READY",
                new Draft("last-visit", "src/profiles/last-visit.ts", "a"),
                new Published(1, 1, "a"),
                rebuild("done", 2357, 0, null),
                live(12, 0),
                2357L),
            new BuilderState(
                "lifetime-value",
                "BUILDING",
                new Draft("lifetime-value", "src/profiles/ltv.ts", "b"),
                new Published(2, 3, "a"),
                rebuild("build", 1180, 3, null),
                live(0, 0),
                1900L));
    Golden.assertMatches("status.txt", String.join("\n", BuilderTable.of(builders)));
  }

  @Test
  void anEmptyServerIsToldWithTheNextCommand() {
    assertThat(BuilderTable.of(List.of()))
        .containsExactly(
            "no builders yet: make one with mvn jitsu:deploy -Djitsu.createBuilder -Djitsu.publish");
  }

  @Test
  void profilesWhoseFunctionThrewAreGroupedByTheirPlace() {
    BuilderState state = published(rebuild("done", 2357, 3, null));
    Golden.assertMatches(
        "rebuild-with-failures.txt",
        String.join("\n", RebuildText.failures(state))
            + "\n"
            + RebuildText.outcome(state).orElseThrow());
    assertThat(RebuildText.problem(state)).isEmpty();
  }

  @Test
  void aRebuildThatStoppedIsAProblemWithTheServersRemedy() {
    Problem disk = new Problem("JITSU-0605", "the disk is full", null, "make room");
    BuilderState state = published(rebuild("failed", 1180, 0, disk));
    assertThat(RebuildText.outcome(state)).isEmpty();
    Golden.assertMatches("rebuild-failed.txt", RebuildText.problem(state).orElseThrow().text());
  }

  @Test
  void whatThrewAfterTheRebuildIsShownAndCounted() {
    BuilderState state =
        new BuilderState(
            "lifetime-value",
            "READY",
            null,
            new Published(2, 3, "a"),
            new Rebuild(3, 2, "done", 0, 0, 0, 0, 0, null, List.of(), null),
            live(0, 3),
            374L);
    assertThat(RebuildText.failures(state)).isEmpty();
    assertThat(RebuildText.liveFailures(state))
        .startsWith(
            "lifetime-value: the function threw 3 times for events that came later",
            "  3 × TypeError: Cannot read properties of undefined (reading 'total')")
        .endsWith("      for example customer-17");
    assertThat(BuilderTable.of(List.of(state)).get(1)).endsWith("374 profiles, 3 failed");
    assertThat(RebuildText.serves(state)).isTrue();
    assertThat(RebuildText.unchanged(state, 2))
        .isEqualTo("lifetime-value version 2 is unchanged: 374 profiles, 3 failed");
  }

  @Test
  void aRebuildOfNothingIsOneSentence() {
    Rebuild nothing = new Rebuild(3, 2, "done", 0, 0, 0, 0, 0, null, List.of(), null);
    assertThat(RebuildText.outcome(published(nothing)))
        .contains("lifetime-value version 2 is live: no profiles yet, they come with the events");
  }

  @Test
  void oneProfileIsOne() {
    Rebuild one = new Rebuild(3, 2, "done", 1, 1, 0, 0, 0, null, List.of(), null);
    assertThat(RebuildText.outcome(published(one)))
        .contains("lifetime-value version 2 is live: 1 profile");
  }

  private static Live live(long waiting, long failed) {
    return new Live(waiting, failed, failed > 0 ? List.of(TYPE_ERROR) : List.of());
  }

  private static BuilderState published(Rebuild rebuild) {
    return new BuilderState(
        "lifetime-value", "READY", null, new Published(2, 3, "a"), rebuild, live(0, 0), null);
  }

  private static Rebuild rebuild(
      String phase, long done, long failed, @org.jspecify.annotations.Nullable Problem problem) {
    return new Rebuild(
        3,
        2,
        phase,
        2357,
        done,
        failed,
        0,
        2100.5,
        1.4,
        failed > 0 ? List.of(TYPE_ERROR) : List.of(),
        problem);
  }
}
