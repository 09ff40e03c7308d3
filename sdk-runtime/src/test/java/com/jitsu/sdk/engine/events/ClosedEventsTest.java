package com.jitsu.sdk.engine.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedEventsTest {

  private static final int PROFILES = 80;

  private static final Engine ENGINE = EventContext.engine();

  @AfterAll
  static void closeTheEngine() {
    ENGINE.close();
  }

  static Stream<String> functions() {
    return ClosedFunctions.pathsByFunction().keySet().stream();
  }

  /** Thousands of events of every kind, each function in a context of its own for either way. */
  @ParameterizedTest
  @MethodSource("functions")
  void aFunctionCannotTellTheDifference(String module) {
    Paths paths = Footprint.of(module).closed().orElseThrow();
    try (EventContext one = new EventContext(ENGINE);
        EventContext other = new EventContext(ENGINE)) {
      Value parsing = one.load(module);
      Value closing = other.load(module);
      NastyJson json = new NastyJson(42);
      for (int i = 0; i < PROFILES; i++) {
        List<String> events = new ArrayList<>();
        for (int k = 0; k < i % 7; k++) {
          events.add(json.event());
        }
        assertThat(other.closed(closing, paths, events))
            .as("%s", events)
            .isEqualTo(one.parsed(parsing, events));
      }
    }
  }

  @Test
  void stringsThatComeAgainAreStillTheRightOnes() {
    String module = "export default events => [...events].map(e => e.type)";
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      events.add("{\"type\":\"" + "x".repeat(i % 70) + (i * 7919 % 300) + "\"}");
    }
    try (EventContext context = new EventContext(ENGINE)) {
      Value function = context.load(module);
      assertThat(context.closed(function, new Paths(Map.of("type", Paths.WHOLE)), events))
          .isEqualTo(context.parsed(function, events));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "null",
        "1",
        "{",
        "{\"type\"",
        "{\"type\":",
        "{\"type\":\"",
        "{\"type\":\"a\\",
        "{\"type\":1",
        "{\"type\":1,",
        "{\"type\":1,}",
        "{\"type\":1}}",
        "{\"type\":1} x",
        "{\"other\":[1,2}",
        "{\"other\":[[[[",
        "{type:1}",
        "{\"type\":truth}",
        "{\"type\":nul}",
        "{\"type\":}",
        "{\"type\":{\"a\":1}",
        "{\"other\":\"\\",
        "{\"type\":-}"
      })
  void whatIsNoObjectIsNotMade(String broken) {
    try (EventContext context = new EventContext(ENGINE)) {
      Value function = context.load("export default events => [...events].map(e => e.type)");
      assertThatThrownBy(
              () ->
                  context.closed(function, new Paths(Map.of("type", Paths.WHOLE)), List.of(broken)))
          .isInstanceOfAny(
              JsonCursor.UnreadableException.class,
              com.oracle.truffle.api.exception.AbstractTruffleException.class);
    }
  }

  @Test
  void depthDoesNotHurtWhatIsNotRead() {
    String deep = "{\"deep\":" + "[".repeat(20_000) + "]".repeat(20_000) + ",\"type\":\"page\"}";
    try (EventContext context = new EventContext(ENGINE)) {
      Value function = context.load("export default events => [...events].map(e => e.type)");
      assertThat(context.closed(function, new Paths(Map.of("type", Paths.WHOLE)), List.of(deep)))
          .isEqualTo("[\"page\"]");
    }
  }
}
