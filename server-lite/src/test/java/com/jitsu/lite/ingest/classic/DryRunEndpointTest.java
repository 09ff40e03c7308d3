package com.jitsu.lite.ingest.classic;

import static com.jitsu.lite.ingest.classic.ClassicHouse.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.ingest.Answer;
import com.jitsu.lite.ingest.IngestHouse;
import com.jitsu.sdk.contract.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /api/v1/events/dry-run}: what would become of an event. */
class DryRunEndpointTest {

  private static final String DRY_RUN = "/api/v1/events/dry-run?token=" + SECRET;

  @TempDir Path folder;
  @RegisterExtension final IngestHouse house = ClassicHouse.in(() -> folder);

  @Test
  void theDestinationIsAskedForTheCompleteEventAndNothingIsStored() {
    Answer answer = house.post(DRY_RUN + "&destination_id=echo", "{\"a\":1}");

    assertThat(answer.status()).isEqualTo(200);
    JsonNode event = Json.parse(answer.body()).path(0);
    assertThat(event.path("a").asInt()).isEqualTo(1);
    assertThat(event.path("api_key").asText()).isEqualTo("shop");
    assertThat(event.has("_timestamp")).isTrue();
    assertThat(house.stored()).isEmpty();
    assertThat(house.log()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          &destination_id=strict | {} | Error getting dry run response for destination with id=[strict]: it does not fit
          &destination_id=none   | {} | Error: destination with id=[none] does not exist
          &destination_id=       | {} | Error getting [destination_id] parameter - it must not be empty
          ``                     | {} | Error getting [destination_id] parameter - it must not be empty
          &destination_id=echo   | [] | Failed to parse body: error parsing HTTP body: a JSON object is expected, found array
          """)
  void whyThereIsNoRowIsSaid(String query, String body, String message) {
    Answer answer = house.post(DRY_RUN + query, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).isEqualTo(message);
  }
}
