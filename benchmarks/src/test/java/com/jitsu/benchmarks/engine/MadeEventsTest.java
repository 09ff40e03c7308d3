package com.jitsu.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MadeEventsTest {

  private final MadeEvents events = MadeEvents.of(1, 2);

  @Test
  void theSameSeedGivesTheSameBytes(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("events.ndjson");
    MadeEvents.of(1, 2).write(file);

    assertThat(MadeEvents.read(file).lines()).containsExactlyElementsOf(events.lines());
    assertThat(MadeEvents.of(2, 2).lines().get(0)).isNotEqualTo(events.lines().get(0));
  }

  @Test
  void anEventHasElevenHundredBytes() {
    assertThat(events.meanBytes()).isBetween(1_050.0, 1_200.0);
  }

  @Test
  void allProfilesAreCutFromTheSameLines() {
    assertThat(events.profiles(10)).hasSize(200);
    assertThat(events.profiles(1_000)).hasSize(2);
    assertThat(events.profiles(100).get(1)).isEqualTo(events.lines().subList(100, 200));
  }

  @Test
  void aShopperDoesAllThatIsCounted() {
    List<JsonNode> profile = events.lines().subList(0, 1_000).stream().map(Json::parse).toList();

    assertThat(texts(profile, "/type")).contains("page", "track", "identify", "group");
    assertThat(texts(profile, "/event")).contains("Order Completed", "Product Viewed");
    assertThat(texts(profile, "/context/campaign/name")).hasSizeGreaterThan(1);
    assertThat(texts(profile, "/userId")).hasSize(1);
    assertThat(profile.stream().map(event -> event.path("timestamp").asText())).isSorted();
  }

  private static Set<String> texts(List<JsonNode> events, String path) {
    return events.stream()
        .map(event -> event.at(path))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
  }
}
