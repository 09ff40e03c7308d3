package com.jitsu.maven;

import com.jitsu.maven.client.ServerClient;
import com.jitsu.maven.doctor.Finding;
import com.jitsu.maven.doctor.Layout;
import com.jitsu.maven.doctor.Machine;
import com.jitsu.maven.doctor.Tool;
import com.jitsu.maven.project.Validation;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Limits;
import com.jitsu.sdk.engine.ProfileFunction;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is wrong with this machine, this project or the credentials, and names the command
 * that mends it: JDK, Maven, memory, esbuild, TypeScript, the JavaScript engine, sources and
 * fixtures, and, if one is named or runs, the server and its key. Fails the build if anything does
 * not work. Works without a project, too.
 *
 * @since 0.1.0
 */
@Mojo(name = "doctor", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in
public final class DoctorMojo extends ConnectedMojo {

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
   * How to tell: {@code text} for a line each, {@code json} for one object that a program reads.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.output", defaultValue = "text")
  private String output;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "jitsu.doctor.skip", defaultValue = "false")
  private boolean skipDoctor;

  @Inject private RepositorySystem repositories;

  @Override
  void run() throws IOException, InterruptedException, MojoFailureException {
    boolean json = isJson();
    List<Finding> findings = new ArrayList<>(machine().findings(esbuild != null));
    Finding bundler = findEsbuild();
    findings.add(bundler);
    findings.add(findTypeScript());
    findings.add(findEngine());
    if (project().getFile() != null) {
      if (bundler.level() == Finding.Level.OK) { // without it no function can be read
        findings.addAll(findProject());
      }
      findings.addAll(Layout.git(root()));
    }
    if (knowsServer()) {
      findings.add(findServer());
    }
    if (json) {
      Terminals.out().println(Json.text(Finding.json(findings)));
    } else {
      findings.forEach(this::tell);
    }
    long failed = findings.stream().filter(each -> each.level() == Finding.Level.FAIL).count();
    if (failed > 0) {
      throw new MojoFailureException(
          failed + (failed == 1 ? " thing does" : " things do") + " not work, see above.");
    }
  }

  private boolean isJson() {
    if (!output.equals("text") && !output.equals("json")) {
      throw new ProblemException(
          new Problem(
              "JITSU-0843",
              "\"" + output + "\" is no form of output",
              "jitsu.output",
              "give text or json"));
    }
    return output.equals("json");
  }

  private void tell(Finding finding) {
    switch (finding.level()) {
      case OK -> getLog().info(finding.text());
      case WARN -> getLog().warn(finding.text());
      case FAIL -> getLog().error(finding.text());
    }
  }

  private Machine machine() {
    return new Machine(
        Runtime.version().feature(),
        System.getProperty("java.version") + ", " + System.getProperty("java.vendor"),
        session().getSystemProperties().getProperty("maven.version", "unknown"),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().maxMemory());
  }

  private Finding findEsbuild() throws IOException, InterruptedException {
    Tool tool = new Tool("esbuild", "jitsu.esbuild");
    if (esbuild != null) {
      return tool.find(esbuild.toPath());
    }
    if (project().getFile() != null) {
      return findEsbuild(tool, output());
    }
    Path folder = Files.createTempDirectory("jitsu-doctor");
    try {
      return findEsbuild(tool, folder);
    } finally {
      delete(folder);
    }
  }

  private Finding findEsbuild(Tool tool, Path folder) throws InterruptedException {
    try {
      return tool.find(compiler(folder).binary());
    } catch (ProblemException e) {
      return Finding.fail("esbuild", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> found;
    try (Stream<Path> all = Files.walk(folder)) {
      found = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : found) {
      Files.delete(each);
    }
  }

  private Finding findTypeScript() throws InterruptedException {
    Optional<Path> program =
        new LazyTypeScript(session(), new Artifacts(repositories), root(), output(), typescript)
            .program();
    if (program.isPresent()) {
      return new Tool("TypeScript", "jitsu.typescript").find(program.get());
    }
    try {
      Path jar = LazyTypeScript.jar(session(), new Artifacts(repositories));
      return Finding.ok("TypeScript", LazyTypeScript.VERSION + ", " + jar);
    } catch (ProblemException e) {
      return Finding.fail("TypeScript", e);
    }
  }

  private static Finding findEngine() {
    Bundle bundle =
        Bundle.of(
            new FunctionConfig("doctor", "doctor", "doctor", null),
            "doctor.js",
            "export default () => ({ traits: { sum: 1 + 1 } });",
            Bundle.NO_SOURCE_MAP);
    try (FunctionEngine engine = new FunctionEngine(Limits.test());
        ProfileFunction function = engine.load(bundle)) {
      Objects.requireNonNull(function);
      return Finding.ok(
          "JavaScript",
          engine.optimised()
              ? "runs, compiled to machine code"
              : "runs, interpreted: fast enough for tests");
    } catch (ProblemException e) {
      return Finding.fail("JavaScript", e);
    }
  }

  private List<Finding> findProject() throws IOException {
    try {
      Validation valid = Validation.of(root(), compiler(output()).attempt());
      List<Finding> findings = new ArrayList<>(List.of(Finding.ok("project", valid.text())));
      valid.untested().forEach(each -> findings.add(untested(each)));
      return findings;
    } catch (ProblemException e) {
      int number = e.problems().size();
      return List.of(
          Finding.fail(
              "project",
              number + (number == 1 ? " problem" : " problems") + " in sources and fixtures",
              "mvn jitsu:validate"));
    }
  }

  private static Finding untested(FunctionConfig function) {
    String folder =
        switch (function.kind()) {
          case PROFILE -> "src/test/profiles/";
          case TRANSFORMATION -> "src/test/functions/";
        };
    return Finding.warn(
        "project",
        "no fixture tests the function \"" + function.slug() + "\"",
        "add " + folder + function.slug() + "/first.fixture.yaml");
  }

  private Finding findServer() {
    try (ServerClient client = connect()) {
      int builders = client.builders().size();
      return Finding.ok(
          "server",
          address()
              + " answers and takes the key; "
              + builders
              + (builders == 1 ? " builder" : " builders"));
    } catch (ProblemException e) {
      return Finding.fail("server", e);
    }
  }

  private Compiler compiler(Path folder) {
    return new Compiler(
        session(),
        new Artifacts(repositories),
        root(),
        folder,
        esbuild == null ? null : esbuild.toPath(),
        typescript);
  }

  @Override
  boolean isSkipped() {
    return skipDoctor;
  }
}
