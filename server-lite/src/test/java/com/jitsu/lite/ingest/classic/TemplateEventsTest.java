package com.jitsu.lite.ingest.classic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code {"template": {…}, "events": [{…}]}} must not make much of little. */
class TemplateEventsTest {

  private static final Bodies BODIES = new Bodies(51_200);

  @Test
  void theTemplateWinsAndEachEventIsItsOwn() {
    List<ObjectNode> events = events("{\"a\":1,\"user\":{}}", "{\"a\":2,\"b\":3},{}");

    events.get(0).withObject("/user").put("id", "u1");

    assertThat(events.get(0)).hasToString("{\"a\":1,\"b\":3,\"user\":{}}");
    assertThat(events.get(1)).hasToString("{\"a\":1,\"user\":{}}");
    assertThat(events).hasSize(2);
  }

  @Test
  void asMuchAsABodyCouldHaveSaidIsTaken() {
    assertThat(events(sized(10_000), "{},".repeat(999) + "{}")).hasSize(1_000);
  }

  @Test
  void whatASmallBodyMakesTooLargeIsRefusedUnmade() {
    assertThatThrownBy(() -> events(sized(10_000), "{},".repeat(1_000) + "{}"))
        .isInstanceOf(BodyException.class)
        .hasMessage(
            "error parsing HTTP body: \"template\" in each of 1001 events makes 10010000 bytes, the"
                + " limit is 10000000");
    assertThatThrownBy(() -> events(fields(3_200), "{},".repeat(7_500) + "{}"))
        .isInstanceOf(BodyException.class)
        .hasMessageContaining("in each of 7501 events");
  }

  private static List<ObjectNode> events(String template, String events) {
    String body = "{\"template\":" + template + ",\"events\":[" + events + "]}";
    return BODIES.events(body.getBytes(UTF_8));
  }

  private static String sized(int bytes) {
    return "{\"a\":\"" + "x".repeat(bytes - 8) + "\"}";
  }

  private static String fields(int count) {
    StringBuilder fields = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      fields.append(i == 0 ? "" : ",").append('"').append(Integer.toString(i, 36)).append("\":1");
    }
    return fields.append('}').toString();
  }
}
