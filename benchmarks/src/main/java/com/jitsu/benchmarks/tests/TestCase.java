package com.jitsu.benchmarks.tests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.ProfileUser;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A history for one function, as both sides get it.
 *
 * @param number from 1, of all cases together
 * @param now what {@code Date.now()} tells
 */
record TestCase(
    String function, int number, List<ObjectNode> events, Map<String, String> env, Instant now) {

  TestCase {
    events = List.copyOf(events);
    env = Collections.unmodifiableMap(new TreeMap<>(env)); // written in the same order always
  }

  String name() {
    return "customer " + number + ", " + events.size() + " events";
  }

  ProfileUser user() {
    return new ProfileUser("u-" + number, "u-" + number, "a-" + number, Json.object());
  }
}
