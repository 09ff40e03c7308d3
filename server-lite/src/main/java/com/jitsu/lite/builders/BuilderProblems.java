package com.jitsu.lite.builders;

import com.jitsu.sdk.problem.NearNames;
import com.jitsu.sdk.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What callers get wrong about builders, in words for them. */
final class BuilderProblems {

  private static final String ID = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";

  private BuilderProblems() {}

  static boolean isPossible(String id) {
    return id.matches(ID);
  }

  static Problem unknown(String id, String where, Set<String> known) {
    return new Problem(
        "JITSU-0410",
        "there is no builder \"" + id + "\"",
        where,
        NearNames.suggestion(id, known)
            + " – or create it: mvn jitsu:deploy -Djitsu.createBuilder");
  }

  static Problem impossible(String id, String where) {
    return new Problem(
        "JITSU-0412",
        "\"" + id + "\" cannot be the id of a builder",
        where,
        "begin with a letter or digit, use letters, digits, - and _, 64 at most");
  }

  static Problem noDraft(String id) {
    return new Problem(
        "JITSU-0411",
        "builder \"" + id + "\" has no draft to publish",
        "builder " + id,
        "send the function first: mvn jitsu:deploy");
  }

  static Problem noVersion(String id, int number, int highest) {
    return new Problem(
        "JITSU-0415",
        "builder \"" + id + "\" has no version " + number,
        "version",
        highest == 0
            ? "it was never published: mvn jitsu:deploy -Djitsu.publish"
            : "give one of 1 to " + highest);
  }

  /** Functions that want the same builder. */
  static List<Problem> twins(List<Draft> drafts) {
    Set<String> seen = new HashSet<>();
    List<Problem> problems = new ArrayList<>();
    for (Draft draft : drafts) {
      String id = draft.bundle().config().profileBuilderId();
      if (!seen.add(id)) {
        problems.add(
            new Problem(
                "JITSU-0413",
                "builder \"" + id + "\" is wanted by more than one function",
                draft.bundle().source() + " config.profileBuilderId",
                "give each function a builder of its own: a builder runs exactly one"));
      }
    }
    return problems;
  }
}
