package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.builders.Draft;
import com.jitsu.lite.builders.Publication;
import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.builders.Version;
import com.jitsu.lite.history.ProfileHistory;
import com.jitsu.lite.journal.JournalEntry;
import com.jitsu.sdk.contract.KeyedEvent;
import com.jitsu.sdk.host.HostServices;
import com.jitsu.sdk.host.TrialStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Builds a sample of a builder's profiles with its draft and says what it saw. No row is written
 * and nothing stays in the functions' store; what functions fetch, they fetch.
 */
final class Estimator {

  private static final int SAMPLE = 500;
  private static final int CHUNK = 50;
  private static final int EVENTS = 2_000;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

  private final String builder;
  private final Workplace place;

  Estimator(String builder, Workplace place) {
    this.builder = requireNonNull(builder);
    this.place = requireNonNull(place);
  }

  Estimate estimate() {
    RedisBuilders.Preview preview = place.builders().preview(builder);
    Publication like = preview.like();
    long events = like == null ? place.journal().head() - 1 : 0;
    Duration keying = like == null ? keying(events) : Duration.ZERO;
    Publication known =
        like != null ? like : place.builders().get(builder).findServing().orElse(null);
    if (known == null) {
      return new Estimate(
          preview.changed(), events, -1, 0, 0, keying, Math.min(events, EVENTS), new Failures());
    }
    return built(preview, known.history(builder), events, keying);
  }

  /** How long keying so many events takes, without the time of transformation functions. */
  private Duration keying(long events) {
    List<JournalEntry> sample =
        place.journal().read(Math.max(1, place.journal().head() - EVENTS), EVENTS);
    if (sample.isEmpty()) {
      return Duration.ZERO;
    }
    long start = System.nanoTime();
    long bytes = 0;
    for (JournalEntry entry : sample) {
      bytes += KeyedEvent.of(entry.json(), entry.acceptedAt()).json().length;
    }
    long nanos = bytes == 0 ? 0 : System.nanoTime() - start;
    return Duration.ofNanos((long) ((double) nanos / sample.size() * events));
  }

  private Estimate built(
      RedisBuilders.Preview preview, String history, long events, Duration keying) {
    List<String> sample = new ArrayList<>();
    long profiles = sample(history, sample);
    Failures failures = new Failures();
    long rows = 0;
    int built = 0;
    long nanos = 0;
    try (VersionRunner runner = runner(preview)) {
      // The first chunk is slower than all that come after it, so it is built twice.
      build(runner, history, sample.subList(0, Math.min(CHUNK, sample.size())));
      long start = System.nanoTime();
      while (built < sample.size() && nanos < LONG_ENOUGH.toNanos()) {
        List<String> chunk = sample.subList(built, Math.min(sample.size(), built + CHUNK));
        for (Built one : build(runner, history, chunk)) {
          if (one instanceof Built.Row) {
            rows++;
          } else if (one instanceof Built.Failed failed) {
            failures.add(failed.profileId(), failed.failure());
          }
        }
        built += chunk.size();
        nanos = System.nanoTime() - start;
      }
    }
    double share = built == 0 ? 0 : (double) profiles / built;
    Duration building = Duration.ofNanos((long) (nanos * share / place.workers().count()));
    return new Estimate(
        preview.changed(),
        events,
        profiles,
        Math.round(rows * share),
        Math.round(failures.count() * share),
        keying.plus(building),
        built,
        failures);
  }

  private VersionRunner runner(RedisBuilders.Preview preview) {
    int next = place.builders().get(builder).highestVersion() + 1;
    Version version =
        new Version(next, preview.content(), place.clock().instant(), new Draft.Note("", ""), 0);
    return new VersionRunner(
        place.engine(),
        builder,
        new Publication(0, next, 0),
        version,
        preview.values(),
        new HostServices(
            new TrialStore(place.services().store(), place.clock()),
            place.services().fetch(),
            place.services().warehouses()),
        place.clock());
  }

  private List<Built> build(VersionRunner runner, String history, List<String> ids) {
    List<ProfileHistory> profiles =
        ids.stream().map(id -> place.history().read(history, id, runner.windowStart())).toList();
    return runner.build(profiles).built();
  }

  /** Any profile is as likely as any other to be in the sample; returns how many there are. */
  private long sample(String history, List<String> sample) {
    Random random = new Random(history.hashCode());
    long[] seen = {0};
    place
        .history()
        .forEachId(
            history,
            id -> {
              seen[0]++;
              if (sample.size() < SAMPLE) {
                sample.add(id);
              } else {
                long at = (long) (random.nextDouble() * seen[0]);
                if (at < SAMPLE) {
                  sample.set((int) at, id);
                }
              }
            });
    return seen[0];
  }
}
