package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.builders.BuildPolicy;
import com.jitsu.lite.builders.ProfileBuilder;
import com.jitsu.lite.builders.Publication;
import com.jitsu.lite.builders.Swap;
import com.jitsu.lite.history.DirtyProfile;
import com.jitsu.lite.history.EventFeed;
import com.jitsu.lite.history.History;
import com.jitsu.lite.history.Lane;
import com.jitsu.lite.rocks.Batch;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.engine.GuestError;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One published builder at work: its feeds, its live updates and, at times, a rebuild. */
final class BuilderRun implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BuilderRun.class);
  private static final int RETRIED_AT_ONCE = 1_000;

  private final String id;
  private final Workplace place;
  private final Feeds feeds;
  private final LiveUpdates live;
  private final RowLatency latency;
  private final Failures transformationFailures = new Failures();
  private volatile @Nullable RebuildThread rebuild;
  private volatile @Nullable Publication upcoming;

  BuilderRun(String id, Workplace place) {
    this.id = requireNonNull(id);
    this.place = requireNonNull(place);
    this.latency = new RowLatency(place.clock());
    this.live = new LiveUpdates(id, place, latency, place.builders().get(id).policy().collapse());
    this.feeds = new Feeds(id, place, Heard::new);
  }

  /** Goes on where the process before ended: serves, and rebuilds what was not finished. */
  void start() {
    ProfileBuilder builder = place.builders().get(id);
    long shown = place.warehouse().currentPublication(id).orElse(0);
    Publication published = published(builder, shown);
    Checkpoint checkpoint =
        place
            .checkpoints()
            .find(id)
            .filter(known -> known.publication() == published.number())
            .orElse(null);
    boolean mixed = checkpoint != null && checkpoint.inPlace() && shown == published.number();
    if (checkpoint != null && !mixed && shown == published.number()) {
      place.checkpoints().remove(id);
      checkpoint = null;
    }
    Optional<Publication> serving =
        Stream.of(Optional.of(published), builder.findServing())
            .flatMap(Optional::stream)
            .filter(publication -> publication.number() == shown)
            .findFirst();
    boolean unfounded = serving.isEmpty() && builder.findServing().equals(Optional.of(published));
    if (!mixed && (unfounded || serving.isPresent()) && !serving.equals(builder.findServing())) {
      place.builders().serve(id, serving);
    }
    if (serving.isPresent()) {
      live.serve(version(serving.get()));
      feeds.of(serving.get()).markIn(Set.of(Lane.LIVE));
    }
    live.start();
    if (checkpoint != null || !serving.equals(Optional.of(published))) {
      begin(published, checkpoint);
    } else {
      feeds.keepOnly(Set.of(published.history(id)));
    }
    serving.ifPresent(feeds::start);
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
    return place.builders().publishAgain(id, published);
  }

  /** Starts the rebuild for a publication unless it serves or its rebuild was started already. */
  synchronized void ensure(Publication publication) {
    RebuildThread last = rebuild;
    Optional<Publication> known =
        last == null || last.isOff() ? live.findPublication() : Optional.of(last.publication());
    if (!known.equals(Optional.of(publication))) {
      begin(publication, null);
    }
  }

  private void begin(Publication publication, @Nullable Checkpoint checkpoint) {
    Serving version =
        live.findServing()
            .filter(serving -> serving.publication().equals(publication))
            .orElseGet(() -> version(publication));
    BuildPolicy policy = place.builders().get(id).policy();
    upcoming = publication;
    endRebuild();
    if (checkpoint == null) {
      // One that is left may have this number too, if Redis forgot a publication.
      place.checkpoints().remove(id);
    }
    // Not before the other rebuild is at its end, which closes the feeds that nobody wants then.
    EventFeed feed = feeds.of(publication);
    Set<String> wanted = new HashSet<>(Set.of(version.history()));
    live.findServing().map(Serving::history).ifPresent(wanted::add);
    feeds.keepOnly(wanted);
    RebuildPlan plan =
        new RebuildPlan(
            id,
            version,
            feed,
            lanesOfOthers(version),
            checkpoint == null ? policy.swap() == Swap.INPLACE : checkpoint.inPlace(),
            policy.maxFailedPercent(),
            place.journal().head() - 1,
            checkpoint);
    RebuildThread next = new RebuildThread(plan, place, new RebuildEnds(version));
    next.prepare();
    skipWhatIsTooOld(version);
    feeds.start(publication);
    rebuild = next;
    next.start();
  }

  /** Events that no profile would be built from need not be keyed. */
  private void skipWhatIsTooOld(Serving version) {
    History history = place.history();
    long first = place.journal().firstSince(version.runner().windowStart());
    if (history.cursor(version.history()) == 0 && first > 1) {
      try (Batch batch = history.batch()) {
        history.moveCursor(batch, version.history(), first - 1);
        history.commit(batch);
      }
    }
  }

  private Set<Lane> lanesOfOthers(Serving version) {
    boolean shared =
        live.findServing()
            .map(serving -> serving.history().equals(version.history()))
            .orElse(false);
    return shared ? EnumSet.of(Lane.LIVE) : Set.of();
  }

  private final class RebuildEnds implements RebuildThread.Ends {

    private final Serving version;

    RebuildEnds(Serving version) {
      this.version = version;
    }

    @Override
    public void live() {
      if (!isLive()) {
        live.serve(version);
      }
    }

    @Override
    public void over(boolean shows) {
      Set<String> wanted = new HashSet<>();
      live.findServing().map(Serving::history).ifPresent(wanted::add);
      Publication next = upcoming;
      if (next != null && !next.equals(version.publication())) {
        wanted.add(next.history(id));
      }
      if (!shows && !isLive()) {
        version.runner().close();
        version.failed().drop();
        if (wanted.contains(version.history())) {
          feeds.of(version.publication()).markIn(lanesOfOthers(version));
        }
      }
      feeds.keepOnly(wanted);
      if (shows) {
        FailedProfiles.dropOthers(place.rocks(), id, version.publication().number());
      }
    }

    private boolean isLive() {
      return live.findServing().equals(Optional.of(version));
    }
  }

  void forgetFailure(String profileId) {
    live.findServing().ifPresent(serving -> serving.failed().forget(profileId));
    RebuildThread last = rebuild;
    if (last != null) {
      last.forgetFailure(profileId);
    }
  }

  /** Of the rebuild that runs or ran last in this process. */
  Optional<Progress> findProgress() {
    RebuildThread last = rebuild;
    return last == null ? Optional.empty() : Optional.of(last.progress());
  }

  /** Pauses the rebuild or lets it go on; false if there is none that this would change. */
  synchronized boolean pause(boolean wanted) {
    RebuildThread last = rebuild;
    return last != null && last.pause(wanted);
  }

  /**
   * Takes the rebuild back, and with it its publication; what served before serves.
   *
   * @return whether there was one
   */
  synchronized boolean cancel() {
    RebuildThread last = rebuild;
    if (last == null || last.progress().phase().ended()) {
      return false;
    }
    upcoming = null;
    last.end(false);
    if (last.progress().phase() != Phase.CANCELLED) {
      return false;
    }
    Optional<Publication> before = place.builders().get(id).findServing();
    place.builders().withdraw(id, last.publication());
    // Perhaps not only this rebuild put rows in place, but also one that it took the place of.
    long shown = place.warehouse().currentPublication(id).orElse(0);
    if (shown != before.map(Publication::number).orElse(0L)) {
      if (before.isPresent()) {
        begin(place.builders().publishAgain(id, before.get()), null);
      } else {
        live.rest();
        place.warehouse().dropBefore(id, shown + 1);
        feeds.keepOnly(Set.of());
      }
    }
    return true;
  }

  /** Marks every profile whose function failed, so that it is tried again; returns how many. */
  long retryFailed() {
    Optional<Serving> serving = live.findServing();
    if (serving.isEmpty()) {
      return 0;
    }
    long marked = 0;
    String after = "";
    List<String> ids = serving.get().failed().ids(after, RETRIED_AT_ONCE);
    while (!ids.isEmpty()) {
      after = ids.get(ids.size() - 1);
      List<DirtyProfile> known = place.history().lastPositions(serving.get().history(), ids);
      try (Batch batch = place.history().batch()) {
        for (DirtyProfile profile : known) {
          place
              .history()
              .markDirty(
                  batch,
                  serving.get().history(),
                  Lane.LIVE,
                  profile.profileId(),
                  profile.position());
        }
        place.history().commit(batch);
      }
      marked += known.size();
      ids = serving.get().failed().ids(after, RETRIED_AT_ONCE);
    }
    live.wake();
    return marked;
  }

  /** The profiles whose function fails, with their errors, in order of their ids. */
  List<ObjectNode> failed(String after, int limit) {
    return live.findServing().map(serving -> serving.failed().list(after, limit)).orElse(List.of());
  }

  /** As in docs/api/http.md; what is waiting are marked profiles and events not yet keyed. */
  ObjectNode liveJson() {
    ObjectNode json = Json.object();
    Optional<Serving> serving = live.findServing();
    json.put("waiting", serving.map(this::waiting).orElse(0L));
    json.put("failed", serving.map(version -> version.failed().failures().count()).orElse(0L));
    json.set("latencyMs", latency.toJson());
    json.set(
        "failures",
        serving
            .map(version -> version.failed().failures().toJson())
            .orElseGet(() -> Json.mapper().createArrayNode()));
    if (transformationFailures.count() > 0) {
      json.set("transformationFailures", transformationFailures.toJson());
    }
    return json;
  }

  private long waiting(Serving serving) {
    // In this order: what is no longer unread is marked by then.
    long unread =
        Math.max(0, place.journal().head() - 1 - feeds.of(serving.publication()).finished());
    return unread + place.history().countDirty(serving.history(), Lane.LIVE);
  }

  /** Counts from now on. */
  void policy(BuildPolicy policy) {
    live.collapse(policy.collapse());
  }

  /** Runs the action while nothing is keyed. */
  void paused(Runnable action) {
    feeds.paused(action);
  }

  @Override
  public synchronized void close() {
    RebuildThread running = rebuild;
    if (running != null) {
      running.end(true);
    }
    feeds.close();
    live.close();
  }

  private void endRebuild() {
    RebuildThread running = rebuild;
    if (running != null) {
      running.end(false);
    }
  }

  private Serving version(Publication publication) {
    VersionRunner runner =
        new VersionRunner(
            place.engine(),
            id,
            publication,
            place.builders().version(id, publication.version()),
            place.builders().variables(id, publication),
            place.services(),
            place.clock());
    return new Serving(
        runner,
        publication.history(id),
        FailedProfiles.open(place.rocks(), id, publication.number()));
  }

  /** What the feed of one history says. */
  private final class Heard implements EventFeed.Listener {

    private final String history;

    Heard(String history) {
      this.history = history;
    }

    @Override
    public void keyed(String profileId, long position, Instant acceptedAt) {
      if (live.findServing().map(serving -> serving.history().equals(history)).orElse(false)) {
        latency.begin(profileId, position, acceptedAt);
      }
    }

    @Override
    public void marked() {
      live.wake();
    }

    @Override
    public void failed(String slug, GuestError error) {
      transformationFailures.add(slug, FailureText.of(error));
    }
  }
}
