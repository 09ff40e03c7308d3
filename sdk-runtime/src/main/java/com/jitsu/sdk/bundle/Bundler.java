package com.jitsu.sdk.bundle;

import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.contract.FunctionKind;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes each function of a project one ES module; the same sources give the same bytes.
 *
 * <p>Everything is inlined but {@code @jitsu/functions-lib} and {@code crypto}, which the engine
 * supplies. Types are removed, not checked: that is {@link TypeChecker}'s.
 */
public final class Bundler {

  /** What every bundle of this class is made with; part of what a cache must know. */
  static final List<String> OPTIONS =
      List.of(
          "--bundle",
          "--format=esm",
          "--target=es2022",
          "--platform=neutral",
          "--main-fields=module,main",
          "--charset=utf8",
          "--external:@jitsu/functions-lib",
          "--external:crypto",
          "--sourcemap=inline",
          "--color=false",
          "--log-level=error",
          "--log-limit=0");

  private final Path root;
  private final Esbuild esbuild;

  public Bundler(Path projectRoot, Esbuild esbuild) {
    this.root = projectRoot.toAbsolutePath().normalize();
    this.esbuild = esbuild;
  }

  /**
   * The bundles of all functions, first those of profiles, each in the sources' order.
   *
   * @throws ProblemException with every problem of every file
   */
  public List<Bundle> bundle(ProjectSources sources) {
    Attempt attempt = attempt(sources);
    if (!attempt.problems().isEmpty()) {
      throw new ProblemException(attempt.problems());
    }
    return attempt.bundles();
  }

  /** What could be bundled, and what is wrong with the rest. */
  public record Attempt(List<Bundle> bundles, List<Problem> problems) {
    public Attempt {
      bundles = List.copyOf(bundles);
      problems = List.copyOf(problems);
    }
  }

  /** As far as it goes; never a {@link ProblemException} for a faulty source. */
  public Attempt attempt(ProjectSources sources) {
    List<Bundle> bundles = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Path entry : sources.all()) {
      try {
        bundles.add(bundle(entry, sources.kind(entry)));
      } catch (ProblemException e) {
        // Functions that share a faulty file would all report it.
        e.problems().stream().filter(each -> !problems.contains(each)).forEach(problems::add);
      }
    }
    problems.addAll(sameSlugs(bundles));
    return new Attempt(bundles, problems);
  }

  /** Names everything but the sources and esbuild that a bundle depends on. */
  public static String version() {
    return "1 " + Integer.toHexString(OPTIONS.hashCode());
  }

  private Bundle bundle(Path entry, FunctionKind kind) {
    String source = ProjectSources.relative(root, entry);
    EsbuildMessages messages = new EsbuildMessages(root);
    NativeProgram.Output made = esbuild.run(root, with(source), "");
    if (made.status() != 0) {
      throw new ProblemException(problems(messages, made, source));
    }
    EsbuildModule module = EsbuildModule.of(made.text());
    FunctionConfig config = config(source, kind, module);
    return Bundle.of(config, source, module.code(), module.sourceMap());
  }

  private static FunctionConfig config(String source, FunctionKind kind, EsbuildModule module) {
    ConfigBlock block = ConfigReader.read(module.code()).orElseGet(ConfigBlock::none);
    ConfigRules rules = new ConfigRules(kind, source, block, module::original);
    FunctionConfig config = rules.check();
    if (config == null) {
      throw new ProblemException(rules.problems());
    }
    return config;
  }

  private static List<String> with(String source) {
    List<String> arguments = new ArrayList<>(OPTIONS);
    arguments.add("./" + source);
    return arguments;
  }

  static List<Problem> problems(
      EsbuildMessages messages, NativeProgram.Output made, String source) {
    List<Problem> problems =
        messages.read(made.errors()).stream()
            .map(message -> messages.problem(message, source))
            .toList();
    if (!problems.isEmpty()) {
      return problems;
    }
    return List.of(
        new Problem(
            EsbuildBinary.UNUSABLE,
            "esbuild ended with status " + made.status() + ": " + made.errors().strip(),
            source,
            "name another esbuild, 0.23 or newer, with -Djitsu.esbuild=PATH"));
  }

  /** Slugs name folders, so they must differ by more than their case. */
  private static List<Problem> sameSlugs(List<Bundle> bundles) {
    Map<String, Bundle> first = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (Bundle bundle : bundles) {
      String slug = bundle.config().slug();
      Bundle other = first.putIfAbsent(slug.toLowerCase(Locale.ROOT), bundle);
      if (other != null) {
        problems.add(
            new Problem(
                "JITSU-0110",
                "the slug \"" + slug + "\" is also that of " + other.source(),
                bundle.source(),
                "set another slug in the config of one of the two"));
      }
    }
    return problems;
  }
}
