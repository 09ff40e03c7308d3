package com.jitsu.lite.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jitsu's client in Chromium, on a page of another origin than the server. */
class PageIT {

  private static final String ADDED =
      "sentat|writekey|groupid|context_(useragent|locale|screen_.*|page_.*|traits_.*|library_.*)";
  private static final String ADDED_TO_PAGES =
      "|properties_(title|url|path|hash|search|width|height|referrer)";

  @TempDir Path data;
  @TempDir Path profile;
  private LiteServer server;
  private Gateway gateway;
  private ChromiumPage page;

  @BeforeEach
  void start() throws Exception {
    Machine.chromium();
    NpmClients.install();
    server = LiteServer.start(data);
    gateway = Gateway.before(server.address());
    page = ChromiumPage.serve();
  }

  @AfterEach
  void stop() {
    if (page != null) {
      page.close();
      gateway.close();
      server.close();
    }
  }

  @Test
  void everyCallOfAPageArrives() throws Exception {
    page.open(query("jitsu-page.mjs", server.address()), profile);

    Calls.of(List.of("identify", "track", "page", "group"))
        .assertArrived(
            server,
            new Calls.Client(
                "properties_name",
                type -> ADDED + (type.equals("page") ? ADDED_TO_PAGES : ""),
                false));
    Map<String, JsonNode> row =
        server.rows().stream()
            .filter(found -> found.get("type").asText().equals("page"))
            .findFirst()
            .orElseThrow();
    assertThat(row.get("context_page_title")).hasToString("\"Priser – Räksmörgås\"");
    assertThat(row.get("context_page_url").asText()).startsWith(page.origin() + "/page.html?");
    assertThat(row.get("context_useragent").asText()).contains("Chrome");
    assertThat(row.get("context_ip")).hasToString("\"127.0.0.1\"");
  }

  @Test
  void aBrowserAsksBeforeItSendsAndMaySendCookies() throws Exception {
    page.open(query("patient.mjs", gateway.address()) + "&count=2", profile);

    assertThat(gateway.seen().stream().map(Gateway.Seen::route))
        .startsWith("OPTIONS /api/s/track", "POST /api/s/track")
        .filteredOn(route -> route.startsWith("POST"))
        .hasSize(2);
    assertThat(gateway.seen().get(0).headers().getFirst("Access-Control-Request-Headers"))
        .contains("content-type", "x-write-key", "x-ip-policy");
    assertThat(gateway.seen())
        .allMatch(seen -> page.origin().equals(seen.headers().getFirst("Origin")));
    assertThat(numbers()).containsExactlyInAnyOrder(0, 1);
    assertThat(server.rows()).allMatch(row -> row.get("context_ip").asText().equals("127.0.0.0"));
  }

  @Test
  void whatAPageTriesAgainIsStoredOnce() throws Exception {
    gateway.plan(Gateway.Fault.UNAVAILABLE, Gateway.Fault.ANSWER_LOST, Gateway.Fault.UNAVAILABLE);

    page.open(query("patient.mjs", gateway.address()) + "&count=3", profile);

    assertThat(numbers()).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(gateway.seen().stream().map(Gateway.Seen::fault).flatMap(fault -> fault.stream()))
        .hasSize(3);
  }

  @Test
  void theScriptOfThePackageSendsToWhereItComesFrom() throws Exception {
    gateway.serve("/p.js", NpmClients.FOLDER.resolve("node_modules/@jitsu/js/dist/web/p.js.txt"));

    page.open(query("tag.mjs", gateway.address()), profile);

    List<String> types =
        server.rows().stream()
            .filter(row -> row.get("context_page_url").asText().startsWith(page.origin()))
            .map(row -> row.get("type").asText())
            .toList();
    assertThat(types).containsExactlyInAnyOrder("identify", "page", "track");
    assertThat(server.errors()).isEmpty();
  }

  private List<Integer> numbers() {
    assertThat(server.errors()).isEmpty();
    return server.rows().stream().map(row -> row.get("properties_number").asInt()).toList();
  }

  private String query(String module, String host) {
    return "module=" + module + "&host=" + encoded(host) + "&key=" + encoded(server.writeKey());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
