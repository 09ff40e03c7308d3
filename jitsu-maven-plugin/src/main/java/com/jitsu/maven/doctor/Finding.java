package com.jitsu.maven.doctor;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look has found: {@code WARN git: .gitignore does not list .jitsu → echo .jitsu/ >>
 * .gitignore}.
 *
 * @param remedy the command that mends it; none where nothing is wrong
 */
public record Finding(Level level, String subject, String detail, @Nullable String remedy) {

  /** How bad it is. */
  public enum Level {
    OK,
    WARN,
    FAIL
  }

  public Finding {
    requireNonNull(level);
    requireNonNull(subject);
    requireNonNull(detail);
    if ((remedy == null) != (level == Level.OK)) {
      throw new IllegalArgumentException("what is wrong has a remedy, and only that: " + detail);
    }
  }

  public static Finding ok(String subject, String detail) {
    return new Finding(Level.OK, subject, detail, null);
  }

  public static Finding warn(String subject, String detail, String remedy) {
    return new Finding(Level.WARN, subject, detail, remedy);
  }

  public static Finding fail(String subject, String detail, String remedy) {
    return new Finding(Level.FAIL, subject, detail, remedy);
  }

  /** The first of the problems, with its code. */
  public static Finding fail(String subject, ProblemException problems) {
    Problem first = problems.problems().get(0);
    String where = first.where() == null ? "" : first.where() + ": ";
    return fail(subject, where + first.what() + " (" + first.code() + ")", first.remedy());
  }

  /** One line. */
  public String text() {
    String line = "%-4s %s: %s".formatted(level, subject, detail);
    return remedy == null ? line : line + " → " + remedy;
  }

  /** {@code {"healthy": true, "findings": [{"level": "OK", "subject": "JDK", …}]}}. */
  public static ObjectNode json(List<Finding> findings) {
    ObjectNode json = Json.object();
    json.put("healthy", findings.stream().noneMatch(each -> each.level() == Level.FAIL));
    ArrayNode list = json.putArray("findings");
    for (Finding each : findings) {
      ObjectNode entry = list.addObject();
      entry.put("level", each.level().name());
      entry.put("subject", each.subject());
      entry.put("detail", each.detail());
      if (each.remedy() != null) {
        entry.put("remedy", each.remedy());
      }
    }
    return json;
  }
}
