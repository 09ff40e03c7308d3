package com.jitsu.lite;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.OrderStream.Order;
import com.jitsu.sdk.contract.Json;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another transformation makes other profiles of all events there ever were. */
class RekeyIT {

  private static final int CUSTOMERS = 700;
  private static final int BATCHES_BEFORE = 100;

  @TempDir Path data;

  @Test
  void profilesByEmailInsteadOfUserAndBackAgainEqualARecomputationWhileEventsStreamIn()
      throws Exception {
    OrderStream orders = new OrderStream(CUSTOMERS);
    try (ServerProcess server = ServerProcess.start("--port", "0", "--data", data.toString())) {
      LiteClient client = new LiteClient(server.address(), data);
      orders.send(client, BATCHES_BEFORE);
      client.publishAndWait("orders", OrderStream.function("user"));
      RowWatch watch = RowWatch.start(client, OrderStream.KEY);
      Thread sender = orders.start(client);

      orders.awaitMore(5);
      client.publishAndWait("orders", OrderStream.function("email"), OrderStream.BY_EMAIL);
      orders.awaitMore(5);
      requireCurrent(client, orders, sender, "email", Order::email);

      sender = orders.start(client);
      orders.awaitMore(5);
      client.rollBack("orders", 1);
      client.await("orders", state -> state.path("status").asText().equals("READY"));
      orders.awaitMore(5);
      requireCurrent(client, orders, sender, "user", Order::userId);

      watch.requireNeverMixed();
      assertThat(watch.seen()).containsExactly("1 user", "2 email", "3 user");
      assertThat(client.builder("orders").path("serving"))
          .isEqualTo(Json.object().put("version", 3).put("publication", 3));
    }
  }

  private static void requireCurrent(
      LiteClient client,
      OrderStream orders,
      Thread sender,
      String key,
      Function<Order, String> profileId)
      throws InterruptedException {
    orders.end();
    sender.join();
    assertThat(orders.isWhole()).isTrue();
    client.awaitCurrent("orders");
    assertThat(OrderStream.table(client, key)).isEqualTo(orders.rows(profileId));
  }
}
