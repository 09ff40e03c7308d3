package com.jitsu.maven.report;

import com.jitsu.maven.client.Deployment;
import com.jitsu.maven.client.Publication;
import com.jitsu.sdk.bundle.Bundle;
import java.util.List;
import java.util.stream.Collectors;

/** A deployment and a publication, one line each. */
public final class DeployText {

  /** What is said when there is no profile function. */
  public static final String NOTHING =
      "Nothing to deploy: transformation functions go to a server with a profile function, and there"
          + " is none in src/profiles";

  private DeployText() {}

  /**
   * {@code Saved 2 drafts on http://…: lifetime-value created (new builder), …}, and which
   * functions their events pass first: {@code , behind the transformations bots, ids}.
   */
  public static String saved(
      Deployment.Result result, List<Bundle> transformations, String server, boolean publishing) {
    List<Deployment.Change> functions = result.functions();
    String changes =
        functions.stream()
            .map(
                each ->
                    each.profileBuilderId()
                        + " "
                        + each.change()
                        + (result.createdBuilders().contains(each.profileBuilderId())
                            ? " (new builder)"
                            : ""))
            .collect(Collectors.joining(", "));
    return "Saved "
        + functions.size()
        + (functions.size() == 1 ? " draft on " : " drafts on ")
        + server
        + ": "
        + changes
        + behind(transformations)
        + (publishing ? "" : "; publish with -Djitsu.publish");
  }

  private static String behind(List<Bundle> transformations) {
    return transformations.isEmpty()
        ? ""
        : transformations.stream()
            .map(each -> each.config().slug())
            .collect(
                Collectors.joining(
                    ", ",
                    transformations.size() == 1
                        ? ", behind the transformation "
                        : ", behind the transformations ",
                    ""));
  }

  /** {@code Published lifetime-value version 2, last-visit version 1 (unchanged)}. */
  public static String published(List<Publication> publications) {
    return "Published "
        + publications.stream()
            .map(
                each ->
                    each.builder()
                        + " version "
                        + each.version()
                        + (each.isUnchanged() ? " (unchanged)" : ""))
            .collect(Collectors.joining(", "));
  }
}
