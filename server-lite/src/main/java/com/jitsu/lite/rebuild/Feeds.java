package com.jitsu.lite.rebuild;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.builders.Publication;
import com.jitsu.lite.builders.RedisBuilders;
import com.jitsu.lite.history.EventFeed;
import com.jitsu.lite.history.History;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The histories of one builder that are being filled: one, or two while a version with another
 * transformation is built. Thread-safe.
 */
final class Feeds implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Feeds.class);

  private final String builder;
  private final RedisBuilders builders;
  private final History history;
  private final EventFeed.Opener opener;
  private final Function<String, EventFeed.Listener> listeners;
  private final Map<String, EventFeed> feeds = new TreeMap<>();
  private final Set<String> started = new HashSet<>();

  /**
   * @param listeners makes the listener of a history
   */
  Feeds(String builder, Workplace place, Function<String, EventFeed.Listener> listeners) {
    this.builder = requireNonNull(builder);
    this.builders = place.builders();
    this.history = place.history();
    this.opener = place.feeds();
    this.listeners = requireNonNull(listeners);
  }

  /** The feed of the history that the publication builds from. */
  synchronized EventFeed of(Publication publication) {
    EventFeed known = feeds.get(publication.history(builder));
    return known == null ? open(publication) : known;
  }

  /** Begins to fill the history, unless that has begun. */
  synchronized void start(Publication publication) {
    if (started.add(publication.history(builder))) {
      of(publication).start();
    }
  }

  private EventFeed open(Publication publication) {
    String name = publication.history(builder);
    EventFeed feed =
        opener.open(
            new EventFeed.Keying(
                name,
                builders.version(builder, publication.version()).content().chain(),
                builders.variables(builder, publication)),
            listeners.apply(name));
    feeds.put(name, feed);
    return feed;
  }

  /** Ends the others, and forgets every history of the builder but these. */
  void keepOnly(Set<String> wanted) {
    Map<String, EventFeed> unwanted = new TreeMap<>();
    synchronized (this) {
      feeds.forEach(
          (name, feed) -> {
            if (!wanted.contains(name)) {
              unwanted.put(name, feed);
            }
          });
      feeds.keySet().retainAll(wanted);
      started.retainAll(wanted);
    }
    unwanted.values().forEach(EventFeed::close);
    for (String name : history.consumers()) {
      if (name.startsWith(builder + "@") && !wanted.contains(name)) {
        log.info("a history is no longer needed: history={}", name);
        history.forget(name);
      }
    }
  }

  /** Runs the action while all of them stand still. */
  void paused(Runnable action) {
    Runnable all = action;
    synchronized (this) {
      for (EventFeed feed : feeds.values()) {
        Runnable inner = all;
        all = () -> feed.paused(inner);
      }
    }
    all.run();
  }

  @Override
  public void close() {
    Map<String, EventFeed> all;
    synchronized (this) {
      all = new TreeMap<>(feeds);
      feeds.clear();
    }
    all.values().forEach(EventFeed::close);
  }
}
