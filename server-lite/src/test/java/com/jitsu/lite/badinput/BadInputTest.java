package com.jitsu.lite.badinput;

import static com.jitsu.lite.redis.Until.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of requests that nobody should send, to one server: each is answered in words, or its
 * connection is closed; none is a 5xx, none disturbs the good ones between, and nothing is left of
 * them but their records in the events cache.
 */
class BadInputTest {

  private static final String PARSING = "error parsing message: ";

  private static final String CLASSIC = "Error parsing events body: ";

  @TempDir Path data;

  @Test
  void everyBadRequestIsAnsweredAndTheGoodOnesBetweenAreStored() throws Exception {
    try (HostileServer server = HostileServer.start(data)) {
      List<BadRequest> corpus = Corpus.of(server.key(), server.publicKey());
      assertThat(corpus).hasSizeGreaterThan(1_000);
      CorpusRun first = new CorpusRun(server, "a-").send(corpus);

      requireNoFailure(first, corpus.size());
      requireStoredOnce(server, "a-", first.goodEvents());
      requireCached(server, first.answered());
      assertThat(server.health()).isEqualTo(200);

      Resources before = Resources.now();
      CorpusRun second = new CorpusRun(server, "b-").send(part(corpus));
      requireNoFailure(second, corpus.size() / 4);
      requireStoredOnce(server, "b-", second.goodEvents());
      before.requireNoMoreNow();
    }
  }

  private static void requireNoFailure(CorpusRun run, int requests) {
    List<String> failures = run.failures();
    String some = String.join("\n", failures.subList(0, Math.min(20, failures.size())));
    assertThat(failures.size()).as("of %d requests: %s", requests, some).isZero();
  }

  /** Every fourth. */
  private static List<BadRequest> part(List<BadRequest> corpus) {
    List<BadRequest> part = new ArrayList<>();
    for (int i = 0; i < corpus.size(); i += 4) {
      part.add(corpus.get(i));
    }
    return part;
  }

  private static void requireStoredOnce(HostileServer server, String prefix, int events) {
    until("all good events are loaded", () -> server.distinct(prefix) == events);
    assertThat(server.loaded(prefix)).isEqualTo(events);
  }

  /** What is not JSON is in the cache, with the words of its answer. */
  private static void requireCached(HostileServer server, List<CorpusRun.Answered> answered) {
    Map<Malformed, Integer> expected = new HashMap<>();
    for (CorpusRun.Answered one : answered) {
      String error = error(one.answer().json());
      if (one.request().body().isPresent() && !error.isEmpty()) {
        expected.merge(Malformed.of(one.request(), error), 1, Integer::sum);
      }
    }
    assertThat(expected).hasSizeGreaterThan(1_000);
    int[] missing = {Integer.MAX_VALUE};
    Map<Malformed, Integer> left = new HashMap<>();
    until(
        "all malformed bodies are cached",
        () -> {
          left.clear();
          left.putAll(expected);
          for (JsonNode record : server.refused()) {
            left.computeIfPresent(
                new Malformed(record.path("malformed").asText(), record.path("error").asText()),
                (key, count) -> count == 1 ? null : count - 1);
          }
          boolean same = missing[0] == left.size();
          missing[0] = left.size();
          return left.isEmpty() || same;
        });
    assertThat(left).isEmpty();
  }

  /** What of an answer is in the cache too, when it is about what could not be read. */
  private static String error(JsonNode answer) {
    String error = answer.path("error").asText();
    String message = answer.path("message").asText();
    if (error.startsWith(PARSING)) {
      return error;
    }
    return message.startsWith(CLASSIC) ? message.substring(CLASSIC.length()) : "";
  }

  /** A record of the cache. */
  private record Malformed(String malformed, String error) {

    static Malformed of(BadRequest request, String error) {
      byte[] body =
          request.bytes()[0] == 'G'
              ? java.util.Base64.getEncoder().encode(request.body().orElseThrow())
              : request.body().orElseThrow();
      if (body.length <= HostileServer.MALFORMED_BYTES) {
        return new Malformed(new String(body, UTF_8), error);
      }
      int end = HostileServer.MALFORMED_BYTES;
      while ((body[end] & 0xC0) == 0x80) {
        end--;
      }
      return new Malformed(new String(body, 0, end, UTF_8), error);
    }
  }
}
