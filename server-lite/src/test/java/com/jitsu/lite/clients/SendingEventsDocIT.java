package com.jitsu.lite.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.clients.DocPage.Block;
import com.jitsu.sdk.contract.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every block of docs/sending-events.md, in its order, in a home folder with a new server. Only the
 * address is another, and the key of the page is a whole one.
 */
class SendingEventsDocIT {

  private static final Path PAGE = Path.of("../docs/sending-events.md");
  private static final String ADDRESS = "http://127.0.0.1:8001";

  @TempDir Path home;
  @TempDir Path profile;
  private LiteServer server;
  private ChromiumPage site;

  @BeforeEach
  void start() throws Exception {
    Machine.curl();
    Machine.chromium();
    NpmClients.install();
    server = LiteServer.start(home.resolve(".jitsu/server-lite"));
    site = ChromiumPage.serve();
  }

  @AfterEach
  void stop() {
    if (site != null) {
      site.close();
      server.close();
    }
  }

  @Test
  void everyBlockDoesWhatThePageSays() throws Exception {
    List<Block> blocks = DocPage.blocks(PAGE);
    StringBuilder variables = new StringBuilder();
    String printed = "";
    Block last = blocks.get(0);
    for (Block block : blocks) {
      switch (block.language()) {
        case "json" -> printed = awaitPrinted(variables, last, printed, block.text());
        case "js" -> script(block);
        case "sh" -> printed = shell(variables, block);
        default -> throw new AssertionError("nobody runs a block of " + block.language());
      }
      last = block;
    }

    assertThat(Json.parse(printed).path("events")).isNotEmpty();
    // Five come twice, and are stored once.
    assertThat(server.cached(14 + 5)).hasSize(14 + 5);
    assertThat(server.rows().stream().map(SendingEventsDocIT::summary))
        .containsExactlyInAnyOrder(
            "track ada Order Completed",
            "identify ada",
            "page visitor-1",
            "group ada",
            "alias ada",
            "screen ada",
            "identify bea",
            "track bea Order Completed",
            "identify cleo",
            "track cleo Order Completed",
            "page a visitor",
            "identify dora",
            "track dora Signed Up",
            "track eve Order Completed");
    assertThat(server.errors()).isEmpty();
  }

  /** What a block assigns is there for those after it, as in one terminal. */
  private String shell(StringBuilder variables, Block block) throws Exception {
    String text = here(block.text());
    String printed =
        ClientProcess.run(
            home,
            Map.of("HOME", home.toString()),
            List.of("bash", "-euo", "pipefail", "-c", variables + text));
    text.lines()
        .filter(line -> line.matches("\\w+=.*"))
        .forEach(line -> variables.append(line).append('\n'));
    return printed;
  }

  /** Rows come a moment after their events, so a question is put until the answer is there. */
  private String awaitPrinted(StringBuilder variables, Block asked, String printed, String expected)
      throws Exception {
    JsonNode json = Json.parse(expected);
    String found = printed;
    Instant end = Instant.now().plus(Duration.ofMinutes(1));
    while (asked.text().contains("/api/sql")
        && !Json.parse(found).equals(json)
        && Instant.now().isBefore(end)) {
      found = shell(variables, asked);
    }
    assertThat(Json.parse(found)).as(asked.text()).isEqualTo(json);
    return found;
  }

  private void script(Block block) throws Exception {
    String name = "block.mjs";
    if (block.heading().equals("From a page")) {
      String text = here(block.text()).replace("default:jw_…", server.writeKey());
      ChromiumPage.module(name, text);
      site.open("module=" + name, profile);
    } else {
      ChromiumPage.module(name, here(block.text()));
      try (ClientProcess node =
          NpmClients.startNode(
              Map.of("SERVER_KEY", server.serverKey().replace("default:", "")), name)) {
        assertThat(node.awaitSuccess()).isEmpty();
      }
    }
  }

  private String here(String text) {
    return text.replace(ADDRESS, server.address());
  }

  private static String summary(Map<String, JsonNode> row) {
    boolean named = row.containsKey("userid") || row.get("anonymousid").asText().startsWith("v");
    JsonNode who = row.getOrDefault("userid", row.get("anonymousid"));
    String what = row.containsKey("event") ? " " + row.get("event").asText() : "";
    return row.get("type").asText() + " " + (named ? who.asText() : "a visitor") + what;
  }
}
