package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.host.FunctionStore;
import com.jitsu.sdk.host.HostException;
import com.jitsu.sdk.host.HostServices;
import com.jitsu.sdk.host.NamedParameters;
import com.jitsu.sdk.host.TimeToLive;
import com.jitsu.sdk.host.Warehouses;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the guest asks of the world. Texts go in and come out; an answer that begins with
 * {@code !} is an error as JSON. For the context's thread.
 */
final class HostBorder {

  /** Characters of a metric's component, status or type of error. */
  private static final int MAX_WORD = 200;

  private final Limits limits;
  private final FetchBorder fetch;
  private final List<Metric> metrics = new ArrayList<>();
  private @Nullable HostServices services;
  private PendingWork pending = new PendingWork(null);

  HostBorder(Limits limits, RunRecorder recorder) {
    this.limits = requireNonNull(limits);
    this.fetch = new FetchBorder(limits, recorder);
  }

  /** What the guest's scripts may call. */
  Map<String, ProxyExecutable> callbacks() {
    return Map.of(
        "storeFind", said -> answer(() -> found(key(said))),
        "storeSet", said -> answer(() -> set(key(said), text(said, 1), text(said, 2))),
        "storeDelete", said -> answer(() -> delete(key(said))),
        "storeGetOrSet", said -> answer(() -> getOrSet(key(said), text(said, 1), text(said, 2))),
        "warehouse", said -> answer(() -> known(text(said, 0))),
        "query", said -> answer(() -> query(text(said, 0), text(said, 1), text(said, 2))),
        "fetch", said -> answer(() -> fetch.start(services(), pending, said)),
        "timer", this::timer,
        "metric", this::metric);
  }

  void begin(HostServices given, PendingWork work) {
    services = given;
    pending = work;
    fetch.begin();
    metrics.clear();
  }

  List<Metric> metrics() {
    return List.copyOf(metrics);
  }

  /** How an error is told. */
  static String failure(String name, String message) {
    return "!" + Json.text(Json.object().put("name", name).put("message", message));
  }

  private static @Nullable Object answer(Supplier<@Nullable String> asked) {
    try {
      return asked.get();
    } catch (HostException e) {
      return failure(e.name(), String.valueOf(e.getMessage()));
    }
  }

  private HostServices services() {
    HostServices given = services;
    if (given == null) {
      throw new HostException(
          "store, fetch and warehouses are there within a run, not while the module is loaded");
    }
    return given;
  }

  private @Nullable String found(String key) {
    FunctionStore.Entry entry = services().store().find(key).orElse(null);
    if (entry == null) {
      return null;
    }
    ObjectNode found = Json.object();
    found.set("value", Json.parse(entry.json()));
    return Json.text(found.put("ttl", entry.left().seconds()));
  }

  private static String cut(String text) {
    return text.length() <= MAX_WORD ? text : text.substring(0, MAX_WORD) + "…";
  }

  private @Nullable String set(String key, String json, String option) {
    services()
        .store()
        .set(
            key,
            sized("a value for the store", "bytes as JSON", json),
            TimeToLive.read(Json.parse(option)));
    return null;
  }

  private @Nullable String delete(String key) {
    services().store().delete(key);
    return null;
  }

  private String getOrSet(String key, String json, String option) {
    return services()
        .store()
        .getOrSet(
            key,
            sized("a value for the store", "bytes as JSON", json),
            TimeToLive.read(Json.parse(option)));
  }

  private String sized(String what, String unit, String text) {
    long bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > limits.storeValueBytes()) {
      throw new HostException(
          "RangeError",
          what
              + " has "
              + bytes
              + " "
              + unit
              + ", more than the "
              + limits.storeValueBytes()
              + " that it may have");
    }
    return text;
  }

  private @Nullable String known(String id) {
    warehouse(id);
    return null;
  }

  private Warehouses.Warehouse warehouse(String id) {
    return services()
        .warehouses()
        .find(id)
        .orElseThrow(() -> new HostException("Warehouse with id " + id + " not found"));
  }

  private String query(String id, String sql, String parameters) {
    JsonNode given = Json.parse(parameters);
    NamedParameters statement = NamedParameters.of(sql, given);
    ArrayNode rows =
        warehouse(id)
            .query(
                statement.sql(),
                statement.values(),
                limits.queryTime().toMillis(),
                limits.queryRows());
    if (rows.size() > limits.queryRows()) {
      throw new HostException(
          "RangeError",
          "the query has "
              + rows.size()
              + " rows, more than the "
              + limits.queryRows()
              + " that it may have");
    }
    return Json.text(rows);
  }

  private @Nullable Object timer(Value... said) {
    pending.addTimer(said[0].asInt(), (int) said[1].asDouble());
    return null;
  }

  private @Nullable Object metric(Value... said) {
    if (metrics.size() < limits.logLines()) {
      metrics.add(
          new Metric(
              cut(text(said, 0)), cut(text(said, 1)), cut(text(said, 2)), said[3].asDouble()));
    }
    return null;
  }

  private String key(Value... said) {
    return sized("a key for the store", "bytes", text(said, 0));
  }

  private static String text(Value[] said, int index) {
    return said[index].asString();
  }
}
