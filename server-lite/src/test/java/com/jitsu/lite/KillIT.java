package com.jitsu.lite;

import static com.jitsu.lite.redis.Until.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} again and again while batches are sent: what was acknowledged is stored, every
 * time. A server takes seconds to start, so it is killed less often; {@code -Djitsu.kills=20} says
 * how often both are.
 */
class KillIT {

  private static final int REDIS_KILLS = Integer.getInteger("jitsu.kills", 8);
  private static final int SERVER_KILLS = Integer.getInteger("jitsu.kills", 4);
  private static final int BATCHES_BETWEEN = 10;

  @TempDir Path data;

  @Test
  void everyAcknowledgedEventIsStoredThoughRedisIsKilledUnderLoad() throws Exception {
    BatchStream stream = new BatchStream();
    Set<String> drafts = new HashSet<>();
    try (ServerProcess server = start()) {
      LiteClient client = client(server);
      client.publishAndWait("counts", BatchStream.COUNT);
      Thread sender = stream.start(client);
      for (int kill = 1; kill <= REDIS_KILLS; kill++) {
        stream.awaitMore(BATCHES_BETWEEN);
        client.deploy("counts", BatchStream.COUNT + "// draft " + kill);
        JsonNode draft = client.builder("counts").path("draft");
        assertThat(drafts.add(draft.path("digest").asText())).as("a new draft").isTrue();
        ProcessHandle redis = redis(server);

        redis.destroyForcibly();
        until("that Redis is gone", () -> !redis.isAlive());
        stream.awaitMore(BATCHES_BETWEEN);

        until("redis and cache pass again", () -> client.get("/health").statusCode() == 200);
        assertThat(redis(server).pid()).isNotEqualTo(redis.pid());
        assertThat(stream.unacknowledged()).as("Redis is not needed to take events").isZero();
        JsonNode builder = client.builder("counts");
        assertThat(builder.path("serving").path("version").asInt()).isEqualTo(1);
        assertThat(builder.path("draft")).as("kill %d", kill).isEqualTo(draft);
      }
      stream.end();
      sender.join();
      stream.requireAllStored(client, "counts");
      awaitCached(client);
      assertThat(client.publish("counts").path("version").asInt()).isEqualTo(2);
    }
  }

  @Test
  void everyAcknowledgedEventIsStoredThoughTheServerIsKilledUnderLoad() throws Exception {
    BatchStream stream = new BatchStream();
    ServerProcess server = start();
    client(server).publishAndWait("counts", BatchStream.COUNT);
    for (int kill = 1; kill <= SERVER_KILLS; kill++) {
      Thread sender = stream.start(client(server));
      stream.awaitMore(BATCHES_BETWEEN);
      server.kill();
      sender.join();
      server = start();
      stream.requireAllStored(client(server), "counts");
    }
    try (ServerProcess last = server) {
      LiteClient client = client(last);
      assertThat(client.builder("counts").path("serving").path("version").asInt()).isEqualTo(1);
      stream.sendTheRest(client);
      stream.requireAllStored(client, "counts");
    }
  }

  private static void awaitCached(LiteClient client) {
    until(
        "records in the cache",
        () ->
            Json.parse(client.get("/api/v1/events/cache?namespace=destination").body())
                    .path("response_events")
                    .asInt()
                > 0);
  }

  private static ProcessHandle redis(ServerProcess server) {
    return server
        .handle()
        .children()
        .filter(child -> child.info().command().orElse("").contains("redis-server"))
        .findFirst()
        .orElseThrow();
  }

  private ServerProcess start() throws Exception {
    return ServerProcess.start("--port", "0", "--data", data.toString());
  }

  private LiteClient client(ServerProcess server) {
    return new LiteClient(server.address(), data);
  }
}
