package com.jitsu.sdk.bundle;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a module of a source file alone: nothing is put in, and nothing is left out because no
 * function uses it. Tells what a file holds; it is never run.
 */
public final class SeparateModules {

  private static final List<String> OPTIONS =
      List.of(
          "--format=esm",
          "--target=es2022",
          "--platform=neutral",
          "--charset=utf8",
          "--tree-shaking=false",
          "--sourcemap=inline",
          "--color=false",
          "--log-level=error",
          "--log-limit=0");

  private final Path root;
  private final Esbuild esbuild;

  public SeparateModules(Path projectRoot, Esbuild esbuild) {
    this.root = projectRoot.toAbsolutePath().normalize();
    this.esbuild = requireNonNull(esbuild);
  }

  /**
   * One file.
   *
   * @param source path from the project's root, with {@code /} on every system
   * @param sourceMap version 3, JSON
   */
  public record SeparateModule(String source, String code, String sourceMap) {
    public SeparateModule {
      requireNonNull(source);
      requireNonNull(code);
      requireNonNull(sourceMap);
    }
  }

  public Path root() {
    return root;
  }

  /**
   * The module of one file.
   *
   * @throws ProblemException when it cannot be parsed
   */
  public SeparateModule read(String source) {
    EsbuildMessages messages = new EsbuildMessages(root);
    List<String> arguments = new ArrayList<>(OPTIONS);
    arguments.add("./" + source);
    NativeProgram.Output made = esbuild.run(root, arguments, "");
    if (made.status() != 0) {
      throw new ProblemException(Bundler.problems(messages, made, source));
    }
    EsbuildModule module = EsbuildModule.of(made.text());
    return new SeparateModule(source, module.code().replace("\r\n", "\n"), module.sourceMap());
  }
}
