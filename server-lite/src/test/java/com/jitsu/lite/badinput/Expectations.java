package com.jitsu.lite.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What every answer must keep to, whatever was sent. */
final class Expectations {

  /** Of nobody's business: classes, stacks, files. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "\\b(java|javax|jdk|sun)\\.[a-z]+\\.|\\borg\\.(eclipse|rocksdb)|\\bcom\\.(fasterxml|jitsu)"
              + "|[Jj]etty|[Jj]ackson|Exception\\b|StreamRead|StreamWrite|\\bSource: "
              + "|\\.java\\b|\\bat [a-z]+\\.[a-z]+|\\[[BCI]@|DeserializationFeature|@[0-9a-f]{6,8}\\b");

  private final List<String> secrets;

  /**
   * @param secrets texts that nobody may be told: keys, folders
   */
  Expectations(List<String> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  /** What is wrong with an answer; empty: nothing. */
  List<String> wrong(BadRequest request, Answer answer) {
    List<String> wrong = new ArrayList<>();
    if (answer.status() >= 500) {
      wrong.add("a " + answer.status());
    }
    String text = answer.text() + answer.headers();
    if (INSIDE.matcher(text).find()) {
      wrong.add("tells of its inside: " + INSIDE.matcher(text).results().toList().get(0).group());
    }
    for (String secret : secrets) {
      // Who mixes up a key and a name is told what it wrote itself.
      if (request.form() != BadRequest.Form.NOBODY && text.contains(secret)) {
        wrong.add("tells a secret");
      }
    }
    if (!isInForm(request, answer)) {
      wrong.add("is not in the form of " + request.form());
    }
    return wrong;
  }

  private static boolean isInForm(BadRequest request, Answer answer) {
    boolean empty = request.isHead() || answer.body().length == 0;
    boolean preflight = answer.status() == 204 || (answer.status() == 200 && empty);
    return preflight
        || (empty && request.isHead())
        || switch (request.form()) {
          case INGESTION -> isIngestion(answer);
          case CLASSIC -> isClassic(answer);
          case API -> isApi(answer);
          case ANY -> isIngestion(answer) || isApi(answer) || isClassic(answer);
          case NOBODY -> true;
        };
  }

  private static boolean isIngestion(Answer answer) {
    if ("image/gif".equals(answer.headers().get("content-type"))) {
      return answer.status() == 200;
    }
    JsonNode json = answer.json();
    if (json.has("receivedEvents")) {
      return answer.status() == 200
          && json.path("ok").asBoolean() == (json.path("errors").size() == 0)
          && json.path("okEvents").asInt() + json.path("errors").size()
              == json.path("receivedEvents").asInt();
    }
    return json.path("ok").asBoolean()
        ? answer.status() == 200
        : json.path("ok").isBoolean()
            && !json.path("error").asText().isBlank()
            && !json.path("remedy").asText().isBlank();
  }

  private static boolean isClassic(Answer answer) {
    if ("image/gif".equals(answer.headers().get("content-type"))) {
      return answer.status() == 200;
    }
    JsonNode json = answer.json();
    return answer.status() == 200
        ? json.path("status").asText().equals("ok") || json.isArray() || json.has("result")
        : !json.path("message").asText().isBlank() && json.path("error").isTextual();
  }

  private static boolean isApi(Answer answer) {
    JsonNode problem = answer.json().path("problems").path(0);
    return answer.status() >= 400
        && problem.path("code").asText().matches("JITSU-\\d{4}")
        && !problem.path("what").asText().isBlank()
        && !problem.path("remedy").asText().isBlank();
  }
}
