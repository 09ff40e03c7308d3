package com.jitsu.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.maven.client.Deployment;
import com.jitsu.maven.client.Deployment.Change;
import com.jitsu.maven.client.Publication;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeployTextTest {

  private static final String SERVER = "http://127.0.0.1:8001";

  @Test
  void aDeploymentNamesWhatChangedAndTheNextStep() {
    Deployment.Result result =
        new Deployment.Result(
            List.of(
                new Change("last-visit", "last-visit", "a", "created"),
                new Change("ltv", "ltv", "b", "unchanged")),
            List.of("last-visit"));
    assertThat(DeployText.saved(result, List.of(), SERVER, false))
        .isEqualTo(
            "Saved 2 drafts on http://127.0.0.1:8001: last-visit created (new builder), ltv"
                + " unchanged; publish with -Djitsu.publish");
    assertThat(DeployText.saved(result, List.of(), SERVER, true)).endsWith("ltv unchanged");
  }

  @Test
  void publishingTheSameCodeIsSaid() {
    assertThat(
            DeployText.published(
                List.of(
                    new Publication("last-visit", 1, 4, "published"),
                    new Publication("ltv", 2, 3, "unchanged"))))
        .isEqualTo("Published last-visit version 1, ltv version 2 (unchanged)");
  }

  @Test
  void transformationsAreNamedInTheirOrder() {
    Deployment.Result result =
        new Deployment.Result(List.of(new Change("ltv", "ltv", "b", "updated")), List.of());
    assertThat(DeployText.saved(result, List.of(transformation("ids")), SERVER, true))
        .endsWith("ltv updated, behind the transformation ids");
    assertThat(
            DeployText.saved(
                result, List.of(transformation("bots"), transformation("ids")), SERVER, false))
        .endsWith(
            "ltv updated, behind the transformations bots, ids; publish with -Djitsu.publish");
  }

  private static Bundle transformation(String slug) {
    return Bundle.of(FunctionConfig.transformation(slug, slug, null), "f.js", "", "{}");
  }
}
