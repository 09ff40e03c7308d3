package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.builders.ProfileBuilder;
import com.jitsu.lite.builders.Publication;
import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.history.EventFeed;
import com.jitsu.lite.history.History;
import com.jitsu.lite.history.Lane;
import com.jitsu.lite.journal.RocksJournal;
import com.jitsu.lite.warehouse.DuckDbWarehouse;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.host.HostServices;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One published builder at work: its feed, its live updates and, at times, a rebuild. */
final class BuilderRun implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BuilderRun.class);

  private final String id;
  private final Workplace place;
  private final EventFeed feed;
  private final LiveUpdates live;
  private volatile @Nullable RebuildThread rebuild;

  /** What all builders share. */
  record Workplace(
      RedisBuilders builders,
      RocksJournal journal,
      History history,
      DuckDbWarehouse warehouse,
      FunctionEngine engine,
      HostServices services,
      EventFeed.Opener feeds,
      Staging.Workers workers,
      Clock clock) {}

  BuilderRun(String id, Workplace place) {
    this.id = requireNonNull(id);
    this.place = requireNonNull(place);
    this.live = new LiveUpdates(id, place.history(), place.warehouse());
    this.feed = place.feeds().open(id, live::wake);
  }

  /** Goes on where the process before ended: serves, and rebuilds what was not finished. */
  void start() {
    ProfileBuilder builder = place.builders().get(id);
    long shown = place.warehouse().currentPublication(id).orElse(0);
    Publication published = published(builder, shown);
    Optional<Publication> serving =
        Stream.of(Optional.of(published), builder.findServing())
            .flatMap(Optional::stream)
            .filter(publication -> publication.number() == shown)
            .findFirst();
    if (!serving.equals(builder.findServing())) {
      place.builders().serve(id, serving);
    }
    serving.ifPresent(publication -> live.serve(runner(publication)));
    feed.markIn(serving.isPresent() ? Set.of(Lane.LIVE) : Set.of());
    live.start();
    feed.start();
    ensure(published);
  }

  /**
   * What is to serve. The warehouse never goes back to an earlier publication: if it shows a later
   * one than Redis remembers, what Redis remembers is published once more.
   */
  private Publication published(ProfileBuilder builder, long shown) {
    Publication published = builder.findPublished().orElseThrow();
    if (shown <= published.number()) {
      return published;
    }
    log.warn(
        "the warehouse shows a publication that Redis does not know, so the latest version is"
            + " published again: builder={} publication={} version={}",
        id,
        shown,
        published.version());
    return place.builders().publishAgain(id);
  }

  /** Starts the rebuild for a publication unless it serves or its rebuild was started already. */
  synchronized void ensure(Publication publication) {
    RebuildThread last = rebuild;
    boolean known =
        last == null
            ? live.findServing().equals(Optional.of(publication))
            : last.publication().equals(publication);
    if (known) {
      return;
    }
    VersionRunner runner = runner(publication);
    endRebuild();
    RebuildThread next = new RebuildThread(id, place, feed, live, runner);
    rebuild = next;
    next.start();
  }

  /** Of the rebuild that runs or ran last in this process. */
  Optional<Progress> findProgress() {
    RebuildThread last = rebuild;
    return last == null ? Optional.empty() : Optional.of(last.progress());
  }

  /** Marked profiles, and events that are not in the history yet. */
  long waiting() {
    // In this order: what is no longer unread is marked by then.
    long unread = Math.max(0, place.journal().head() - 1 - feed.finished());
    return unread + place.history().countDirty(id, Lane.LIVE);
  }

  LiveUpdates live() {
    return live;
  }

  @Override
  public synchronized void close() {
    endRebuild();
    feed.close();
    live.close();
  }

  private void endRebuild() {
    RebuildThread running = rebuild;
    if (running != null) {
      running.end();
    }
  }

  private VersionRunner runner(Publication publication) {
    return new VersionRunner(
        place.engine(),
        id,
        publication,
        place.builders().version(id, publication.version()),
        place.services(),
        place.clock());
  }
}
