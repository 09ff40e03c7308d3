package com.jitsu.lite.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.lite.rocks.Batch;
import com.jitsu.lite.rocks.Family;
import com.jitsu.lite.rocks.KeyReader;
import com.jitsu.lite.rocks.KeyWriter;
import com.jitsu.lite.rocks.RocksStore;
import com.jitsu.lite.rocks.Scan;
import com.jitsu.sdk.contract.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The profiles for which one publication of a builder fails, each with its last error; they stay
 * over restarts until they succeed. Thread-safe.
 *
 * <pre>
 * family  key                                    value
 * FAILED  builder · publication, 8 · profile     {"error":"TypeError: …","stack":["total (src/profiles/ltv.ts:12:7)"]}
 * </pre>
 */
final class FailedProfiles {

  private final RocksStore store;
  private final String builder;
  private final long publication;
  private final Failures failures = new Failures();

  private FailedProfiles(RocksStore store, String builder, long publication) {
    this.store = requireNonNull(store);
    this.builder = requireNonNull(builder);
    this.publication = publication;
  }

  /** Reads what is kept. */
  static FailedProfiles open(RocksStore store, String builder, long publication) {
    FailedProfiles failed = new FailedProfiles(store, builder, publication);
    byte[] all = failed.prefix();
    try (Scan scan = store.sweep(Family.FAILED, all, KeyWriter.after(all))) {
      while (scan.next()) {
        failed.failures.add(profileId(scan.key()), text(scan.value()));
      }
    }
    return failed;
  }

  /** What is kept of all publications of the builder but this one goes. */
  static void dropOthers(RocksStore store, String builder, long publication) {
    byte[] all = new KeyWriter().text(builder).bytes();
    byte[] kept = new KeyWriter().text(builder).number(publication).bytes();
    byte[] behind = new KeyWriter().text(builder).number(publication + 1).bytes();
    try (Batch batch = store.batch()) {
      batch.deleteRange(Family.FAILED, all, kept);
      byte[] end = KeyWriter.after(all);
      if (end != null) {
        batch.deleteRange(Family.FAILED, behind, end);
      }
      store.write(batch, false);
    }
  }

  /** Notes how builds ended. */
  void note(List<Built> built) {
    Map<String, FailureText> failed = new HashMap<>();
    List<String> others = new ArrayList<>();
    for (Built one : built) {
      if (one instanceof Built.Failed failure) {
        failed.put(one.profileId(), failure.failure());
      } else {
        others.add(one.profileId());
      }
    }
    note(failed, others);
  }

  private synchronized void note(Map<String, FailureText> failed, Collection<String> others) {
    List<String> ids = new ArrayList<>(failed.keySet());
    if (failures.count() > 0) {
      ids.addAll(others);
    }
    if (ids.isEmpty()) {
      return;
    }
    List<byte[]> keys = ids.stream().map(this::key).toList();
    List<byte @Nullable []> before = store.getAll(Family.FAILED, keys);
    try (Batch batch = store.batch()) {
      for (int i = 0; i < ids.size(); i++) {
        byte[] known = before.get(i);
        FailureText now = failed.get(ids.get(i));
        if (known != null) {
          failures.remove(text(known));
        }
        if (now != null) {
          batch.put(Family.FAILED, keys.get(i), value(now));
          failures.add(ids.get(i), now);
        } else if (known != null) {
          batch.delete(Family.FAILED, keys.get(i));
        }
      }
      store.write(batch, false);
    }
  }

  /** All of them. */
  void drop() {
    byte[] all = prefix();
    byte[] end = KeyWriter.after(all);
    try (Batch batch = store.batch()) {
      if (end != null) {
        batch.deleteRange(Family.FAILED, all, end);
      }
      store.write(batch, false);
    }
  }

  /** Forgets one, also as an example of others. */
  synchronized void forget(String profileId) {
    byte[] known = store.get(Family.FAILED, key(profileId));
    if (known != null) {
      failures.remove(text(known));
      try (Batch batch = store.batch()) {
        batch.delete(Family.FAILED, key(profileId));
        store.write(batch, false);
      }
    }
    failures.forgetExample(profileId);
  }

  /** Forgets a profile of all builders and publications, whether they are in use or not. */
  static void forgetEverywhere(RocksStore store, String profileId) {
    try (Scan scan = store.sweep(Family.FAILED, new byte[0], null);
        Batch batch = store.batch()) {
      while (scan.next()) {
        if (profileId(scan.key()).equals(profileId)) {
          batch.delete(Family.FAILED, scan.key());
        }
      }
      store.write(batch, false);
    }
  }

  Failures failures() {
    return failures;
  }

  /** In order of their ids. */
  List<String> ids(String after, int limit) {
    List<String> ids = new ArrayList<>();
    scan(after, limit, (id, value) -> ids.add(id));
    return ids;
  }

  /** {@code {"profileId", "error", "stack"}} each, in order of their ids. */
  List<ObjectNode> list(String after, int limit) {
    List<ObjectNode> list = new ArrayList<>();
    scan(
        after,
        limit,
        (id, value) -> {
          ObjectNode one = Json.object().put("profileId", id);
          text(value).writeTo(one);
          list.add(one);
        });
    return list;
  }

  private void scan(String after, int limit, Each each) {
    byte[] all = prefix();
    byte[] from = after.isEmpty() ? all : KeyWriter.after(key(after));
    if (from == null) {
      return;
    }
    int left = limit;
    try (Scan scan = store.scan(Family.FAILED, from, KeyWriter.after(all))) {
      while (left > 0 && scan.next()) {
        each.accept(profileId(scan.key()), scan.value());
        left--;
      }
    }
  }

  private interface Each {
    void accept(String profileId, byte[] value);
  }

  private byte[] prefix() {
    return new KeyWriter().text(builder).number(publication).bytes();
  }

  private byte[] key(String profileId) {
    return new KeyWriter().text(builder).number(publication).text(profileId).bytes();
  }

  private static String profileId(byte[] key) {
    KeyReader parts = new KeyReader(key);
    parts.text();
    parts.number();
    return parts.text();
  }

  private static byte[] value(FailureText failure) {
    ObjectNode json = Json.object();
    failure.writeTo(json);
    return Json.text(json).getBytes(UTF_8);
  }

  private static FailureText text(byte[] value) {
    return FailureText.read(Json.parse(value));
  }
}
