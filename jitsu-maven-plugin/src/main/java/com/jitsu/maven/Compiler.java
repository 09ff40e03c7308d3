package com.jitsu.maven;

import com.jitsu.maven.project.CompiledFolder;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.Bundler;
import com.jitsu.sdk.bundle.CheckedSources;
import com.jitsu.sdk.bundle.Esbuild;
import com.jitsu.sdk.bundle.EsbuildBinary;
import com.jitsu.sdk.bundle.ProjectCompiler;
import com.jitsu.sdk.bundle.ProjectSources;
import com.jitsu.sdk.bundle.ShippedTypes;
import com.jitsu.sdk.bundle.TypeChecker;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.fixtures.FixtureSchema;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/** Makes a project's functions ready to run, with tools that Maven gets for it. */
final class Compiler {

  /** Of the platforms that Maven Central has, only this one has the newer release. */
  private static final String LINUX = "linux-x64";

  private static final String ESBUILD_ON_LINUX = "0.25.10";
  private static final String ESBUILD_ELSEWHERE = "0.23.1";

  private final MavenSession session;
  private final Artifacts artifacts;
  private final Path root;
  private final Path output;
  private final @Nullable Path esbuild;

  /**
   * @param output {@code target/jitsu}
   * @param esbuild the user's own binary; without one the artifact of this platform
   */
  Compiler(
      MavenSession session, Artifacts artifacts, Path root, Path output, @Nullable Path esbuild) {
    this.session = session;
    this.artifacts = artifacts;
    this.root = root;
    this.output = output;
    this.esbuild = esbuild;
  }

  /**
   * Checks, bundles and writes {@code target/jitsu}. Types are checked again only if a source or
   * what it imports has changed.
   */
  List<Bundle> compile(FunctionEngine engine, boolean typeCheck) throws IOException {
    ShippedTypes.writeTo(output.resolve("types"));
    FixtureSchema.writeTo(output);
    ProjectSources sources = ProjectSources.find(root);
    Bundler bundler = new Bundler(root, new Esbuild(binary()));
    List<Bundle> bundles = typeCheck ? check(bundler, sources) : bundler.bundle(sources);
    refuseWhatDoesNotLoad(engine, bundles);
    new CompiledFolder(output).write(bundles);
    return bundles;
  }

  private List<Bundle> check(Bundler bundler, ProjectSources sources) {
    TypeChecker types =
        new CheckedSources(new LazyTypeScript(session, artifacts), output.resolve("cache"));
    return new ProjectCompiler(bundler, types).compile(sources);
  }

  /** A missing default export, for one, shows only in a module that is loaded. */
  private static void refuseWhatDoesNotLoad(FunctionEngine engine, List<Bundle> bundles) {
    List<Problem> problems = new ArrayList<>();
    for (Bundle bundle : bundles) {
      try {
        load(engine, bundle);
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  private static void load(FunctionEngine engine, Bundle bundle) {
    switch (bundle.config().kind()) {
      case PROFILE -> engine.load(bundle).close();
      case TRANSFORMATION -> engine.loadTransformation(bundle).close();
    }
  }

  private Path binary() {
    if (esbuild != null) {
      return esbuild.toAbsolutePath();
    }
    String platform =
        EsbuildBinary.platform(System.getProperty("os.name"), System.getProperty("os.arch"));
    String version = platform.equals(LINUX) ? ESBUILD_ON_LINUX : ESBUILD_ELSEWHERE;
    Path jar = artifacts.jar(session, "org.mvnpm.at.esbuild", platform, version);
    return EsbuildBinary.extract(jar, output.resolve("cache"));
  }
}
