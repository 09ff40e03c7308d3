package com.jitsu.maven;

import com.jitsu.maven.project.CompiledFolder;
import com.jitsu.maven.project.CompiledMemory;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.BundleInputs;
import com.jitsu.sdk.bundle.Bundler;
import com.jitsu.sdk.bundle.CheckedSources;
import com.jitsu.sdk.bundle.Esbuild;
import com.jitsu.sdk.bundle.EsbuildBinary;
import com.jitsu.sdk.bundle.ProjectCompiler;
import com.jitsu.sdk.bundle.ProjectSources;
import com.jitsu.sdk.bundle.SeparateModules;
import com.jitsu.sdk.bundle.ShippedTypes;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Limits;
import com.jitsu.sdk.fixtures.FixtureSchema;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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
  private final @Nullable String typescript;

  /**
   * @param output {@code target/jitsu}
   * @param esbuild the user's own binary; without one the artifact of this platform
   * @param typescript as the user wrote it, see {@link LazyTypeScript}
   */
  Compiler(
      MavenSession session,
      Artifacts artifacts,
      Path root,
      Path output,
      @Nullable Path esbuild,
      @Nullable String typescript) {
    this.session = session;
    this.artifacts = artifacts;
    this.root = root;
    this.output = output;
    this.esbuild = esbuild;
    this.typescript = typescript;
  }

  /**
   * What became of the functions.
   *
   * @param upToDate whether it was so already, and nothing was done
   */
  record Compiled(List<Bundle> functions, boolean upToDate) {}

  /**
   * Checks, bundles, loads and writes {@code target/jitsu}; does nothing if that is what it would
   * make. Types are checked again only if a source or what it imports has changed.
   *
   * @param loading loads the functions, to see whether they can be
   */
  Compiled compile(Consumer<List<Bundle>> loading, boolean typeCheck) throws IOException {
    ShippedTypes.writeTo(output.resolve("types"));
    FixtureSchema.writeTo(output);
    ProjectSources sources = ProjectSources.find(root);
    Path cache = output.resolve("cache");
    CheckedSources types =
        new CheckedSources(new LazyTypeScript(session, artifacts, root, cache, typescript), cache);
    Optional<List<Bundle>> made = memory().recall();
    if (made.isPresent() && (!typeCheck || types.knowsRight(sources.all()))) {
      return new Compiled(made.get(), true);
    }
    Map<String, String> before = memory().sources();
    Esbuild bundling = new Esbuild(binary());
    Bundler bundler = new Bundler(root, bundling);
    List<Bundle> bundles =
        typeCheck ? new ProjectCompiler(bundler, types).compile(sources) : bundler.bundle(sources);
    loading.accept(bundles);
    new CompiledFolder(output).write(bundles);
    memory().remember(before, new BundleInputs(root, bundling).of(sources));
    return new Compiled(bundles, false);
  }

  /** Reads the project's files one by one, as the compiler does. */
  SeparateModules separateModules() {
    return new SeparateModules(root, new Esbuild(binary()));
  }

  /** The functions bundled, or what is in {@code target/jitsu} if that is of the same sources. */
  Bundler.Attempt attempt() throws IOException {
    ProjectSources sources = ProjectSources.find(root);
    Optional<List<Bundle>> made = memory().recall();
    return made.isPresent()
        ? new Bundler.Attempt(made.get(), List.of())
        : new Bundler(root, new Esbuild(binary())).attempt(sources);
  }

  private CompiledMemory memory() {
    return new CompiledMemory(
        root,
        output,
        String.join(
            ", ",
            Bundler.version(),
            own(Compiler.class),
            own(Bundler.class),
            esbuild == null ? "esbuild " + version(platform()) : fingerprint(esbuild)));
  }

  /** The jar that a class is from. */
  private static String own(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      return source == null ? "" : fingerprint(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException e) {
      return source.getLocation().toString();
    }
  }

  /** Which file it is, as far as that can be seen without reading it. */
  private static String fingerprint(Path file) {
    File seen = file.toFile();
    return file.getFileName() + " " + seen.length() + " " + seen.lastModified();
  }

  /** Loads them in an engine of its own. */
  static void load(List<Bundle> bundles) {
    try (FunctionEngine engine = new FunctionEngine(Limits.test())) {
      load(engine, bundles);
    }
  }

  /** A missing default export, for one, shows only in a module that is loaded. */
  static void load(FunctionEngine engine, List<Bundle> bundles) {
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

  /** The esbuild that is used. */
  Path binary() {
    if (esbuild != null) {
      return EsbuildBinary.named(esbuild);
    }
    String platform = platform();
    Path jar = artifacts.jar(session, "org.mvnpm.at.esbuild", platform, version(platform));
    return EsbuildBinary.extract(jar, output.resolve("cache"));
  }

  private static String platform() {
    return EsbuildBinary.platform(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  private static String version(String platform) {
    return platform.equals(LINUX) ? ESBUILD_ON_LINUX : ESBUILD_ELSEWHERE;
  }
}
