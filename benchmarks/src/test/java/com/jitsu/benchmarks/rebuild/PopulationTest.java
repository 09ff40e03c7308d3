package com.jitsu.benchmarks.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PopulationTest {

  private final Population population = new Population(3, 500);

  @Test
  void theStreamHasAllEventsInTheOrderOfTheirTime() throws IOException {
    List<JsonNode> events = new ArrayList<>();
    population.stream(event -> events.add(Json.parse(event.json())));

    assertThat(events).hasSize((int) population.events());
    assertThat(events.stream().map(event -> event.path("timestamp").asText())).isSorted();
    assertThat(events.stream().map(event -> event.path("messageId").asText()))
        .doesNotHaveDuplicates();
    assertThat(events.get(0).path("timestamp").asText()).startsWith("2025-11");
    assertThat(events.get(events.size() - 1).path("timestamp").asText()).startsWith("2026-10");
  }

  @Test
  void theProfilesOfTheStreamAreMixedAndTheSameAsTheGroupedOnes() throws IOException {
    Map<String, List<String>> streamed = new HashMap<>();
    population.stream(event -> remember(streamed, event));
    Map<String, List<String>> grouped = new HashMap<>();
    List<String> order = new ArrayList<>();
    population.grouped(
        event -> {
          remember(grouped, event);
          if (order.isEmpty() || !order.get(order.size() - 1).equals(event.profileId())) {
            order.add(event.profileId());
          }
        });

    assertThat(streamed).isEqualTo(grouped).hasSize(500);
    assertThat(order).isEqualTo(IntStream.range(0, 500).mapToObj(population::profileId).toList());
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    List<String> once = new ArrayList<>();
    population.stream(event -> once.add(new String(event.json(), UTF_8)));
    List<String> again = new ArrayList<>();
    new Population(3, 500).stream(event -> again.add(new String(event.json(), UTF_8)));
    List<String> other = new ArrayList<>();
    new Population(4, 500).stream(event -> other.add(new String(event.json(), UTF_8)));

    assertThat(again).isEqualTo(once);
    assertThat(other.get(0)).isNotEqualTo(once.get(0));
  }

  @Test
  void fewProfilesHaveMostEvents() {
    for (int profiles : new int[] {10_000, 100_000}) {
      Population many = new Population(1, profiles);
      int[] sizes = IntStream.range(0, profiles).map(many::events).sorted().toArray();

      assertThat((double) many.events() / profiles).isCloseTo(10, within(0.2));
      assertThat(sizes[0]).isEqualTo(1);
      assertThat(sizes[profiles / 2]).isEqualTo(2);
      assertThat(sizes[profiles - 1]).isEqualTo(Population.LARGEST);
    }
  }

  @Test
  void whatIsRandomInLifeIsRandomHere() throws IOException {
    Set<String> addresses = new HashSet<>();
    Set<String> agents = new HashSet<>();
    Set<String> emails = new HashSet<>();
    long[] bytes = new long[1];
    population.grouped(
        event -> {
          bytes[0] += event.json().length;
          JsonNode json = Json.parse(event.json());
          addresses.add(json.path("requestIp").asText());
          agents.add(json.at("/context/userAgent").asText());
          if (json.path("type").asText().equals("identify")) {
            emails.add(json.at("/traits/email").asText());
          }
        });

    assertThat(addresses).hasSizeGreaterThan(490);
    assertThat(agents).hasSizeGreaterThan(40);
    assertThat(emails).hasSizeGreaterThan(90);
    assertThat((double) bytes[0] / population.events()).isBetween(1_050.0, 1_250.0);
  }

  @Test
  void whatIsSentLeavesToTheServerWhatIsTheServers() {
    JsonNode event = population.sent(7);

    assertThat(event.path("userId").asText()).isEqualTo(population.profileId(7));
    assertThat(event.has("requestIp")).isFalse();
    assertThat(event.has("receivedAt")).isFalse();
  }

  private static void remember(Map<String, List<String>> profiles, Population.Event event) {
    profiles
        .computeIfAbsent(event.profileId(), key -> new ArrayList<>())
        .add(new String(event.json(), UTF_8));
  }
}
