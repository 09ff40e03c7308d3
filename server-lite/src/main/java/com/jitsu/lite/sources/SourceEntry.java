package com.jitsu.lite.sources;

import static java.util.Objects.requireNonNull;

import com.jitsu.lite.config.Secret;
import com.jitsu.lite.config.SourceSettings;
import java.util.List;
import java.util.stream.Stream;

/**
 * A source with all that opens it.
 *
 * @param plain keys that somebody else keeps: those of keys.json and jitsu.yaml
 * @param keys made over the API
 */
record SourceEntry(Source source, Origin origin, List<Plain> plain, List<SourceKey> keys) {

  /** Who says that there is this source. */
  enum Origin {
    BUILT_IN("built-in"),
    FILE("jitsu.yaml"),
    API("api");

    private final String text;

    Origin(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** A key as it is sent. */
  record Plain(KeyKind kind, Secret key) {}

  SourceEntry {
    requireNonNull(source);
    requireNonNull(origin);
    plain = List.copyOf(plain);
    keys = List.copyOf(keys);
  }

  static SourceEntry of(SourceSettings settings) {
    return new SourceEntry(
        new Source(
            settings.id(),
            settings.name(),
            settings.origins(),
            settings.domains(),
            settings.strict(),
            settings.destinations()),
        Origin.FILE,
        Stream.concat(
                settings.publicKeys().stream().map(key -> new Plain(KeyKind.PUBLIC, key)),
                settings.secretKeys().stream().map(key -> new Plain(KeyKind.SECRET, key)))
            .toList(),
        List.of());
  }

  SourceEntry with(Source changed) {
    return new SourceEntry(changed, origin, plain, keys);
  }

  SourceEntry withKeys(List<SourceKey> others) {
    return new SourceEntry(source, origin, plain, others);
  }
}
