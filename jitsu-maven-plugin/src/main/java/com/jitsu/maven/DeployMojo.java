package com.jitsu.maven;

import com.jitsu.maven.client.BuilderState;
import com.jitsu.maven.client.Deployment;
import com.jitsu.maven.client.Estimate;
import com.jitsu.maven.client.Publication;
import com.jitsu.maven.client.RebuildWatch;
import com.jitsu.maven.client.ServerClient;
import com.jitsu.maven.project.GitCommit;
import com.jitsu.maven.report.DeployText;
import com.jitsu.maven.report.EstimateText;
import com.jitsu.maven.report.RebuildText;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionKind;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/**
 * Compiles all functions and saves those of {@code src/profiles} on the server as drafts, all or
 * none, each behind the transformation functions of {@code src/functions} in the order of their
 * file names; what is published stays. With {@code jitsu.publish} they become the next version,
 * every profile is rebuilt, and the goal follows that, with an estimate before and the truth
 * afterwards. It fails if a rebuild fails, is taken back, or pauses because the function fails for
 * too many profiles; not if it fails for some.
 *
 * <p>The server's key comes from {@code -Djitsu.apiKey}, the environment variable {@code
 * JITSU_API_KEY}, the password of {@code jitsu.serverId} in {@code settings.xml}, or, for a server
 * of this project or of {@code jitsu.data}, its {@code keys.json}. It is no parameter on purpose:
 * those are printed by {@code mvn -X}.
 *
 * @since 0.1.0
 */
@Mojo(name = "deploy", threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in
public final class DeployMojo extends ConnectedMojo {

  /**
   * Whether to publish what is deployed and to follow the rebuilds.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.publish", defaultValue = "false")
  private boolean publish;

  /**
   * Whether to publish code that is published already, too: a new version with every profile
   * rebuilt, for one after a rebuild that failed. Only with {@code jitsu.publish}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.force", defaultValue = "false")
  private boolean force;

  /**
   * Whether to make the builders that do not exist yet; otherwise an unknown {@code
   * profileBuilderId} is refused.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.createBuilder", defaultValue = "false")
  private boolean createBuilder;

  /**
   * Why this is deployed, kept with the draft and its version. Default: none.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.message")
  private @Nullable String message;

  /**
   * Whether to check the types before.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.typeCheck", defaultValue = "true")
  private boolean typeCheck;

  /**
   * The esbuild binary. Default: the artifact of this platform, from the Maven repository.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.esbuild")
  private @Nullable File esbuild;

  /**
   * A native TypeScript, release 7 or later, or {@code embedded} for the compiler that runs in the
   * engine. Default: the native one of {@code node_modules} here or above, or of the search path,
   * else {@code embedded}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.typescript")
  private @Nullable String typescript;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.deploy.skip", defaultValue = "false")
  private boolean skipDeploy;

  @Inject private RepositorySystem repositories;

  @Override
  void run() throws IOException, InterruptedException {
    Map<FunctionKind, List<Bundle>> kinds =
        compile().stream()
            .sorted(Comparator.comparing(Bundle::source))
            .collect(Collectors.groupingBy(each -> each.config().kind()));
    List<Bundle> functions = kinds.getOrDefault(FunctionKind.PROFILE, List.of());
    List<Bundle> transformations = kinds.getOrDefault(FunctionKind.TRANSFORMATION, List.of());
    if (functions.isEmpty()) {
      getLog().info(DeployText.NOTHING);
      return;
    }
    String commit = GitCommit.of(root()).orElse(null);
    try (ServerClient client = connect()) {
      Deployment.Result saved =
          client.deploy(new Deployment(functions, transformations, createBuilder, message, commit));
      getLog().info(DeployText.saved(saved, transformations, address().toString(), publish));
      if (publish) {
        publish(client, saved, !transformations.isEmpty());
      }
    }
  }

  private void publish(ServerClient client, Deployment.Result saved, boolean transformed)
      throws InterruptedException {
    List<String> builders =
        saved.functions().stream().map(Deployment.Change::profileBuilderId).toList();
    Map<String, Estimate> estimates = new TreeMap<>();
    for (String builder : builders) {
      estimate(client, builder)
          .filter(estimate -> (estimate.changed() || force) && !estimate.isOfNothing())
          .ifPresent(
              estimate -> {
                estimates.put(builder, estimate);
                getLog().info(EstimateText.before(builder, estimate, transformed));
              });
    }
    List<Publication> publications = client.publish(builders, force);
    getLog().info(DeployText.published(publications));
    Map<String, Long> published = new TreeMap<>();
    List<RebuildWatch.Target> rebuilds = new ArrayList<>();
    for (Publication each : publications) {
      if (each.isUnchanged()) {
        BuilderState state = client.builder(each.builder());
        if (RebuildText.serves(state)) {
          getLog().info(RebuildText.unchanged(state, each.version()));
          continue;
        }
      } else {
        published.put(each.builder(), each.publication());
      }
      rebuilds.add(new RebuildWatch.Target(each.builder(), each.publication()));
    }
    follow(
        client,
        rebuilds,
        state -> tellTruth(state, published.get(state.id()), estimates.get(state.id())));
  }

  /** Nobody waits for long, and nothing is held up, for an estimate that cannot be had. */
  private Optional<Estimate> estimate(ServerClient client, String builder) {
    try {
      return Optional.of(client.estimate(builder));
    } catch (RuntimeException e) {
      getLog().debug("no estimate for " + builder, e);
      return Optional.empty();
    }
  }

  private void tellTruth(
      BuilderState state, @Nullable Long publication, @Nullable Estimate estimate) {
    BuilderState.Rebuild rebuild = state.rebuild();
    if (estimate != null
        && publication != null
        && rebuild != null
        && rebuild.publication() == publication
        && rebuild.total() > 0
        && RebuildText.outcome(state).isPresent()) {
      getLog().info(EstimateText.after(state, rebuild, estimate));
    }
  }

  private List<Bundle> compile() throws IOException {
    return new Compiler(
            session(),
            new Artifacts(repositories),
            root(),
            output(),
            esbuild == null ? null : esbuild.toPath(),
            typescript)
        .compile(Compiler::load, typeCheck)
        .functions();
  }

  @Override
  boolean isSkipped() {
    return skipDeploy;
  }
}
