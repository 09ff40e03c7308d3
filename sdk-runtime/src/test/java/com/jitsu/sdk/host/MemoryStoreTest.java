package com.jitsu.sdk.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.sdk.contract.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {

  private final MovingClock clock = new MovingClock();
  private final MemoryStore store = new MemoryStore(clock);

  @Test
  void aValueIsThereUntilItsTimeIsOver() {
    store.set("a", "1", new TimeToLive(10));
    clock.move(9_500);
    assertThat(store.find("a")).contains(new FunctionStore.Entry("1", new TimeToLive(1)));
    clock.move(500);
    assertThat(store.find("a")).isEmpty();
  }

  @Test
  void foreverHasNoEndAndZeroIsGoneAtOnce() {
    store.set("a", "1", TimeToLive.forever());
    store.set("b", "2", new TimeToLive(0));
    clock.move(Long.MAX_VALUE / 4);
    assertThat(store.find("a")).contains(new FunctionStore.Entry("1", TimeToLive.forever()));
    assertThat(store.find("b")).isEmpty();
    assertThat(store.dump()).isEqualTo(Json.parse("{\"a\":1}"));
  }

  @Test
  void getOrSetKeepsTheValueAndRefreshesItsTime() {
    assertThat(store.getOrSet("a", "1", new TimeToLive(10))).isEqualTo("1");
    clock.move(9_000);
    assertThat(store.getOrSet("a", "2", new TimeToLive(10))).isEqualTo("1");
    clock.move(9_000);
    assertThat(store.find("a")).isPresent();
    store.delete("a");
    store.delete("a");
    assertThat(store.find("a")).isEmpty();
  }

  private static final class MovingClock extends Clock {
    private long millis;

    void move(long by) {
      millis += by;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }
  }
}
