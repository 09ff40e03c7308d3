package com.jitsu.lite;

import static com.jitsu.lite.redis.Until.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.sdk.contract.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk with the data folder is full: senders are told, and nothing acknowledged is missing. */
class FullDiskIT {

  @TempDir Path folder;
  private SmallDisk disk;
  private Path data;

  @BeforeEach
  void mount() throws Exception {
    disk = SmallDisk.mount(folder.resolve("disk"), 480);
    data = disk.folder().resolve("data");
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      disk.unmount();
    }
  }

  @Test
  void eventsAreRefusedWhileThereIsRoomForAllElse() throws Exception {
    BatchStream stream = new BatchStream();
    try (ServerProcess server = start()) {
      LiteClient client = new LiteClient(server.address(), data);
      client.publishAndWait("counts", BatchStream.COUNT);
      Thread sender = stream.start(client);
      stream.awaitMore(10);
      disk.leave(RocksStore.ROOM_TO_RECOVER - (8 << 20));
      until("a batch is refused", () -> stream.unacknowledged() > 0);
      stream.end();
      sender.join();

      HttpResponse<String> refused = client.batch(List.of(Json.object().put("type", "page")));
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(507);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("10");
      assertThat(refused.body()).contains("disk is full: JITSU-0607", "make room");
      JsonNode health = Json.parse(client.get("/health").body());
      for (String part : List.of("disk", "journal")) {
        assertThat(health.at("/checks/" + part + "/problem").asText())
            .contains("JITSU-0607", "MB are free", "make room");
      }
      for (String part : List.of("redis", "cache", "warehouse", "loader")) {
        assertThat(health.at("/checks/" + part + "/status").asText()).as(part).isEqualTo("pass");
      }
      assertThat(client.deploy("counts", BatchStream.COUNT + "//").statusCode()).isEqualTo(200);
      stream.requireAllStored(client, "counts");

      disk.makeRoom();

      stream.sendTheRest(client);
      stream.requireAllStored(client, "counts");
      assertThat(client.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void everythingGoesOnWhenADiskFullToTheLastByteHasRoomAgain() throws Exception {
    BatchStream stream = new BatchStream();
    try (ServerProcess server = start()) {
      LiteClient client = new LiteClient(server.address(), data);
      client.publishAndWait("counts", BatchStream.COUNT);
      fillWhileSending(stream, client);
      String text = client.get("/health").body();
      assertThat(text).contains("JITSU-0607");
      // Redis may have room in a block that it has already.
      assertThat(client.deploy("counts", BatchStream.COUNT + "//").statusCode()).isIn(200, 503);

      disk.makeRoom();

      until("all parts pass again", () -> client.get("/health").statusCode() == 200);
      stream.sendTheRest(client);
      stream.requireAllStored(client, "counts");
      client.publishAndWait("counts", BatchStream.COUNT + "// once more");
      assertThat(client.builder("counts").path("status").asText()).isEqualTo("READY");
      stream.requireAllStored(client, "counts");
    }
  }

  @Test
  void nothingIsLostWhenTheServerIsKilledWhileTheDiskIsFull() throws Exception {
    BatchStream stream = new BatchStream();
    ServerProcess server = start();
    LiteClient client = new LiteClient(server.address(), data);
    client.publishAndWait("counts", BatchStream.COUNT);
    fillWhileSending(stream, client);
    server.kill();
    disk.leave(0);

    try (ServerProcess full = start()) {
      assertThat(full.text()).containsAnyOf("Listening on ", "JITSU-0607");
    }
    disk.makeRoom();

    try (ServerProcess again = start()) {
      LiteClient next = new LiteClient(again.address(), data);
      next.await("counts", state -> state.path("status").asText().equals("READY"));
      stream.requireAllStored(next, "counts");
      stream.sendTheRest(next);
      stream.requireAllStored(next, "counts");
    }
  }

  /** Returns when the disk is full, and a batch was refused for it. */
  private void fillWhileSending(BatchStream stream, LiteClient client) throws Exception {
    Thread sender = stream.start(client);
    stream.awaitMore(10);
    until(
        "a batch is refused",
        () -> {
          disk.leave(0);
          return stream.unacknowledged() > 20;
        });
    stream.end();
    sender.join();
  }

  private ServerProcess start() throws Exception {
    return ServerProcess.start("--port", "0", "--data", data.toString());
  }
}
