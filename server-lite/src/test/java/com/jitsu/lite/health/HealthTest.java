package com.jitsu.lite.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HealthTest {

  @Test
  void allPartsWork() {
    Health.Report report =
        new Health("1.2").add("journal", () -> {}).add("redis", () -> {}).report();

    assertThat(report.pass()).isTrue();
    assertThat(Json.text(report.json()))
        .isEqualTo(
            "{\"status\":\"pass\",\"version\":\"1.2\",\"checks\":{\"journal\":{\"status\":\"pass\"},"
                + "\"redis\":{\"status\":\"pass\"}}}");
  }

  @Test
  void oneFailureHidesNoOther() {
    Health.Report report =
        new Health("1.2")
            .add("journal", () -> fail("disk full"))
            .add("redis", () -> {})
            .add("warehouse", () -> fail("locked"))
            .report();

    assertThat(report.pass()).isFalse();
    assertThat(Json.text(report.json()))
        .isEqualTo(
            "{\"status\":\"fail\",\"version\":\"1.2\",\"checks\":{"
                + "\"journal\":{\"status\":\"fail\",\"problem\":\"disk full\"},"
                + "\"redis\":{\"status\":\"pass\"},"
                + "\"warehouse\":{\"status\":\"fail\",\"problem\":\"locked\"}}}");
  }

  @Test
  void aNameIsTakenOnce() {
    Health health = new Health("1").add("redis", () -> {});

    assertThatThrownBy(() -> health.add("redis", () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void fail(String message) throws IOException {
    throw new IOException(message);
  }
}
