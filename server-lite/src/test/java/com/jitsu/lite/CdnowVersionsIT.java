package com.jitsu.lite;

import static com.jitsu.lite.redis.Until.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Version after version while the purchases of CDNOW stream in: at every moment the table is wholly
 * one version, and at the end it is what the file says.
 */
class CdnowVersionsIT {

  private static final Path FILE = Path.of("..", "..", "shared", "data", "cdnow/CDNOW_sample.txt");
  private static final int CUSTOMERS = 2357;
  private static final int PER_BATCH = 20;

  /** Purchases and what they cost, in cents, so that sums do not depend on their order. */
  private static final String TOTALS =
      """
      export default (events) => {
        let orders = 0;
        let cents = 0;
        for (const event of events) {
          orders++;
          cents += Math.round(event.properties.revenue * 100);
        }
        return { traits: { orders, cents } };
      }
      """;

  private static final String LARGEST =
      """
      export default (events) => {
        let discs = 0;
        let largest = 0;
        for (const event of events) {
          discs += event.properties.quantity;
          largest = Math.max(largest, Math.round(event.properties.revenue * 100));
        }
        return { traits: { discs, largest } };
      }
      """;

  @TempDir Path data;

  @BeforeEach
  void needTheFile() {
    boolean required = System.getenv().getOrDefault("JITSU_REQUIRE", "").contains("cdnow");
    if (required) {
      assertThat(FILE).exists();
    }
    assumeTrue(Files.exists(FILE), "skipped: the CDNOW data is not at ../shared/data/cdnow");
  }

  private record Purchase(String customer, String date, long quantity, long cents) {

    JsonNode json(int number) {
      return Json.parse(
          """
          {"type":"track","event":"Order Completed","messageId":"cdnow-%d","userId":"%s",
           "timestamp":"%s","properties":{"quantity":%d,"revenue":%d.%02d}}
          """
              .formatted(
                  number,
                  customer,
                  date.replaceFirst("(....)(..)(..)", "$1-$2-$3T12:00:00.000Z"),
                  quantity,
                  cents / 100,
                  cents % 100));
    }
  }

  @Test
  void theTableIsWhollyOneVersionWhilePurchasesStreamInAndTwoFormulasTakeTurns() throws Exception {
    List<Purchase> purchases = purchases();
    assertThat(purchases).hasSize(6919);
    try (ServerProcess server = ServerProcess.start("--port", "0", "--data", data.toString())) {
      LiteClient client = new LiteClient(server.address(), data);
      send(client, purchases, 0, 2_000);
      client.publishAndWait("cdnow", TOTALS);
      RowWatch watch = RowWatch.start(client, "json_keys(traits)::varchar");
      Thread sender = new Thread(() -> send(client, purchases, 2_000, 6_919), "purchases");
      sender.start();

      assertThat(client.publishAndWait("cdnow", LARGEST).at("/serving/version").asInt())
          .isEqualTo(2);
      awaitSeen(watch, 2);
      assertThat(client.rollBack("cdnow", 1).path("version").asInt()).isEqualTo(3);
      client.await("cdnow", state -> state.path("status").asText().equals("READY"));
      awaitSeen(watch, 3);
      sender.join();
      client.awaitCurrent("cdnow");

      assertThat(table(client, "orders", "cents")).isEqualTo(totals(purchases));
      client.publishAndWait("cdnow", LARGEST);
      assertThat(table(client, "discs", "largest")).isEqualTo(largest(purchases));
      awaitSeen(watch, 4);
      watch.requireNeverMixed();
      assertThat(watch.seen())
          .containsExactly(
              "1 [orders, cents]", "2 [discs, largest]", "3 [orders, cents]", "4 [discs, largest]");
    }
  }

  private static void awaitSeen(RowWatch watch, int version) {
    until("version " + version + " is seen", () -> watch.seen().size() >= version);
  }

  private static Map<String, List<Long>> totals(List<Purchase> purchases) {
    return computed(
        purchases,
        purchase -> List.of(1L, purchase.cents()),
        (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
  }

  private static Map<String, List<Long>> largest(List<Purchase> purchases) {
    return computed(
        purchases,
        purchase -> List.of(purchase.quantity(), purchase.cents()),
        (a, b) -> List.of(a.get(0) + b.get(0), Math.max(a.get(1), b.get(1))));
  }

  private static Map<String, List<Long>> computed(
      List<Purchase> purchases,
      Function<Purchase, List<Long>> one,
      BinaryOperator<List<Long>> together) {
    Map<String, List<Long>> rows = new TreeMap<>();
    purchases.forEach(purchase -> rows.merge(purchase.customer(), one.apply(purchase), together));
    assertThat(rows).hasSize(CUSTOMERS);
    return rows;
  }

  private static Map<String, List<Long>> table(LiteClient client, String first, String second) {
    Map<String, List<Long>> rows = new TreeMap<>();
    client
        .rows(
            "select profile_id, traits->>'%s', traits->>'%s' from profiles"
                .formatted(first, second))
        .forEach(
            row ->
                rows.put(
                    row.path(0).asText(), List.of(row.path(1).asLong(), row.path(2).asLong())));
    return rows;
  }

  private static void send(LiteClient client, List<Purchase> purchases, int from, int to) {
    for (int start = from; start < to; start += PER_BATCH) {
      List<JsonNode> batch = new ArrayList<>();
      for (int i = start; i < Math.min(to, start + PER_BATCH); i++) {
        batch.add(purchases.get(i).json(i));
      }
      client.accept(batch.toArray(JsonNode[]::new));
    }
  }

  private static List<Purchase> purchases() throws IOException {
    List<Purchase> purchases = new ArrayList<>();
    for (String line : Files.readAllLines(FILE)) {
      List<String> cells = List.of(line.strip().split("\\s+", -1));
      purchases.add(
          new Purchase(
              Integer.toString(Integer.parseInt(cells.get(1))),
              cells.get(2),
              Long.parseLong(cells.get(3)),
              Math.round(Double.parseDouble(cells.get(4)) * 100)));
    }
    return purchases;
  }
}
