package com.jitsu.lite.ingest.classic;

import static com.jitsu.lite.ingest.IngestHouse.gzip;
import static com.jitsu.lite.ingest.classic.ClassicHouse.IDLE_SECRET;
import static com.jitsu.lite.ingest.classic.ClassicHouse.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.ingest.Answer;
import com.jitsu.lite.ingest.IngestHouse;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /api/v1/events/bulk}: a file of events, all or nothing. */
class BulkEndpointTest {

  private static final String BULK = "/api/v1/events/bulk?token=" + SECRET;
  private static final String FAILED = "failed to process file payload: ";
  private static final byte[] LINES = "{\"a\":1}\n{\"a\":2}\n".getBytes(UTF_8);

  @TempDir Path folder;
  @RegisterExtension final IngestHouse house = ClassicHouse.in(() -> folder);

  @Test
  void everyLineIsAnEvent() {
    Answer answer = bulk("", form("file", "", "{\"a\":1,\"src\":\"own\"}\r\n\n{\"a\":2}"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(house.stored()).hasSize(2);
    assertThat(house.event(0).path("src").asText()).isEqualTo("own");
    assertThat(house.event(1).path("src").asText()).isEqualTo("bulk");
    assertThat(house.event(1).path("api_key").asText()).isEqualTo("shop");
    assertThat(house.event(1).path("eventn_ctx_event_id").asText()).hasSize(36);
    assertThat(house.log()).hasSize(2).allMatch(line -> line.startsWith("incoming shop "));
  }

  @Test
  void gzipMayPackTheFileOrTheFormOrBoth() {
    byte[] packed = gzip(LINES);

    assertThat(bulk("", form("file", "", packed), "Content-Encoding", "gzip").status())
        .isEqualTo(200);
    assertThat(bulk("", form("file", "Content-Encoding: gzip\r\n", packed)).status())
        .isEqualTo(200);
    assertThat(bulk("", gzip(form("file", "", LINES)), "Content-Encoding", "gzip").status())
        .isEqualTo(200);
    assertThat(bulk("", gzip(form("file", "", packed)), "Content-Encoding", "gzip").status())
        .isEqualTo(200);
    assertThat(house.stored()).hasSize(8);
  }

  @Test
  void noOtherEncodingIsRead() {
    assertThat(bulk("", form("file", "", LINES), "Content-Encoding", "br").message())
        .startsWith(FAILED)
        .endsWith("only 'gzip' encoding is supported");
    assertThat(bulk("", form("file", "Content-Encoding: br\r\n", LINES)).message())
        .endsWith("only 'gzip' encoding is supported");
    assertThat(bulk("", form("file", "", LINES), "Content-Encoding", "gzip").message())
        .startsWith(FAILED)
        .contains("not gzip");
    assertThat(house.stored()).isEmpty();
  }

  @Test
  void aBombIsTooLarge() {
    byte[] bomb = gzip(new byte[50_000_000]);

    Answer answer = bulk("", form("file", "", bomb), "Content-Encoding", "gzip");

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.message()).contains("too large");
  }

  @Test
  void oneBadLineRefusesTheFile() {
    Answer answer = bulk("", form("file", "", "{\"a\":1}\n{\"a\":\n{\"a\":3}\n"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message())
        .startsWith(FAILED + "failed to parse JSON payload: line 2: error parsing HTTP body: ");
    assertThat(house.stored()).isEmpty();
    assertThat(house.log()).hasSize(1);
    assertThat(house.log().get(0)).startsWith("malformed shop {\"a\": | line 2: ");
  }

  @Test
  void badLinesMayBeSkipped() {
    Answer answer = bulk("&skip_malformed=true", form("file", "", "{\"a\":1}\n[]\n{\"a\":3}"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(house.stored()).hasSize(2);
    assertThat(house.log().get(0)).startsWith("malformed shop [] | line 2: ");
  }

  @Test
  void aFallbackFileHasTheEventsInside() {
    String lines =
        """
        {"event":{"a":1},"error":"no","event_id":"e1"}
        {"malformed_event":"{","error":"no"}
        {"error":"no"}
        """;

    assertThat(bulk("&fallback=true", form("file", "", lines)).message())
        .contains("line 2: the event was kept because it is malformed");
    assertThat(bulk("&fallback=true&skip_malformed=true", form("file", "", lines)).status())
        .isEqualTo(200);
    assertThat(house.stored()).hasSize(1);
    assertThat(house.event(0).path("a").asInt()).isEqualTo(1);
  }

  @Test
  void aFileThatNobodyTakesIs422() {
    Answer answer =
        house.post(
            "/api/v1/events/bulk?token=" + IDLE_SECRET,
            form("file", "", LINES),
            "Content-Type",
            "multipart/form-data; boundary=xx");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.message())
        .isEqualTo("No destination is configured for token [\"idle\"] (or only staged ones)");
  }

  @Test
  void whatIsNoFormWithAFileIsNamed() {
    assertThat(house.post(BULK, LINES).message())
        .startsWith(FAILED + "failed to read 'file' form parameter: ")
        .contains("multipart/form-data");
    assertThat(bulk("", form("other", "", LINES)).message()).endsWith("no such file");
    assertThat(
            bulk(
                    "",
                    "--xx\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n{}"
                        .getBytes(UTF_8))
                .status())
        .isEqualTo(400);
    assertThat(bulk("", new byte[0]).status()).isEqualTo(400);
    assertThat(bulk("", new byte[] {0, 1, 2, 13, 10, 45, 45}).status()).isEqualTo(400);
    assertThat(house.stored()).isEmpty();
  }

  @Test
  void moreEventsThanMayWaitAreRefused() {
    Answer answer = bulk("", form("file", "", "{}\n".repeat(50_001)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains("more than 50000 events");
    assertThat(house.stored()).isEmpty();
  }

  @Test
  void aLineThatIsTooLargeIsKeptAsWhatIsCut() {
    String large = "{\"a\":\"" + "x".repeat(1_000_000) + "\"}";

    Answer answer = bulk("", form("file", "", "{}\n" + large));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).matches("Event size 1000\\d{3} exceeds limit: 1000000");
    assertThat(house.log()).hasSize(1);
    assertThat(house.log().get(0)).startsWith("malformed shop {\"a\":\"xxx");
    assertThat(house.stored()).isEmpty();
  }

  private Answer bulk(String query, byte[] form, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = "multipart/form-data; boundary=xx";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return house.post(BULK + query, form, all);
  }

  private static byte[] form(String field, String headers, String content) {
    return form(field, headers, content.getBytes(UTF_8));
  }

  private static byte[] form(String field, String headers, byte[] content) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(
        ("--xx\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"
                + "--xx\r\nContent-Disposition: form-data; name=\""
                + field
                + "\"; filename=\"events.ndjson\"\r\n"
                + headers
                + "\r\n")
            .getBytes(UTF_8));
    form.writeBytes(content);
    form.writeBytes("\r\n--xx--\r\n".getBytes(UTF_8));
    return form.toByteArray();
  }
}
