package com.jitsu.sdk.bundle;

import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * TypeScript's compiler as a program of this machine, release 7 for one: a check takes a tenth of a
 * second, where the same in the engine takes seconds. The rules are those of {@link ShippedTypes},
 * with what a project's {@code tsconfig.json} may change. Thread-safe, one check at a time for a
 * work folder.
 */
public final class NativeTypeScript implements TypeChecker {

  /** Options that the release no longer has, or will no longer have. */
  private static final Set<Integer> REMOVED = Set.of(5101, 5102, 5107, 5108);

  private final Path executable;
  private final Path workFolder;
  private final NativeProgram program;

  /**
   * @param workFolder for the shipped types and the compiler's configuration
   */
  public NativeTypeScript(Path executable, Path workFolder) {
    this.executable = executable;
    this.workFolder = workFolder.toAbsolutePath().normalize();
    this.program =
        new NativeProgram(
            "TypeScript",
            executable,
            "name a compiler that runs here with -Djitsu.typescript=PATH, or the one in the engine with -Djitsu.typescript=embedded");
  }

  /** Of a file's size and time: another compiler has others. */
  @Override
  public String version() {
    try {
      return String.join(
          " ",
          executable.toString(),
          Long.toString(Files.size(executable)),
          Files.getLastModifiedTime(executable).toString(),
          Integer.toHexString(ShippedTypes.all().hashCode()));
    } catch (IOException e) {
      throw program.failure("cannot be read: " + e, e);
    }
  }

  /**
   * @throws ProblemException JITSU-0102 if the program does not run
   */
  @Override
  public Check check(Path projectRoot, List<Path> files) {
    Path root = projectRoot.toAbsolutePath().normalize();
    ShippedTypes.writeTo(workFolder.resolve("types"));
    Path config = workFolder.resolve("tsconfig.native.json");
    try {
      Files.writeString(
          config, Json.text(new NativeTypeScriptConfig(program, root, workFolder).json(files)));
    } catch (IOException e) {
      throw ProjectSources.unreadable(config, e);
    }
    NativeProgram.Output output =
        program.run(root, List.of("-p", config.toString(), "--pretty", "false", "--listFiles"), "");
    String text = output.text() + output.errors();
    // Whoever ends badly and finds nothing has not looked: that must not pass for right.
    if (output.status() != 0 && !NativeTypeScriptOutput.tellsFindings(text)) {
      throw program.failure("ended with status " + output.status() + ": " + text.strip(), null);
    }
    return NativeTypeScriptOutput.read(root, List.of(workFolder, compilerFolder()), text);
  }

  /** Where its own declarations are; a link leads there. */
  private Path compilerFolder() {
    try {
      return Objects.requireNonNull(executable.toRealPath().getParent());
    } catch (IOException e) {
      throw program.failure("cannot be read: " + e, e);
    }
  }

  /** Whether the release refuses an option that older ones have: then one of those must check. */
  public static boolean refusesAnOption(Check check) {
    return check.problems().stream().anyMatch(each -> REMOVED.contains(each.number()));
  }
}
