package com.jitsu.maven;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;

/**
 * Gets artifacts the way Maven gets its own: local repository, mirrors, proxies, credentials,
 * {@code -o} and {@code -U} work without a setting of ours.
 */
final class Artifacts {

  private final RepositorySystem system;

  Artifacts(RepositorySystem system) {
    this.system = system;
  }

  /** One jar, without what it depends on. */
  Path jar(MavenSession session, String groupId, String artifactId, String version) {
    Artifact artifact = new DefaultArtifact(groupId, artifactId, "jar", version);
    ArtifactRequest request = new ArtifactRequest(artifact, repositories(session), null);
    try {
      return system
          .resolveArtifact(session.getRepositorySession(), request)
          .getArtifact()
          .getFile()
          .toPath();
    } catch (RepositoryException e) {
      throw unresolved(artifact, e);
    }
  }

  /** A jar and all it needs at run time, in the order of a class path. */
  List<Path> classpath(MavenSession session, String groupId, String artifactId, String version) {
    Artifact artifact = new DefaultArtifact(groupId, artifactId, "jar", version);
    CollectRequest graph =
        new CollectRequest(new Dependency(artifact, "runtime"), repositories(session));
    try {
      return system
          .resolveDependencies(session.getRepositorySession(), new DependencyRequest(graph, null))
          .getArtifactResults()
          .stream()
          .map(ArtifactResult::getArtifact)
          .filter(each -> each.getExtension().equals("jar"))
          .map(each -> each.getFile().toPath())
          .toList();
    } catch (RepositoryException e) {
      throw unresolved(artifact, e);
    }
  }

  /** Where plugins come from: what is resolved here belongs to the plugin, not to the project. */
  private static List<RemoteRepository> repositories(MavenSession session) {
    return session.getCurrentProject().getRemotePluginRepositories();
  }

  private static ProblemException unresolved(Artifact artifact, RepositoryException cause) {
    return new ProblemException(
        new Problem(
            "JITSU-0810",
            "Maven cannot get " + artifact + ": " + cause.getMessage(),
            null,
            "check the network and the mirrors of settings.xml, run once without -o, and with -U if an earlier try failed"),
        cause);
  }
}
