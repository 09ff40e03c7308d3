package com.jitsu.lite.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.history.History;
import com.jitsu.lite.journal.AcceptedEvent;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.sdk.contract.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoaderTest {

  @TempDir Path folder;
  private final Recorder recorder = new Recorder();
  private RocksStore store;
  private RocksJournal journal;
  private History history;
  private DuckDbWarehouse warehouse;
  private Loader loader;

  @BeforeEach
  void start() {
    store = RocksStore.open(folder.resolve("rocks"));
    journal = new RocksJournal(store, Clock.systemUTC(), 100_000);
    journal.start();
    history = new History(store);
    warehouse = DuckDbWarehouse.open(folder.resolve("warehouse.duckdb"));
    loader = new Loader(journal, history, warehouse, recorder);
  }

  @AfterEach
  void stop() {
    loader.close();
    loader.close();
    warehouse.close();
    journal.close();
    store.close();
  }

  @Test
  void everyEventBecomesARowAndASuccessRecord() throws Exception {
    send("{\"type\":\"track\",\"properties\":{\"total\":40.50,\"ids\":[1]}}");
    loader.start();
    send("{\"type\":\"page\",\"receivedAt\":\"2026-03-01T12:00:00.120Z\"}");

    assertThat(recorder.next())
        .isEqualTo(
            "success {\"destination_id\":\"duckdb\",\"table\":\"events\",\"record\":["
                + "{\"field\":\"type\",\"type\":\"VARCHAR\",\"value\":\"track\"},"
                + "{\"field\":\"properties_total\",\"type\":\"DOUBLE\",\"value\":40.50},"
                + "{\"field\":\"properties_ids\",\"type\":\"VARCHAR\",\"value\":\"[1]\"}]}"
                + " of {\"type\":\"track\",\"properties\":{\"total\":40.50,\"ids\":[1]}}");
    assertThat(recorder.next())
        .contains(
            "{\"field\":\"receivedat\",\"type\":\"TIMESTAMP\",\"value\":\"2026-03-01T12:00:00.120000Z\"}");
    assertThat(rows("select type, properties_total from events order by type"))
        .isEqualTo("[[\"page\",null],[\"track\",40.5]]");
    loader.check();
  }

  @Test
  void anEventThatDoesNotFitIsAnErrorRecordWithTheTextOfTheContract() throws Exception {
    loader.start();
    send("{\"type\":\"a\",\"local_tz_offset\":60}");
    recorder.next();
    send("{\"type\":\"b\",\"local_tz_offset\":\"sixty\"}");
    send("{\"type\":\"c\",\"local_tz_offset\":120}");

    assertThat(recorder.next())
        .isEqualTo(
            "error Unsupported column [local_tz_offset] type changing from: STRING to: INT64"
                + " of {\"type\":\"b\",\"local_tz_offset\":\"sixty\"}");
    recorder.next();
    assertThat(rows("select type from events order by type")).isEqualTo("[[\"a\"],[\"c\"]]");
  }

  @Test
  void whatBecameOfEventsIsToldInTheirOrder() throws Exception {
    send("{\"n\":1}");
    loader.start();
    recorder.next();
    journal
        .append(
            List.of(
                event("{\"n\":\"a\"}"),
                event("{\"n\":2}"),
                event("{\"n\":3,\"JITSU_TABLE_NAME\":null}"),
                event("{\"n\":\"b\"}"),
                event("{\"n\":4}")))
        .get(10, TimeUnit.SECONDS);

    List<String> kinds = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      kinds.add(recorder.next().split(" ", 2)[0]);
    }
    assertThat(kinds).containsExactly("error", "success", "skip", "error", "success");
  }

  @Test
  void anEventWithoutATableIsSkipped() throws Exception {
    loader.start();
    for (String table : List.of("null", "\"\"", "false")) {
      String event = "{\"n\":1,\"JITSU_TABLE_NAME\":" + table + "}";
      send(event);
      assertThat(recorder.next())
          .isEqualTo(
              "skip Transform or table name filter marked object to be skipped."
                  + " This object will be skipped. of "
                  + event);
    }
    for (String table : List.of("true", "\"orders\"", "0")) {
      send("{\"n\":1,\"JITSU_TABLE_NAME\":" + table + "}");
      assertThat(recorder.next()).startsWith("success ");
    }
    assertThat(rows("select count(*) from events")).isEqualTo("[[3]]");
  }

  @Test
  void whatWasSkippedIsNotToldAgainAfterARestart() throws Exception {
    loader.start();
    send("{\"n\":1,\"JITSU_TABLE_NAME\":false}");
    assertThat(recorder.next()).startsWith("skip ");
    loader.close();

    loader = new Loader(journal, history, warehouse, recorder);
    loader.start();
    send("{\"n\":2}");

    assertThat(recorder.next()).endsWith("of {\"n\":2}");
  }

  @Test
  void afterARestartItGoesOnAndNothingIsThereTwice() throws Exception {
    loader.start();
    send("{\"n\":1}");
    recorder.next();
    loader.close();
    assertThat(history.cursor(Loader.CONSUMER)).isEqualTo(1);
    send("{\"n\":2}");

    // A crash between the rows and the cursor leaves the cursor behind; the rows' position counts.
    history.forget(Loader.CONSUMER);
    loader = new Loader(journal, history, warehouse, recorder);
    loader.start();

    assertThat(recorder.next()).endsWith("of {\"n\":2}");
    assertThat(rows("select n from events order by n")).isEqualTo("[[1],[2]]");
  }

  @Test
  void aFailingWarehouseMakesEventsWaitAndIsTold() throws Exception {
    loader.start();
    send("{\"n\":1}");
    recorder.next();
    warehouse.close();
    send("{\"n\":2}");

    assertThat(failure()).contains("events wait for the warehouse");
    loader.close();

    warehouse = DuckDbWarehouse.open(folder.resolve("warehouse.duckdb"));
    loader = new Loader(journal, history, warehouse, recorder);
    loader.start();
    assertThat(recorder.next()).endsWith("of {\"n\":2}");
    loader.check();
    assertThat(rows("select n from events order by n")).isEqualTo("[[1],[2]]");
  }

  @Test
  void manyEventsAreLoadedInOrder() throws Exception {
    List<AcceptedEvent> events = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      events.add(event("{\"n\":" + i + "}"));
    }
    journal.append(events).get(10, TimeUnit.SECONDS);
    loader.start();
    for (int i = 0; i < 5_000; i++) {
      assertThat(recorder.next()).endsWith("of {\"n\":" + i + "}");
    }
    assertThat(rows("select count(*), sum(n)::bigint from events")).isEqualTo("[[5000,12497500]]");
  }

  @Test
  void checkFailsUntilItIsStarted() {
    assertThatThrownBy(loader::check).hasMessageContaining("not running");
  }

  private String failure() throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < end) {
      try {
        loader.check();
        // Waits for something that will not come: the loader has the time to fail.
        journal.awaitBeyond(Long.MAX_VALUE - 1, Duration.ofMillis(20));
      } catch (IllegalStateException e) {
        return String.valueOf(e.getMessage());
      }
    }
    return "no failure";
  }

  private void send(String json) throws Exception {
    journal.append(List.of(event(json))).get(10, TimeUnit.SECONDS);
  }

  private static AcceptedEvent event(String json) {
    return new AcceptedEvent("server", "", json.getBytes(StandardCharsets.UTF_8));
  }

  private String rows(String sql) {
    return Json.text(warehouse.query(sql, 10_000, Duration.ofSeconds(30)).toJson().path("rows"));
  }

  private static final class Recorder implements LoadLog {

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    String next() throws InterruptedException {
      String line = lines.poll(20, TimeUnit.SECONDS);
      assertThat(line).as("the next record").isNotNull();
      return line;
    }

    @Override
    public void success(String destinationId, byte[] original, Supplier<ObjectNode> success) {
      lines.add("success " + Json.text(success.get()) + " of " + text(original));
    }

    @Override
    public void error(String destinationId, byte[] original, String error) {
      lines.add("error " + error + " of " + text(original));
    }

    @Override
    public void skip(String destinationId, byte[] original, String skip) {
      lines.add("skip " + skip + " of " + text(original));
    }

    private static String text(byte[] utf8) {
      return new String(utf8, StandardCharsets.UTF_8);
    }
  }
}
