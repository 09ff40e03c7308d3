package com.jitsu.sdk.engine.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenEventsTest {

  private static final int PROFILES = 300;

  private static final Engine ENGINE = EventContext.engine();

  @AfterAll
  static void closeTheEngine() {
    ENGINE.close();
  }

  /** Few of many events are alike in the first, nearly all are in the second. */
  @ParameterizedTest
  @ValueSource(ints = {0, 25})
  void whateverAFunctionDoesItCannotTellTheDifference(int different) throws IOException {
    String module = resource("nasty-function.mjs");
    try (EventContext one = new EventContext(ENGINE);
        EventContext other = new EventContext(ENGINE)) {
      Value parsing = one.load(module);
      Value opening = other.load(module);
      MadeEvents open = other.open();
      NastyJson json = new NastyJson(4711);
      Random random = new Random(1);
      List<String> pool = new ArrayList<>();
      for (int i = 0; i < different; i++) {
        pool.add(json.event());
      }
      for (int i = 0; i < PROFILES; i++) {
        List<String> events = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
          events.add(different == 0 ? json.event() : pool.get(random.nextInt(different)));
        }
        assertSame(other.made(opening, open, events), one.parsed(parsing, events), events);
      }
    }
  }

  /** Says no more than where the first difference is: the answers are long. */
  private static void assertSame(String made, String parsed, List<String> events) {
    if (!made.equals(parsed)) {
      JsonNode answers = Json.parse(made);
      JsonNode expected = Json.parse(parsed);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(answers.path(i))
            .as("%d of %s, after %s", i, events, answers.path(i - 1))
            .isEqualTo(expected.path(i));
      }
      assertThat(made).isEqualTo(parsed);
    }
  }

  @Test
  void manyKindsOfObjectsAreStillRight() {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      events.add("{\"k" + i + "\":{\"m" + i + "\":" + i + "},\"type\":\"t\"}");
    }
    try (EventContext context = new EventContext(ENGINE)) {
      Value function = context.load("export default events => [...events]");
      assertThat(context.made(function, context.open(), events))
          .isEqualTo(context.parsed(function, events));
    }
  }

  @Test
  void manyMembersAreStillRight() {
    StringBuilder event = new StringBuilder("{\"type\":1");
    for (int i = 0; i < 3_000; i++) {
      event.append(",\"m").append(i % 2_500).append("\":").append(i);
    }
    List<String> events = List.of(event.append('}').toString());
    try (EventContext context = new EventContext(ENGINE)) {
      Value function = context.load("export default events => [...events]");
      assertThat(context.made(function, context.open(), events))
          .isEqualTo(context.parsed(function, events));
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(OpenEventsTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
