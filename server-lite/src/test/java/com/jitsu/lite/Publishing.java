package com.jitsu.lite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Somebody who publishes, rolls back, changes the transformation, pauses, goes on and cancels at
 * random, and remembers every answer. Each draft has traits with a name of its own, of which the
 * last letter says how profiles are keyed: {@code v7u} by user, {@code v8e} by email.
 */
final class Publishing {

  private static final int LONGEST_WAIT_MILLIS = 250;

  private final String builder;
  private final Random random;
  private final List<String> strange = new ArrayList<>();
  private final List<JsonNode> published = new ArrayList<>();
  private final Map<Integer, String> contents = new TreeMap<>();
  private int drafts;
  private volatile boolean deployed;
  private int highest;
  private boolean inPlaceAllowed;
  private boolean inPlaceEver;

  Publishing(String builder, Random random) {
    this.builder = builder;
    this.random = random;
  }

  static boolean isByEmail(String key) {
    return key.endsWith("e");
  }

  void allowInPlace(boolean allowed) {
    inPlaceAllowed = allowed;
  }

  boolean mayHaveMixedRows() {
    return inPlaceEver;
  }

  /** Works on a thread of its own until the server is gone. */
  Thread start(LiteClient client) {
    Thread thread = new Thread(() -> work(client), "publisher");
    thread.start();
    return thread;
  }

  private void work(LiteClient client) {
    try {
      if (!deployed) {
        deploy(client);
      }
      while (true) {
        Thread.sleep(random.nextInt(LONGEST_WAIT_MILLIS));
        act(client, random.nextInt(12));
      }
    } catch (IllegalStateException killed) {
      // An answer that was never received may be of something that happened.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void act(LiteClient client, int action) {
    switch (action) {
      case 0, 1, 2, 3 -> {
        deploy(client);
        publish(client, false);
      }
      case 4 -> publish(client, true);
      case 5, 6 -> rollBack(client);
      case 7, 8 -> rebuild(client, "pause");
      case 9 -> rebuild(client, "resume");
      case 10 -> rebuild(client, "cancel");
      default -> swap(client, inPlaceAllowed && random.nextBoolean() ? "inplace" : "staged");
    }
  }

  private void deploy(LiteClient client) {
    boolean byEmail = random.nextInt(3) == 0;
    String key = "v" + ++drafts + (byEmail ? "e" : "u");
    String[] chain = byEmail ? new String[] {OrderStream.BY_EMAIL} : new String[0];
    known(client.deploy(builder, OrderStream.function(key), chain), 200);
    deployed = true;
  }

  private void publish(LiteClient client, boolean force) {
    ObjectNode body = Json.object().put("force", force);
    body.putArray("builders").add(builder);
    note(known(client.post("/api/publications", body), 200).path("publications").path(0));
  }

  private void rollBack(LiteClient client) {
    if (highest > 0) {
      ObjectNode body = Json.object().put("version", 1 + random.nextInt(highest));
      note(known(client.post(path("rollback"), body), 200));
    }
  }

  private void rebuild(LiteClient client, String what) {
    known(client.post(path("rebuild/" + what)), 200, 409);
  }

  private void swap(LiteClient client, String swap) {
    inPlaceEver |= swap.equals("inplace");
    known(client.put("/api/builders/" + builder, Json.object().put("swap", swap)), 200);
  }

  private String path(String rest) {
    return "/api/builders/" + builder + "/" + rest;
  }

  private synchronized JsonNode known(HttpResponse<String> answer, Integer... expected) {
    if (!List.of(expected).contains(answer.statusCode())) {
      strange.add(answer.request().uri().getPath() + ": " + answer.body());
    }
    return Json.parse(answer.body());
  }

  private synchronized void note(JsonNode publication) {
    if (publication.path("change").asText().equals("published")) {
      published.add(publication);
      highest = Math.max(highest, publication.path("version").asInt());
    }
  }

  /** Notes what each version that is published now is made of. */
  void look(LiteClient client) {
    JsonNode now = client.builder(builder).path("published");
    if (now.isObject()) {
      int version = now.path("version").asInt();
      String content = now.path("content").asText() + " " + now.path("publishedAt").asText();
      assertThat(contents.merge(version, content, (before, same) -> before))
          .as("what version %d is made of", version)
          .isEqualTo(content);
      highest = Math.max(highest, version);
    }
  }

  /** Lets what is paused go on, and waits until nothing is being built. */
  JsonNode settle(LiteClient client) {
    if (!deployed) {
      return Json.object();
    }
    rebuild(client, "resume");
    return client.await(builder, state -> !state.path("status").asText().equals("BUILDING"));
  }

  /** Publishes the draft once more, and waits until it serves. */
  JsonNode publishByForce(LiteClient client) {
    if (!deployed) {
      deploy(client);
    }
    publish(client, true);
    return client.await(builder, state -> state.path("status").asText().equals("READY"));
  }

  void requireOnlyKnownAnswers(String as) {
    assertThat(strange).as(as).isEmpty();
  }

  void requireNumbersNeverUsedTwice(String as) {
    List<Long> versions = numbers("version");
    assertThat(versions).as("versions; %s", as).isSorted().doesNotHaveDuplicates().isNotEmpty();
    List<Long> publications = numbers("publication");
    assertThat(publications).as("publications; %s", as).isSorted().doesNotHaveDuplicates();
  }

  private List<Long> numbers(String field) {
    return published.stream().map(one -> one.path(field).asLong()).toList();
  }
}
