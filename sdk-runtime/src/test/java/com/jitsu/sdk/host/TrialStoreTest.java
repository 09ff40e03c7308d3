package com.jitsu.sdk.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;

class TrialStoreTest {

  private final MemoryStore real = new MemoryStore(Clock.systemUTC());
  private final TrialStore trial = new TrialStore(real, Clock.systemUTC());

  @Test
  void answersWithWhatIsThereAndKeepsWhatIsWrittenToItself() {
    real.set("kept", "1", TimeToLive.forever());
    real.set("changed", "1", TimeToLive.forever());
    real.set("gone", "1", TimeToLive.forever());

    trial.set("changed", "2", TimeToLive.forever());
    trial.set("new", "3", TimeToLive.forever());
    trial.delete("gone");

    assertThat(trial.getOrSet("kept", "9", TimeToLive.forever())).isEqualTo("1");
    assertThat(trial.find("changed").map(FunctionStore.Entry::json)).contains("2");
    assertThat(trial.find("new").map(FunctionStore.Entry::json)).contains("3");
    assertThat(trial.find("gone")).isEmpty();
    assertThat(real.dump()).hasToString("{\"changed\":1,\"gone\":1,\"kept\":1}");
  }
}
