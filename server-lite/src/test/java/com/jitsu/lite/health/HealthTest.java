package com.jitsu.lite.health;

import static com.jitsu.lite.redis.Until.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HealthTest {

  @Test
  void allPartsWork() {
    try (Health health = new Health("1.2")) {
      Health.Report report = health.add("journal", () -> {}).add("redis", () -> {}).report().join();

      assertThat(report.pass()).isTrue();
      assertThat(Json.text(report.json()))
          .isEqualTo(
              "{\"status\":\"pass\",\"version\":\"1.2\",\"checks\":{\"journal\":{\"status\":\"pass\"},"
                  + "\"redis\":{\"status\":\"pass\"}}}");
    }
  }

  @Test
  void oneFailureHidesNoOther() {
    try (Health health = new Health("1.2")) {
      Health.Report report =
          health
              .add("journal", () -> fail("disk full"))
              .add("redis", () -> {})
              .add("warehouse", () -> fail("locked"))
              .report()
              .join();

      assertThat(report.pass()).isFalse();
      assertThat(Json.text(report.json()))
          .isEqualTo(
              "{\"status\":\"fail\",\"version\":\"1.2\",\"checks\":{"
                  + "\"journal\":{\"status\":\"fail\",\"problem\":\"disk full\"},"
                  + "\"redis\":{\"status\":\"pass\"},"
                  + "\"warehouse\":{\"status\":\"fail\",\"problem\":\"locked\"}}}");
    }
  }

  @Test
  void aPartTellsDetailsWhetherItWorksOrNot() {
    try (Health health = new Health("1.2")) {
      Health.Report report =
          health
              .add("disk", () -> fail("full"), json -> json.put("freeBytes", 7))
              .add("journal", () -> {}, json -> json.put("events", 3))
              .add("redis", () -> {}, json -> fail("no answer"))
              .report()
              .join();

      assertThat(Json.text(report.json().path("checks")))
          .isEqualTo(
              "{\"disk\":{\"status\":\"fail\",\"problem\":\"full\",\"freeBytes\":7},"
                  + "\"journal\":{\"status\":\"pass\",\"events\":3},"
                  + "\"redis\":{\"status\":\"fail\",\"problem\":\"no answer\"}}");
    }
  }

  @Test
  void aPartThatHangsIsAskedOnceAndHoldsUpNobodyAndPassesWhenItIsBack() {
    CountDownLatch hanging = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    try (Health health = new Health("1", Duration.ofMillis(500))) {
      health
          .add("journal", () -> {})
          .add(
              "redis",
              () -> {
                asked.incrementAndGet();
                hanging.await();
              });

      List<CompletableFuture<Health.Report>> reports =
          IntStream.range(0, 20).mapToObj(i -> health.report()).toList();
      for (CompletableFuture<Health.Report> report : reports) {
        assertThat(Json.text(report.join().json().path("checks")))
            .isEqualTo(
                "{\"journal\":{\"status\":\"pass\"},\"redis\":{\"status\":\"fail\",\"problem\":"
                    + "\"it has not answered within 500 ms\"}}");
      }
      assertThat(asked).hasValue(1);

      hanging.countDown();
      until("it passes", () -> health.report().join().pass());
    }
  }

  @Test
  void aNameIsTakenOnce() {
    try (Health health = new Health("1")) {
      health.add("redis", () -> {});

      assertThatThrownBy(() -> health.add("redis", () -> {}))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void fail(String message) throws IOException {
    throw new IOException(message);
  }
}
