package com.jitsu.sdk.bundle;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.problem.Problem;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One finding of the TypeScript compiler.
 *
 * @param number TypeScript's own, 2322 for {@code TS2322}
 * @param message with the compiler's further explanations on indented lines
 * @param place absent when it is about no file
 */
public record TypeProblem(int number, String message, @Nullable Position place) {

  /** Not found, no such export, no default export, did you mean the default export. */
  private static final Set<Integer> ABOUT_IMPORTS =
      Set.of(2305, 2306, 2307, 2613, 2614, 2724, 7016);

  public TypeProblem {
    requireNonNull(message);
  }

  boolean isAboutImports() {
    return ABOUT_IMPORTS.contains(number);
  }

  /** As a problem for the user. */
  public Problem toProblem() {
    return new Problem(
        "JITSU-0111",
        message + " (TS" + number + ")",
        place == null ? null : place.text(),
        "make the types agree; // @ts-expect-error on the line above accepts it as it is");
  }
}
