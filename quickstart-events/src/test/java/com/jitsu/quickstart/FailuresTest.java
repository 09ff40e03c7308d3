package com.jitsu.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void eachGroupIsShownWithItsLineAndAnExample() throws IOException {
    JsonNode builders =
        new ObjectMapper()
            .readTree(
                """
                [{"id": "last-visit", "live": {"waiting": 0, "failures": []}},
                 {"id": "lifetime-value", "live": {"failures": [
                   {"error": "TypeError: no", "count": 3, "example": "ada",
                    "stack": ["src/profiles/lifetime-value.ts:12:7"]}]}}]
                """);
    assertThat(Failures.in(builders))
        .containsExactly(
            "lifetime-value: 3 × TypeError: no",
            "    at src/profiles/lifetime-value.ts:12:7",
            "    for example ada");
  }
}
