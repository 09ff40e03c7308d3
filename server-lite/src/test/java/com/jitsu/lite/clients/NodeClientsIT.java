package com.jitsu.lite.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients in Node: whatever is passed to them is in the warehouse and in the cache, once. */
class NodeClientsIT {

  private static final String JITSU =
      "sentat|writekey|groupid|context_library_(name|version|env)|context_traits_.*";
  private static final List<String> JITSU_TYPES = List.of("identify", "track", "page", "group");

  @TempDir Path data;
  private LiteServer server;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    NpmClients.install();
    server = LiteServer.start(data);
    gateway = Gateway.before(server.address());
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
      server.close();
    }
  }

  @Test
  void jitsuSendsAsAServer() throws Exception {
    NpmClients.node("jitsu-node.mjs", gateway.address(), server.serverKey(), "true");

    Calls.of(JITSU_TYPES)
        .assertArrived(server, new Calls.Client("properties_name", type -> JITSU, false));
    assertThat(gateway.seen().stream().map(Gateway.Seen::route).distinct())
        .containsExactlyInAnyOrder(
            "POST /api/s/s2s/identify",
            "POST /api/s/s2s/track",
            "POST /api/s/s2s/page",
            "POST /api/s/s2s/group");
    assertThat(gateway.seen())
        .allMatch(seen -> server.serverKey().equals(seen.headers().getFirst("X-Write-Key")));
  }

  @Test
  void jitsuSendsAsABrowser() throws Exception {
    NpmClients.node("jitsu-node.mjs", gateway.address(), server.writeKey(), "false");

    String added = JITSU + "|context_(useragent|locale)";
    Calls.of(JITSU_TYPES)
        .assertArrived(server, new Calls.Client("properties_name", type -> added, false));
    assertThat(gateway.seen().stream().map(Gateway.Seen::route).distinct())
        .containsExactlyInAnyOrder(
            "POST /api/s/identify", "POST /api/s/track", "POST /api/s/page", "POST /api/s/group");
  }

  @Test
  void segmentSendsBatches() throws Exception {
    NpmClients.node("segment-node.mjs", gateway.address(), server.serverKey());

    String added = "_metadata_.*|context_library_(name|version)";
    Calls.of(List.of("identify", "track", "page", "group", "alias", "screen"))
        .assertArrived(server, new Calls.Client("name", type -> added, true));
    assertThat(gateway.seen().stream().map(Gateway.Seen::route))
        .hasSize(3)
        .containsOnly("POST /v1/batch");
    assertThat(gateway.seen())
        .allMatch(seen -> seen.headers().getFirst("Authorization").startsWith("Basic "));
  }

  @Test
  void aWrongKeyIsTold() throws Exception {
    try (ClientProcess jitsu =
            NpmClients.startNode(
                Map.of(), "jitsu-node.mjs", server.address(), "default:js_wrong", "true");
        ClientProcess segment =
            NpmClients.startNode(Map.of(), "segment-node.mjs", server.address(), "js_wrong")) {
      assertThat(jitsu.awaitEnd()).isEqualTo(1);
      assertThat(segment.awaitEnd()).isEqualTo(1);

      assertThat(String.join(" ", jitsu.output()))
          .contains("401", "stream not found: for: default:***", "keys.json");
      assertThat(String.join(" ", segment.output())).contains("[401] Unauthorized");
    }
    assertThat(server.rows()).isEmpty();
  }
}
