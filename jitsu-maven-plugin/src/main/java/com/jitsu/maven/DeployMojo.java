package com.jitsu.maven;

import com.jitsu.maven.client.BuilderState;
import com.jitsu.maven.client.Deployment;
import com.jitsu.maven.client.Publication;
import com.jitsu.maven.client.RebuildWatch;
import com.jitsu.maven.client.ServerClient;
import com.jitsu.maven.project.GitCommit;
import com.jitsu.maven.report.DeployText;
import com.jitsu.maven.report.RebuildText;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionKind;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/**
 * Compiles all functions and saves those of {@code src/profiles} on the server as drafts, all or
 * none; what is published stays. With {@code jitsu.publish} they become the next version, every
 * profile is rebuilt, and the goal follows that; it fails if a rebuild fails, not if a function
 * threw for some of the profiles.
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
    List<Bundle> functions = profiles(compile());
    if (functions.isEmpty()) {
      return;
    }
    String commit = GitCommit.of(root()).orElse(null);
    try (ServerClient client = connect()) {
      Deployment.Result saved =
          client.deploy(new Deployment(functions, createBuilder, message, commit));
      getLog().info(DeployText.saved(saved, address().toString(), publish));
      if (publish) {
        publish(client, saved);
      }
    }
  }

  /** Those that a server takes; the others are named. */
  private List<Bundle> profiles(List<Bundle> all) {
    Map<FunctionKind, List<Bundle>> kinds =
        all.stream().collect(Collectors.groupingBy(each -> each.config().kind()));
    List<Bundle> transformations = kinds.getOrDefault(FunctionKind.TRANSFORMATION, List.of());
    if (!transformations.isEmpty()) {
      getLog().info(DeployText.kept(transformations));
    }
    return kinds.getOrDefault(FunctionKind.PROFILE, List.of());
  }

  private void publish(ServerClient client, Deployment.Result saved) throws InterruptedException {
    List<Publication> publications =
        client.publish(
            saved.functions().stream().map(Deployment.Change::profileBuilderId).toList(), force);
    getLog().info(DeployText.published(publications));
    List<RebuildWatch.Target> rebuilds = new ArrayList<>();
    for (Publication each : publications) {
      if (each.isUnchanged()) {
        BuilderState state = client.builder(each.builder());
        if (RebuildText.serves(state)) {
          getLog().info(RebuildText.unchanged(state, each.version()));
          continue;
        }
      }
      rebuilds.add(new RebuildWatch.Target(each.builder(), each.publication()));
    }
    follow(client, rebuilds);
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
