package com.jitsu.lite.sources;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.config.Keys;
import com.jitsu.lite.config.Secret;
import com.jitsu.lite.config.Settings;
import com.jitsu.lite.config.SourceSettings;
import com.jitsu.sdk.problem.NearNames;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Start here. All sources: the built-in one ({@value #BUILT_IN}, with the keys of keys.json), those
 * of {@code jitsu.yaml}, and those that the API made, which alone can be changed here.
 *
 * <p>Thread-safe. Looking never waits; a change is on disk before it counts.
 */
public final class Sources {

  /** The source that every server has. */
  public static final String BUILT_IN = SourceSettings.BUILT_IN;

  private final SourcesFile file;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, SourceEntry> entries = new TreeMap<>();
  private volatile SourceIndex index;

  private Sources(SourcesFile file, Clock clock, List<SourceEntry> all) {
    this.file = file;
    this.clock = clock;
    all.forEach(entry -> entries.put(entry.source().id(), entry));
    this.index = new SourceIndex(entries.values());
  }

  /**
   * Reads those that the API made.
   *
   * @throws ProblemException JITSU-0615 or JITSU-0616 when that cannot be, JITSU-0617 when one of
   *     them is in jitsu.yaml too
   */
  public static Sources open(Path data, Keys keys, List<SourceSettings> configured, Clock clock) {
    SourcesFile file = new SourcesFile(data);
    List<SourceEntry> all = new ArrayList<>();
    all.add(builtIn(keys));
    configured.forEach(settings -> all.add(SourceEntry.of(settings)));
    refuseSharedKeys(all);
    for (SourceEntry made : file.read()) {
      String id = made.source().id();
      if (all.stream().anyMatch(entry -> entry.source().id().equals(id))) {
        throw new ProblemException(
            new Problem(
                "JITSU-0617",
                "the source \"" + id + "\" is in jitsu.yaml, and was made over the API before",
                data.resolve("sources.json").toString(),
                "name it otherwise in jitsu.yaml, or start without it and remove the other:"
                    + " DELETE /api/sources/"
                    + id));
      }
      all.add(made);
    }
    return new Sources(file, clock, all);
  }

  /** A key that is another source's key or id too would open whichever comes first. */
  private static void refuseSharedKeys(List<SourceEntry> all) {
    Map<String, String> owners = new HashMap<>();
    all.forEach(entry -> owners.put(entry.source().id(), entry.source().id()));
    for (SourceEntry entry : all) {
      String id = entry.source().id();
      for (SourceEntry.Plain key : entry.plain()) {
        String owner = owners.putIfAbsent(key.key().reveal(), id);
        if (owner != null && !owner.equals(id)) {
          throw new ProblemException(
              new Problem(
                  "JITSU-0617",
                  "a key of source \"" + id + "\" is the id or a key of source \"" + owner + "\"",
                  "sources." + id,
                  "give each source keys of its own in jitsu.yaml"));
        }
      }
    }
  }

  private static SourceEntry builtIn(Keys keys) {
    return new SourceEntry(
        new Source(BUILT_IN, "Default", List.of(), List.of(), true, Settings.DESTINATIONS),
        SourceEntry.Origin.BUILT_IN,
        List.of(
            new SourceEntry.Plain(KeyKind.PUBLIC, keys.writeKey()),
            new SourceEntry.Plain(KeyKind.SECRET, keys.serverKey())),
        List.of());
  }

  /** Whose key it is; a source that is not strict has its id for a public key. */
  public Optional<Grant> byKey(String offered) {
    return index.find(offered);
  }

  /** For an event without a key: the source of this host, or the only one that is not strict. */
  public Optional<Grant> byHost(String host) {
    return index.findOpen(host);
  }

  /** All, ordered by id, as the API shows them. */
  public synchronized List<ObjectNode> list() {
    return entries.values().stream().map(Sources::json).toList();
  }

  /** Fails with JITSU-0430 if there is none. */
  public synchronized ObjectNode get(String id) {
    return json(entry(id));
  }

  /** The source as it is now. */
  public synchronized Optional<Source> find(String id) {
    return Optional.ofNullable(entries.get(id)).map(SourceEntry::source);
  }

  /**
   * Makes a source, or changes one.
   *
   * @return the keys of a new one, a public and a secret one, which nobody can ask for again; none
   *     for one that was there
   * @throws ProblemException JITSU-0431 for one that is not the API's to change
   */
  public synchronized List<Secret> put(Source source) {
    SourceEntry before = entries.get(source.id());
    if (before != null) {
      keep(changeable(source.id()).with(source));
      return List.of();
    }
    SourceKey.Made publicKey = SourceKey.make(KeyKind.PUBLIC, clock.instant(), random);
    SourceKey.Made secretKey = SourceKey.make(KeyKind.SECRET, clock.instant(), random);
    keep(
        new SourceEntry(
            source, SourceEntry.Origin.API, List.of(), List.of(publicKey.key(), secretKey.key())));
    return List.of(publicKey.secret(), secretKey.secret());
  }

  /** One more key, {@code <id>:<secret>}, which nobody can ask for again. */
  public synchronized Secret addKey(String id, KeyKind kind) {
    SourceEntry entry = changeable(id);
    SourceKey.Made made = SourceKey.make(kind, clock.instant(), random);
    List<SourceKey> keys = new ArrayList<>(entry.keys());
    keys.add(made.key());
    keep(entry.withKeys(keys));
    return made.secret();
  }

  /** From now on nothing comes in with this key; JITSU-0433 if the source has no such key. */
  public synchronized void removeKey(String id, String keyId) {
    SourceEntry entry = changeable(id);
    List<SourceKey> left = entry.keys().stream().filter(key -> !key.id().equals(keyId)).toList();
    if (left.size() == entry.keys().size()) {
      throw new ProblemException(
          new Problem(
              "JITSU-0433",
              "source \"" + id + "\" has no key \"" + keyId + "\"",
              "key",
              NearNames.suggestion(keyId, entry.keys().stream().map(SourceKey::id).toList())));
    }
    keep(entry.withKeys(left));
  }

  /** From now on nothing comes in with its keys; what came in stays. */
  public synchronized void remove(String id) {
    changeable(id);
    Map<String, SourceEntry> left = new TreeMap<>(entries);
    left.remove(id);
    replace(left);
  }

  private SourceEntry entry(String id) {
    SourceEntry entry = entries.get(id);
    if (entry == null) {
      throw new ProblemException(
          new Problem(
              "JITSU-0430",
              "there is no source \"" + id + "\"",
              "id",
              NearNames.suggestion(id, entries.keySet())));
    }
    return entry;
  }

  private SourceEntry changeable(String id) {
    SourceEntry entry = entry(id);
    if (entry.origin() != SourceEntry.Origin.API) {
      boolean builtIn = entry.origin() == SourceEntry.Origin.BUILT_IN;
      throw new ProblemException(
          new Problem(
              "JITSU-0431",
              "source \""
                  + id
                  + (builtIn ? "\" is built in" : "\" is in jitsu.yaml")
                  + " and cannot be changed here",
              "id",
              builtIn
                  ? "make one of your own: PUT /api/sources/<id>"
                  : "change it in jitsu.yaml and start the server again"));
    }
    return entry;
  }

  private void keep(SourceEntry entry) {
    Map<String, SourceEntry> changed = new TreeMap<>(entries);
    changed.put(requireNonNull(entry).source().id(), entry);
    replace(changed);
  }

  private void replace(Map<String, SourceEntry> changed) {
    file.write(
        changed.values().stream()
            .filter(entry -> entry.origin() == SourceEntry.Origin.API)
            .toList());
    entries.clear();
    entries.putAll(changed);
    index = new SourceIndex(changed.values());
  }

  private static ObjectNode json(SourceEntry entry) {
    ObjectNode json = SourceJson.of(entry.source());
    json.put("from", entry.origin().text());
    ArrayNode keys = json.putArray("keys");
    for (SourceKey key : entry.keys()) {
      keys.addObject()
          .put("id", key.id())
          .put("kind", key.kind().text())
          .put("createdAt", key.createdAt().toString());
    }
    return json;
  }
}
