package com.jitsu.lite.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Asks every part whether it would work now. Add the parts before the first question.
 *
 * <p>All are asked at the same time, and one that does not say within the limit counts as failing.
 * A part that hangs is not asked again before it has answered, so it never holds more than one
 * thread, however often somebody wants to know.
 */
public final class Health implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final String version;
  private final Duration limit;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "health");
            thread.setDaemon(true);
            return thread;
          });

  public Health(String version) {
    this(version, LIMIT);
  }

  Health(String version, Duration limit) {
    this.version = version;
    this.limit = limit;
  }

  /** Returns when the part works, throws what keeps it from working; quick if possible. */
  @FunctionalInterface
  public interface Check {
    void check() throws Exception;
  }

  /** Adds what a part tells of itself, whether it works or not; must not wait. */
  @FunctionalInterface
  public interface Details {
    void addTo(ObjectNode json) throws Exception;
  }

  public Health add(String name, Check check) {
    return add(name, check, json -> {});
  }

  public Health add(String name, Check check, Details details) {
    if (parts.putIfAbsent(name, new Part(name, check, details, threads)) != null) {
      throw new IllegalArgumentException("two parts are named " + name);
    }
    return this;
  }

  /** Runs all checks; the report has them in the order in which they were added. */
  public CompletableFuture<Report> report() {
    Map<String, CompletableFuture<Part.State>> states = new LinkedHashMap<>();
    parts.forEach((name, part) -> states.put(name, part.state(limit)));
    return CompletableFuture.allOf(states.values().toArray(CompletableFuture[]::new))
        .thenApply(all -> report(states));
  }

  /** Asks no more; what a hanging part was asked is given up. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private Report report(Map<String, CompletableFuture<Part.State>> states) {
    ObjectNode json = Json.object();
    json.put("status", "pass");
    json.put("version", version);
    ObjectNode checks = json.putObject("checks");
    boolean pass = true;
    for (Map.Entry<String, CompletableFuture<Part.State>> part : states.entrySet()) {
      ObjectNode one = checks.putObject(part.getKey());
      String problem = part.getValue().join().problem();
      one.put("status", problem.isEmpty() ? "pass" : "fail");
      if (!problem.isEmpty()) {
        pass = false;
        one.put("problem", problem);
      }
      one.setAll(part.getValue().join().details());
    }
    json.put("status", pass ? "pass" : "fail");
    return new Report(pass, json);
  }

  /**
   * @param json {@code {"status": "pass", "version": "0.1.0", "checks": {"journal": {"status":
   *     "pass"}}}}; a part that fails says {@code "problem"} too, and some have details
   */
  public record Report(boolean pass, ObjectNode json) {}
}
