package com.jitsu.lite.keyer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.history.DirtyProfile;
import com.jitsu.lite.history.EventFeed;
import com.jitsu.lite.history.History;
import com.jitsu.lite.history.Lane;
import com.jitsu.lite.journal.AcceptedEvent;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.engine.GuestError;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyerTest {

  @TempDir Path folder;
  private final Semaphore marked = new Semaphore(0);
  private RocksStore store;
  private RocksJournal journal;
  private History history;

  @BeforeEach
  void open() {
    store = RocksStore.open(folder);
    journal = new RocksJournal(store, Clock.systemUTC(), 10_000);
    journal.start();
    history = new History(store);
  }

  @AfterEach
  void close() {
    journal.close();
    store.close();
  }

  @Test
  void eachEventGoesToItsProfileInTheOrderOfAcceptance() throws Exception {
    send("{\"userId\":\"u1\",\"n\":1}", "{\"userId\":\"u2\",\"n\":2}", "{\"anonymousId\":\"a\"}");
    send("{\"userId\":\"u9\",\"JITSU_PROFILE_ID\":\"u1\",\"n\":3}");

    try (Keyer keyer = started()) {
      awaitFinished(keyer, 4);
    }

    assertThat(numbers("u1")).containsExactly(1, 3);
    assertThat(numbers("u2")).containsExactly(2);
    assertThat(history.countProfiles("b")).isEqualTo(2);
    assertThat(history.dirty("b", Lane.LIVE, 10))
        .containsExactlyInAnyOrder(new DirtyProfile("u1", 4), new DirtyProfile("u2", 2));
  }

  @Test
  void aSecondStartGoesOnWhereTheFirstEnded() throws Exception {
    send("{\"userId\":\"u1\",\"n\":1}");
    try (Keyer keyer = started()) {
      awaitFinished(keyer, 1);
    }
    send("{\"userId\":\"u1\",\"n\":2}");
    try (Keyer keyer = started()) {
      awaitFinished(keyer, 2);
    }

    assertThat(numbers("u1")).containsExactly(1, 2);
  }

  @Test
  void marksGoToTheLanesThatAreWantedFromTheReturnOn() throws Exception {
    try (Keyer keyer = started()) {
      keyer.markIn(Set.of());
      send("{\"userId\":\"u1\"}");
      awaitFinished(keyer, 1);
      keyer.markIn(EnumSet.allOf(Lane.class));
      send("{\"userId\":\"u2\"}");
      awaitFinished(keyer, 2);
    }

    for (Lane lane : Lane.values()) {
      assertThat(history.dirty("b", lane, 10)).containsExactly(new DirtyProfile("u2", 2));
    }
  }

  private final class Marked implements EventFeed.Listener {
    @Override
    public void keyed(String profileId, long position, Instant acceptedAt) {}

    @Override
    public void marked() {
      marked.release();
    }

    @Override
    public void failed(String slug, GuestError error) {}
  }

  private Keyer started() {
    Keyer keyer = new Keyer("b", journal, history, Transformation.none(), new Marked());
    keyer.start();
    return keyer;
  }

  private void awaitFinished(Keyer keyer, long position) throws InterruptedException {
    while (keyer.finished() < position) {
      assertThat(marked.tryAcquire(10, TimeUnit.SECONDS)).as("marks are announced").isTrue();
    }
  }

  private void send(String... events) throws Exception {
    List<AcceptedEvent> accepted = new ArrayList<>();
    for (String event : events) {
      accepted.add(new AcceptedEvent("server", "m" + event.hashCode(), event.getBytes(UTF_8)));
    }
    journal.append(accepted).get(10, TimeUnit.SECONDS);
  }

  private List<Integer> numbers(String profileId) {
    return history.read("b", profileId, Instant.EPOCH).events().stream()
        .map(event -> Json.parse(event).path("n").asInt())
        .toList();
  }
}
