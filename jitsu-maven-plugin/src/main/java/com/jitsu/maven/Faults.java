package com.jitsu.maven;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.util.Set;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** Tells a problem to Maven: the user's fault fails the build, the environment's breaks it off. */
final class Faults {

  /** Nothing in the project mends these: machine, network, disk, server. */
  private static final Set<String> OF_THE_ENVIRONMENT =
      Set.of("JITSU-0102", "JITSU-0801", "JITSU-0805", "JITSU-0806", "JITSU-0810");

  private Faults() {}

  /**
   * The failure to throw; never returns for an environment's fault.
   *
   * @param showsErrors whether {@code -e} asks for stack traces; otherwise there is no cause, of
   *     which Maven would repeat the message
   */
  static MojoFailureException of(ProblemException problem, boolean showsErrors)
      throws MojoExecutionException {
    String text = "\n" + problem.getMessage();
    if (problem.problems().stream().map(Problem::code).allMatch(Faults::isEnvironment)) {
      throw showsErrors
          ? new MojoExecutionException(text, problem)
          : new MojoExecutionException(text);
    }
    return showsErrors ? new MojoFailureException(text, problem) : new MojoFailureException(text);
  }

  private static boolean isEnvironment(String code) {
    return OF_THE_ENVIRONMENT.contains(code) || code.startsWith("JITSU-06");
  }
}
