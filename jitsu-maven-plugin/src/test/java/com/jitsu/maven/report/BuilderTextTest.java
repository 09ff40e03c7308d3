package com.jitsu.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.maven.Golden;
import com.jitsu.maven.client.BuilderState;
import com.jitsu.maven.client.BuilderState.Draft;
import com.jitsu.maven.client.BuilderState.Failure;
import com.jitsu.maven.client.BuilderState.Latency;
import com.jitsu.maven.client.BuilderState.Live;
import com.jitsu.maven.client.BuilderState.Published;
import com.jitsu.maven.client.BuilderState.Rebuild;
import com.jitsu.maven.client.BuilderState.Transformation;
import com.jitsu.sdk.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuilderTextTest {

  private static final String SERVER = "http://127.0.0.1:8001";
  private static final Transformation MARK = new Transformation("mark", "c");
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
                new Draft("last-visit", "src/profiles/last-visit.ts", "a", List.of()),
                new Published(1, 1, "a", List.of()),
                rebuild("done", 2357, 0, null),
                live(12, 0),
                2357L),
            new BuilderState(
                "lifetime-value",
                "BUILDING",
                new Draft("lifetime-value", "src/profiles/ltv.ts", "b", List.of()),
                new Published(2, 3, "a", List.of()),
                rebuild("build", 1180, 3, null),
                live(0, 0),
                1900L),
            new BuilderState(
                "visits",
                "BUILDING",
                new Draft("visits", "src/profiles/visits.ts", "a", List.of(MARK)),
                new Published(2, 4, "a", List.of()),
                paused("build"),
                live(0, 2),
                1900L),
            new BuilderState(
                "withdrawn",
                "READY",
                null,
                new Published(1, 2, "a", List.of()),
                rebuild("cancelled", 1180, 3, null),
                live(0, 2),
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
        String.join("\n", FailureLines.rebuild(state))
            + "\n"
            + RebuildText.outcome(state).orElseThrow());
    assertThat(RebuildText.problem(state, SERVER)).isEmpty();
  }

  @Test
  void aRebuildThatStoppedIsAProblemWithTheServersRemedy() {
    Problem disk = new Problem("JITSU-0605", "the disk is full", null, "make room");
    BuilderState state = published(rebuild("failed", 1180, 0, disk));
    assertThat(RebuildText.outcome(state)).isEmpty();
    Golden.assertMatches(
        "rebuild-failed.txt", RebuildText.problem(state, SERVER).orElseThrow().text());
  }

  @Test
  void aRebuildThatPausesIsAProblemWithTheLinesToTypeNext() {
    BuilderState state = published(paused("build"));
    assertThat(RebuildText.outcome(state)).isEmpty();
    assertThat(RebuildText.serves(state)).isFalse();
    Golden.assertMatches(
        "rebuild-paused.txt", RebuildText.problem(state, SERVER).orElseThrow().text());
    assertThat(RebuildText.problem(published(paused("replay")), SERVER).orElseThrow().text())
        .contains("after 1,180 of 2,357 events");
  }

  @Test
  void aPublicationThatWasTakenBackIsAProblemForWhoWaitsForIt() {
    BuilderState state = published(rebuild("cancelled", 1180, 0, null));
    assertThat(RebuildText.outcome(state)).isEmpty();
    Golden.assertMatches(
        "rebuild-cancelled.txt", RebuildText.problem(state, SERVER).orElseThrow().text());
  }

  @Test
  void whatFailsNowIsShownAndCountedWhicheverBuildItFailedIn() {
    BuilderState state =
        new BuilderState(
            "lifetime-value",
            "READY",
            null,
            new Published(2, 3, "a", List.of()),
            new Rebuild(3, 2, "done", 377, 377, 5, 0, 0, null, 0.1, null, List.of(), null),
            live(0, 3),
            374L);
    Golden.assertMatches("live-failures.txt", String.join("\n", FailureLines.live(state)));
    assertThat(BuilderTable.of(List.of(state)).get(1)).endsWith("374 profiles, 3 failed");
    assertThat(RebuildText.serves(state)).isTrue();
    assertThat(RebuildText.unchanged(state, 2))
        .isEqualTo("lifetime-value version 2 is unchanged: 374 profiles, 3 failed");
  }

  @Test
  void transformationFunctionsThatFailAreNamed() {
    Failure once = new Failure("Error: no", 1, "ids", List.of("src/functions/ids.ts:3:9"));
    BuilderState state =
        new BuilderState(
            "ltv", "READY", null, null, null, new Live(0, 0, null, null, List.of(once)), 0L);
    assertThat(FailureLines.live(state))
        .containsExactly(
            "ltv: transformation functions failed once since the server started",
            "  1 × Error: no",
            "      at src/functions/ids.ts:3:9",
            "      for example ids");
    assertThat(FailureLines.transformations(state)).isEqualTo(FailureLines.live(state));
  }

  @Test
  void aRebuildOfNothingIsOneSentence() {
    Rebuild nothing = new Rebuild(3, 2, "done", 0, 0, 0, 0, 0, null, 0.1, null, List.of(), null);
    assertThat(RebuildText.outcome(published(nothing)))
        .contains("lifetime-value version 2 is live: no profiles yet, they come with the events");
  }

  @Test
  void oneProfileIsOne() {
    Rebuild one = new Rebuild(3, 2, "done", 1, 1, 0, 0, 0, null, 0.1, null, List.of(), null);
    assertThat(RebuildText.outcome(published(one)))
        .contains("lifetime-value version 2 is live: 1 profile");
  }

  private static Live live(long waiting, long failed) {
    return new Live(
        waiting,
        failed,
        failed > 0 ? List.of(TYPE_ERROR) : List.of(),
        waiting > 0 ? new Latency(4096, 37L, 1810L) : new Latency(0, null, null),
        List.of());
  }

  private static Rebuild paused(String phase) {
    return new Rebuild(
        4,
        2,
        phase,
        2357,
        1180,
        400,
        0,
        0,
        null,
        0.6,
        "400 of 1180 profiles failed, more than the 20 % at which a rebuild pauses",
        List.of(TYPE_ERROR),
        null);
  }

  private static BuilderState published(Rebuild rebuild) {
    return new BuilderState(
        "lifetime-value",
        "READY",
        null,
        new Published(2, 3, "a", List.of()),
        rebuild,
        live(0, 0),
        null);
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
        0.6,
        null,
        failed > 0 ? List.of(TYPE_ERROR) : List.of(),
        problem);
  }
}
