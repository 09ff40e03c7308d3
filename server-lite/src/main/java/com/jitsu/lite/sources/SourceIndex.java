package com.jitsu.lite.sources;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All sources as they are looked for, frozen: a change makes a new one. */
final class SourceIndex {

  private final Map<String, Grant> plain = new HashMap<>();
  private final Map<String, MadeGrant> made = new HashMap<>();
  private final Map<String, Grant> open = new HashMap<>();
  private final Map<String, Grant> hosts = new HashMap<>();
  private final @Nullable Grant only;

  SourceIndex(Collection<SourceEntry> entries) {
    for (SourceEntry entry : entries) {
      Source source = entry.source();
      for (SourceEntry.Plain key : entry.plain()) {
        plain.put(digest(key.key().reveal()), new Grant(source, key.kind()));
      }
      for (SourceKey key : entry.keys()) {
        made.put(key.id(), new MadeGrant(key, new Grant(source, key.kind())));
      }
      if (!source.strict()) {
        Grant browser = new Grant(source, KeyKind.PUBLIC);
        open.put(source.id(), browser);
        source.domains().forEach(domain -> hosts.put(domain.toLowerCase(Locale.ROOT), browser));
      }
    }
    List<Grant> all = List.copyOf(open.values());
    only = all.size() == 1 ? all.get(0) : null;
  }

  private record MadeGrant(SourceKey key, Grant grant) {}

  /**
   * {@code id:secret} of a made key; a plain key, with its source's id and a colon before it (the
   * form that Jitsu's clients insist on) or anything behind a colon; or the id of a source that is
   * not strict.
   */
  Optional<Grant> find(String offered) {
    Grant exact = plain.get(digest(offered));
    if (exact != null) {
      return Optional.of(exact);
    }
    int colon = offered.indexOf(':');
    if (colon > 0) {
      String id = offered.substring(0, colon);
      MadeGrant candidate = made.get(id);
      if (candidate == null) {
        Grant named = plain.get(digest(offered.substring(colon + 1)));
        return named != null && named.source().id().equals(id)
            ? Optional.of(named)
            : Optional.ofNullable(plain.get(digest(id)));
      }
      return candidate.key().opensWith(offered.substring(colon + 1))
          ? Optional.of(candidate.grant())
          : Optional.empty();
    }
    return Optional.ofNullable(open.get(offered));
  }

  /** For an event without a key: the source of this host, or the only one that is not strict. */
  Optional<Grant> findOpen(String host) {
    String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    int dot = name.indexOf('.');
    Grant found = hosts.get(name);
    if (found == null && dot > 0) {
      found = open.get(name.substring(0, dot));
    }
    return Optional.ofNullable(found == null ? only : found);
  }

  /** What is compared is nothing that a sender can choose, so that its time tells nothing. */
  private static String digest(String key) {
    try {
      return new String(
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)), ISO_8859_1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
