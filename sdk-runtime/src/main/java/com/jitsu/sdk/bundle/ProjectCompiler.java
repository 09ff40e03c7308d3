package com.jitsu.sdk.bundle;

import com.jitsu.sdk.bundle.TypeChecker.Check;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Bundles and checks a project; what is wrong is reported at once and once. */
public final class ProjectCompiler {

  private final Bundler bundler;
  private final TypeChecker checker;

  public ProjectCompiler(Bundler bundler, TypeChecker checker) {
    this.bundler = bundler;
    this.checker = checker;
  }

  /**
   * The bundles of all functions, in the sources' order.
   *
   * @throws ProblemException with every problem of every file
   */
  public List<Bundle> compile(ProjectSources sources) {
    Bundler.Attempt attempt = bundler.attempt(sources);
    Check check = checker.check(sources.root(), sources.all());
    List<Problem> problems = new ArrayList<>(attempt.problems());
    check.problems().stream()
        .filter(found -> !isKnown(found, attempt.problems()))
        .map(TypeProblem::toProblem)
        .forEach(problems::add);
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return attempt.bundles();
  }

  /**
   * Whether the bundler said it before: in a file that it cannot parse, types mean nothing; an
   * import that it cannot resolve, the checker misses on the same line.
   */
  private static boolean isKnown(TypeProblem found, List<Problem> problems) {
    Position place = found.place();
    if (place == null) {
      return false;
    }
    Set<String> unparsable = files(problems, EsbuildMessages.SYNTAX);
    boolean importOfSameLine =
        found.isAboutImports()
            && problems.stream()
                .filter(problem -> problem.code().equals(EsbuildMessages.IMPORT))
                .anyMatch(
                    problem ->
                        String.valueOf(problem.where())
                            .startsWith(place.source() + ":" + place.line() + ":"));
    return unparsable.contains(place.source()) || importOfSameLine;
  }

  private static Set<String> files(List<Problem> problems, String code) {
    return problems.stream()
        .filter(problem -> problem.code().equals(code))
        .map(problem -> String.valueOf(problem.where()).replaceFirst(":\\d+:\\d+$", ""))
        .collect(Collectors.toSet());
  }
}
