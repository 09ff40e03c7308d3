package com.jitsu.maven.report;

import com.jitsu.maven.client.Deployment;
import com.jitsu.maven.client.Publication;
import com.jitsu.sdk.bundle.Bundle;
import java.util.List;
import java.util.stream.Collectors;

/** A deployment and a publication, one line each. */
public final class DeployText {

  private DeployText() {}

  /** {@code Saved 2 drafts on http://…: lifetime-value created (new builder), …}. */
  public static String saved(Deployment.Result result, String server, boolean publishing) {
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
        + (publishing ? "" : "; publish with -Djitsu.publish");
  }

  /** {@code Not deployed, since servers do not take transformations yet: custom-profile-id}. */
  public static String kept(List<Bundle> transformations) {
    return "Not deployed, since servers do not take transformations yet: "
        + transformations.stream()
            .map(each -> each.config().slug())
            .collect(Collectors.joining(", "));
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
