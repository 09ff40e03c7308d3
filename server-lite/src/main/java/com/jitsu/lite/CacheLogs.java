package com.jitsu.lite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.cache.EventsCache;
import com.jitsu.lite.ingest.IncomingLog;
import com.jitsu.lite.loader.LoadLog;
import com.jitsu.lite.sources.Source;
import java.util.Collections;
import java.util.Set;
import java.util.function.Supplier;

/** Lets those who take and load events tell the cache, which none of them knows. */
final class CacheLogs {

  private CacheLogs() {}

  /**
   * @param uncached destinations that must not be cached: raw events of a source that has one of
   *     them are not either (CONTRACT F.1)
   */
  record Incoming(EventsCache cache, Set<String> uncached) implements IncomingLog {

    @Override
    public void incoming(Source source, byte[] event) {
      if (isCached(source)) {
        cache.incoming(source.id(), event);
      }
    }

    @Override
    public void malformed(Source source, byte[] body, String error) {
      if (isCached(source)) {
        cache.malformed(source.id(), body, error);
      }
    }

    @Override
    public void rejected(Source source, byte[] event, String error) {
      if (isCached(source)) {
        cache.rejected(source.id(), event, error);
      }
    }

    @Override
    public void skipped(Source source, byte[] event, String reason) {
      if (isCached(source)) {
        cache.skipped(source.id(), event, reason);
      }
    }

    private boolean isCached(Source source) {
      return uncached.isEmpty() || Collections.disjoint(uncached, source.destinations());
    }
  }

  /** For the destinations that may be cached. */
  record Loads(EventsCache cache, Set<String> uncached) implements LoadLog {

    @Override
    public void success(String destinationId, byte[] original, Supplier<ObjectNode> success) {
      if (!uncached.contains(destinationId)) {
        cache.success(destinationId, original, success);
      }
    }

    @Override
    public void error(String destinationId, byte[] original, String error) {
      if (!uncached.contains(destinationId)) {
        cache.error(destinationId, original, error);
      }
    }

    @Override
    public void skip(String destinationId, byte[] original, String skip) {
      if (!uncached.contains(destinationId)) {
        cache.skip(destinationId, original, skip);
      }
    }
  }
}
