package com.jitsu.maven;

import com.jitsu.sdk.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What every goal has: the switch that skips it, the project, and how its failures are told. */
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in
abstract class JitsuMojo extends AbstractMojo {

  /**
   * Skips every goal of this plugin.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${basedir}", readonly = true)
  private File basedir;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip || isSkipped()) {
      getLog().info("Skipped.");
      return;
    }
    try {
      run();
    } catch (ProblemException e) {
      throw Faults.of(e, session.getRequest().isShowErrors());
    } catch (IOException e) {
      throw new MojoExecutionException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted", e);
    }
  }

  /** Does the goal's work. */
  abstract void run()
      throws IOException, InterruptedException, MojoExecutionException, MojoFailureException;

  /** Whether a switch of this goal alone is on. */
  boolean isSkipped() {
    return false;
  }

  final MavenSession session() {
    return session;
  }

  final MavenProject project() {
    return project;
  }

  final Reactor reactor() {
    return new Reactor(session);
  }

  /** The project's root, or where Maven was started when there is no project. */
  final Path root() {
    return basedir.toPath().toAbsolutePath().normalize();
  }

  /** {@code target/jitsu}. */
  final Path output() {
    return project.getFile() == null
        ? root().resolve("target").resolve("jitsu")
        : Path.of(project.getBuild().getDirectory()).resolve("jitsu");
  }

  /** Where servers keep their data and the records of them, over clean. */
  final Path keptFolder() {
    return root().resolve(".jitsu");
  }

  /** Data, log and record of {@code jitsu:server-start}; emptied at each start. */
  final Path startedFolder() {
    return keptFolder().resolve("started");
  }

  /** Files that may tell of a server that this project has started. */
  final Stream<Path> serverRecords() {
    return Stream.of(
            startedRecord(),
            keptRecord(),
            Path.of(session.getExecutionRootDirectory()).resolve(".jitsu").resolve("server.json"))
        .distinct();
  }

  /** Of {@code jitsu:server-start}. */
  final Path startedRecord() {
    return startedFolder().resolve("server.json");
  }

  /** Of {@code jitsu:server}. */
  final Path keptRecord() {
    return keptFolder().resolve("server.json");
  }

  /** Whether a person watches: then lines may be redrawn. */
  final boolean isInteractive() {
    return session.getRequest().isInteractiveMode() && Terminals.isTerminal();
  }
}
