package com.jitsu.lite.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every part whether it would work now. Add the parts before the first question. */
public final class Health {

  private static final Logger log = LoggerFactory.getLogger(Health.class);

  private final String version;
  private final Map<String, Check> checks = new LinkedHashMap<>();

  public Health(String version) {
    this.version = version;
  }

  /** Returns when the part works, throws what keeps it from working; quick either way. */
  @FunctionalInterface
  public interface Check {
    void check() throws Exception;
  }

  public Health add(String name, Check check) {
    if (checks.putIfAbsent(name, check) != null) {
      throw new IllegalArgumentException("two parts are named " + name);
    }
    return this;
  }

  /** Runs all checks, in the order in which they were added. */
  public Report report() {
    ObjectNode json = Json.object();
    json.put("status", "pass");
    json.put("version", version);
    ObjectNode parts = json.putObject("checks");
    boolean pass = true;
    for (Map.Entry<String, Check> part : checks.entrySet()) {
      ObjectNode one = parts.putObject(part.getKey());
      try {
        part.getValue().check();
        one.put("status", "pass");
      } catch (Exception e) {
        log.warn("part={} does not work now: {}", part.getKey(), e.getMessage());
        pass = false;
        one.put("status", "fail");
        one.put("problem", String.valueOf(e.getMessage()));
      }
    }
    json.put("status", pass ? "pass" : "fail");
    return new Report(pass, json);
  }

  /**
   * @param json {@code {"status": "pass", "version": "0.1.0", "checks": {"journal": {"status":
   *     "pass"}}}}; a part that fails says {@code "problem"} too
   */
  public record Report(boolean pass, ObjectNode json) {}
}
