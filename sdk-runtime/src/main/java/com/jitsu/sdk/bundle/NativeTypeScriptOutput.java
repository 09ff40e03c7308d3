package com.jitsu.sdk.bundle;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the compiler prints: findings, and the files that it read.
 *
 * <pre>
 * src/profiles/a.ts(3,7): error TS2322: Type '{ a: number; }' is not assignable to …
 *   Types of property 'a' are incompatible.
 * /home/me/shop/src/profiles/a.ts
 * </pre>
 */
final class NativeTypeScriptOutput {

  private static final Pattern FINDING =
      Pattern.compile("(?:(.+)\\((\\d+),(\\d+)\\): )?error TS(\\d+): (.*)");

  /** Not a fault: a base that is not here, a configuration that names no files. */
  private static final Set<Integer> NO_FAULT = Set.of(5083, 6053, 18002, 18003);

  private final Path root;
  private final List<TypeProblem> problems = new ArrayList<>();
  private final Set<Path> files = new TreeSet<>();
  private @Nullable TypeProblem last;

  private NativeTypeScriptOutput(Path root) {
    this.root = root;
  }

  /** Whether there is a finding in it, of whatever kind. */
  static boolean tellsFindings(String text) {
    return text.lines().anyMatch(line -> FINDING.matcher(line).matches());
  }

  /**
   * @param ours folders whose files are not the user's
   */
  static TypeChecker.Check read(Path root, List<Path> ours, String text) {
    NativeTypeScriptOutput output = new NativeTypeScriptOutput(root);
    text.lines().forEach(output::line);
    output.finish();
    output.files.removeIf(file -> ours.stream().anyMatch(file::startsWith));
    return new TypeChecker.Check(output.problems, output.read(), output.missing());
  }

  private void line(String line) {
    Matcher finding = FINDING.matcher(line);
    if (finding.matches()) {
      finish();
      last = problem(finding);
    } else if (last != null && line.startsWith(" ")) {
      last = new TypeProblem(last.number(), last.message() + "\n" + line, last.place());
    } else {
      finish();
      file(line).ifPresent(files::add);
    }
  }

  private void finish() {
    if (last != null && !NO_FAULT.contains(last.number())) {
      problems.add(last);
    }
    last = null;
  }

  private static TypeProblem problem(Matcher finding) {
    String source = finding.group(1);
    Position place =
        source == null
            ? null
            : new Position(
                source.replace('\\', '/'),
                Integer.parseInt(finding.group(2)),
                Integer.parseInt(finding.group(3)));
    return new TypeProblem(Integer.parseInt(finding.group(4)), finding.group(5), place);
  }

  private static Optional<Path> file(String line) {
    try {
      Path file = Path.of(line.strip());
      return file.isAbsolute() ? Optional.of(file.normalize()) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Set<Path> read() {
    Set<Path> read = new TreeSet<>(files);
    Path config = root.resolve("tsconfig.json");
    if (Files.exists(config)) {
      read.add(config);
    }
    return read;
  }

  /** What would be found before a file that was read, as far as names go. */
  private Set<Path> missing() {
    Set<Path> missing = new TreeSet<>();
    missing.add(root.resolve("tsconfig.json"));
    missing.add(root.resolve("node_modules"));
    for (Path file : files) {
      String name = file.getFileName().toString();
      String stem = name.replaceFirst("(\\.d)?\\.[cm]?[jt]sx?$", "");
      for (String ending : List.of(".ts", ".tsx", ".d.ts")) {
        missing.add(file.resolveSibling(stem + ending));
      }
    }
    missing.removeIf(Files::exists);
    return missing;
  }
}
