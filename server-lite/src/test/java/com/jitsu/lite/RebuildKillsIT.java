package com.jitsu.lite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.lite.OrderStream.Order;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments of a stream of events, publications, rollbacks, changed
 * transformations, pauses and cancellations. {@code -Djitsu.kills=50} says how often; {@code
 * -Djitsu.seed=7} repeats what a seed began, as far as processes can be repeated.
 */
class RebuildKillsIT {

  private static final int KILLS = Integer.getInteger("jitsu.kills", 3);
  private static final long SEED = Long.getLong("jitsu.seed", System.nanoTime());
  private static final int CUSTOMERS = 900;
  private static final int BATCHES_BEFORE = 100;
  private static final int LONGEST_LIFE_MILLIS = 3_000;

  @TempDir Path data;
  private final Random random = new Random(SEED);
  private final OrderStream orders = new OrderStream(CUSTOMERS);
  private final Publishing publishing = new Publishing("orders", random);

  @Test
  void whatEndsByKillsGoesOnAndTheTableEqualsARecomputation() throws Exception {
    String seed = "-Djitsu.seed=" + SEED + " -Djitsu.kills=" + KILLS;
    for (int kill = 1; kill <= KILLS; kill++) {
      // The first half never shows rows in place, so that no table may ever be mixed.
      publishing.allowInPlace(kill > KILLS / 2);
      boolean mayBeMixed = publishing.mayHaveMixedRows();
      ServerProcess server = start();
      LiteClient client = client(server);
      publishing.look(client);
      if (kill == 1) {
        orders.send(client, BATCHES_BEFORE);
      } else if (!mayBeMixed) {
        assertThat(kinds(client)).as("kinds of rows after kill %d; %s", kill, seed).isLessThan(2);
      }
      Thread sender = orders.start(client);
      Thread publisher = publishing.start(client);
      Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
      server.kill();
      sender.join();
      publisher.join();
      publishing.requireOnlyKnownAnswers(seed);
    }
    try (ServerProcess server = start()) {
      LiteClient client = client(server);
      publishing.look(client);
      orders.sendTheRest(client);
      assertThat(orders.isWhole()).isTrue();
      JsonNode settled = publishing.settle(client);
      if (!settled.path("serving").isMissingNode()) {
        requireComputed(client, settled, "as it was left; " + seed);
      }
      requireComputed(client, publishing.publishByForce(client), "published by force; " + seed);
      assertThat(client.rows("select count(*) from events"))
          .as(seed)
          .hasToString("[[" + orders.events() + "]]");
      publishing.look(client);
      publishing.requireOnlyKnownAnswers(seed);
    }
    publishing.requireNumbersNeverUsedTwice(seed);
  }

  /** The rows of the version that serves are those of all events, computed here. */
  private void requireComputed(LiteClient client, JsonNode state, String as) {
    client.awaitCurrent("orders");
    JsonNode kinds = client.rows("select distinct version, " + OrderStream.KEY + " from profiles");
    assertThat(kinds).as("%s: kinds of rows; %s", as, state).hasSize(1);
    assertThat(kinds.path(0).path(0)).as(as).isEqualTo(state.at("/serving/version"));
    String key = kinds.path(0).path(1).asText();
    Function<Order, String> profileId = Publishing.isByEmail(key) ? Order::email : Order::userId;
    assertThat(OrderStream.table(client, key)).as(as).isEqualTo(orders.rows(profileId));
  }

  private static int kinds(LiteClient client) {
    boolean none =
        client
                .rows("select count(*) from duckdb_tables() where table_name = 'profiles'")
                .path(0)
                .path(0)
                .asInt()
            == 0;
    return none ? 0 : client.rows("select distinct version from profiles").size();
  }

  private ServerProcess start() throws Exception {
    return ServerProcess.start("--port", "0", "--data", data.toString());
  }

  private LiteClient client(ServerProcess server) {
    return new LiteClient(server.address(), data);
  }
}
