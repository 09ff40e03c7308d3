package com.jitsu.lite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.cache.EventsCache;
import com.jitsu.lite.ingest.IncomingLog;
import com.jitsu.lite.loader.LoadLog;
import java.util.Set;

/** Lets those who take and load events tell the cache, which none of them knows. */
final class CacheLogs {

  private CacheLogs() {}

  /**
   * @param silenced true when some destination must not be cached: then raw events are not either
   *     (CONTRACT F.1)
   */
  record Incoming(EventsCache cache, boolean silenced) implements IncomingLog {

    @Override
    public void incoming(String source, byte[] event) {
      if (!silenced) {
        cache.incoming(source, event);
      }
    }

    @Override
    public void malformed(String source, byte[] body, String error) {
      if (!silenced) {
        cache.malformed(source, body, error);
      }
    }

    @Override
    public void rejected(String source, byte[] event, String error) {
      if (!silenced) {
        cache.rejected(source, event, error);
      }
    }
  }

  /** For the destinations that may be cached. */
  record Loads(EventsCache cache, Set<String> uncached) implements LoadLog {

    @Override
    public void success(String destinationId, byte[] original, ObjectNode success) {
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
  }
}
