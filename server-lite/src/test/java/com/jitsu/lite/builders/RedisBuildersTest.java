package com.jitsu.lite.builders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.lite.config.DataKey;
import com.jitsu.lite.redis.EmbeddedRedis;
import com.jitsu.lite.redis.RedisKeys;
import com.jitsu.lite.redis.RedisStore;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisBuildersTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  @TempDir static Path folder;
  private static EmbeddedRedis server;
  private static RedisStore redis;
  private RedisBuilders builders;

  @BeforeAll
  static void startRedis() {
    server = EmbeddedRedis.start(folder);
    redis = RedisStore.connect(server.address());
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
    server.close();
  }

  @BeforeEach
  void forgetEverything() {
    redis.delete(RedisKeys.publications());
    for (String id : redis.setMembers(RedisKeys.builders())) {
      redis.delete(RedisKeys.builder(id));
    }
    redis.delete(RedisKeys.builders());
    builders = new RedisBuilders(redis, DataKey.open(folder), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void aDraftIsKeptAsItWasSent() {
    builders.saveDrafts(List.of(draft("b1", "1")), true);

    assertThat(builders.get("b1").findDraft()).contains(draft("b1", "1"));
    assertThat(builders.get("b1").settings()).isEqualTo(BuilderSettings.defaults());
    assertThat(builders.list()).extracting(ProfileBuilder::id).containsExactly("b1");
  }

  @Test
  void savingTellsWhatChanged() {
    assertThat(change("b1", "1")).isEqualTo(DraftChange.CREATED);
    assertThat(change("b1", "1")).isEqualTo(DraftChange.UNCHANGED);
    assertThat(change("b1", "2")).isEqualTo(DraftChange.UPDATED);
  }

  @Test
  void oneUnknownBuilderKeepsAllDraftsOut() {
    builders.put("lifetime-value", "LTV", BuilderSettings.defaults(), BuildPolicy.defaults());

    assertThatThrownBy(
            () ->
                builders.saveDrafts(
                    List.of(draft("lifetime-value", "1"), draft("lifetime-valeu", "1")), false))
        .hasMessageContaining("JITSU-0410")
        .hasMessageContaining("there is no builder \"lifetime-valeu\"")
        .hasMessageContaining("did you mean \"lifetime-value\"?")
        .hasMessageContaining("-Djitsu.createBuilder");
    assertThat(builders.get("lifetime-value").findDraft()).isEmpty();
  }

  @Test
  void twoFunctionsCannotShareABuilder() {
    assertThatThrownBy(() -> builders.saveDrafts(List.of(draft("b1", "1"), draft("b1", "2")), true))
        .hasMessageContaining("JITSU-0413");
    assertThat(builders.list()).isEmpty();
  }

  @Test
  void publishingFreezesTheDraftUnderTheNextNumber() {
    change("b1", "1");
    assertThat(builders.publish("b1", false))
        .isEqualTo(new PublishResult(new Publication(1, 1, 1), true));
    change("b1", "2");
    assertThat(builders.publish("b1", false))
        .isEqualTo(new PublishResult(new Publication(2, 2, 1), true));

    assertThat(builders.version("b1", 1).bundle()).isEqualTo(draft("b1", "1").bundle());
    assertThat(builders.get("b1").findPublished()).contains(new Publication(2, 2, 1));
    assertThat(builders.get("b1").findServing()).isEmpty();
  }

  @Test
  void publishingTheSameAgainDoesNothingUnlessForcedOrTheSettingsChanged() {
    change("b1", "1");
    builders.publish("b1", false);

    assertThat(builders.publish("b1", false).changed()).isFalse();
    assertThat(builders.publish("b1", true).publication().version()).isEqualTo(2);
    builders.put(
        "b1", "b1", new BuilderSettings("duckdb", "customers", 30), BuildPolicy.defaults());
    assertThat(builders.publish("b1", false).publication().version()).isEqualTo(3);
  }

  @Test
  void publishingNeedsADraft() {
    builders.put("b1", "b1", BuilderSettings.defaults(), BuildPolicy.defaults());

    assertThatThrownBy(() -> builders.publish("b1", false)).hasMessageStartingWith("JITSU-0411");
    assertThatThrownBy(() -> builders.refuseUnpublishable(List.of("b1", "b2")))
        .hasMessageContaining("JITSU-0411")
        .hasMessageContaining("JITSU-0410");
  }

  @Test
  void anIdThatCannotBeOneIsRefused() {
    assertThatThrownBy(
            () -> builders.put("a b", "x", BuilderSettings.defaults(), BuildPolicy.defaults()))
        .hasMessageStartingWith("JITSU-0412");
  }

  private DraftChange change(String builder, String body) {
    return builders
        .saveDrafts(List.of(draft(builder, body)), true)
        .changes()
        .values()
        .iterator()
        .next();
  }

  private static Draft draft(String builder, String body) {
    Bundle bundle =
        Bundle.of(
            new FunctionConfig(builder, builder, builder, "counts"),
            "src/profiles/" + builder + ".ts",
            "export default () => ({ traits: { n: " + body + " } })",
            "{\"version\":3,\"sources\":[],\"mappings\":\"\"}");
    return new Draft(bundle, List.of(), NOW, new Draft.Note("why", "abc123"));
  }
}
