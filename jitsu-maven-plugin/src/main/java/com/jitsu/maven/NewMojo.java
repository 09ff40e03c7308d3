package com.jitsu.maven;

import com.jitsu.maven.project.NewFunction;
import com.jitsu.maven.project.NewFunctionRules;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Adds a function to this project: a source that works and a first fixture that it passes. Nothing
 * is overwritten.
 *
 * @since 0.1.0
 */
@Mojo(name = "new", threadSafe = true)
public final class NewMojo extends BundlingMojo {

  /**
   * Names the function and its files: letters, digits, {@code _} and {@code -}. Required.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.slug")
  private @Nullable String slug;

  /**
   * The builder that will run the function; every builder runs one. Default: the slug.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.profileBuilderId")
  private @Nullable String profileBuilderId;

  /**
   * {@code ts} for TypeScript, {@code js} for JavaScript with checked types. Default: that of most
   * functions of the project, {@code ts} if there are none.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.language")
  private @Nullable String language;

  /**
   * {@code profile} for a function that makes a row of a customer's events, {@code transformation}
   * for one that changes or drops each event before.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.kind", defaultValue = "profile")
  private @Nullable String kind;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.new.skip", defaultValue = "false")
  private boolean skipNew;

  @Override
  void run() throws IOException {
    NewFunction function =
        new NewFunctionRules(root(), functions()).check(slug, profileBuilderId, language, kind);
    function.write(root());
    function.files().forEach(file -> getLog().info("Wrote " + file));
    getLog().info("Next: change them, then type: mvn jitsu:test -Djitsu.test=" + function.slug());
  }

  /** What can be read of the project; that a function of it is faulty is no reason to wait. */
  private List<Bundle> functions() throws IOException {
    try {
      return compiler().attempt().bundles();
    } catch (ProblemException e) {
      getLog().debug(e.getMessage());
      return List.of();
    }
  }

  @Override
  boolean isSkipped() {
    return skipNew;
  }
}
