package com.jitsu.sdk.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks for a native TypeScript, release 7 or later, on this machine: in {@code node_modules} of
 * the project or of a folder above it, then on the search path. Earlier releases are scripts for
 * Node and are not taken.
 */
public final class TypeScriptSearch {

  private final String osName;
  private final String osArch;

  /**
   * @param osName as in the system property {@code os.name}
   * @param osArch as in {@code os.arch}
   */
  public TypeScriptSearch(String osName, String osArch) {
    this.osName = osName.toLowerCase(Locale.ROOT);
    this.osArch = osArch;
  }

  /**
   * The first that is there.
   *
   * @param searchPath as in the environment variable {@code PATH}
   */
  public Optional<Path> find(Path projectRoot, String searchPath) {
    List<Path> candidates = new ArrayList<>();
    for (Path at = projectRoot.toAbsolutePath(); at != null; at = at.getParent()) {
      candidates.add(
          at.resolve("node_modules")
              .resolve("@typescript")
              .resolve("typescript-" + platform())
              .resolve("lib")
              .resolve("tsc" + ending()));
    }
    String separator = isWindows() ? ";" : ":";
    Arrays.stream(searchPath.split(Pattern.quote(separator), -1))
        .filter(folder -> !folder.isBlank())
        .flatMap(folder -> path(folder).stream())
        .filter(Path::isAbsolute)
        .flatMap(
            folder ->
                List.of(folder.resolve("tsgo" + ending()), folder.resolve("tsc" + ending()))
                    .stream())
        .forEach(candidates::add);
    return candidates.stream().filter(this::isProgram).findFirst();
  }

  /** A search path may hold anything. */
  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** As npm calls it. */
  private String platform() {
    boolean arm = osArch.equals("aarch64") || osArch.equals("arm64");
    String os = isWindows() ? "win32" : osName.startsWith("mac") ? "darwin" : "linux";
    return os + (arm ? "-arm64" : "-x64");
  }

  private String ending() {
    return isWindows() ? ".exe" : "";
  }

  private boolean isWindows() {
    return osName.startsWith("windows");
  }

  /** Not a script, which begins with {@code #!}. */
  private boolean isProgram(Path file) {
    if (!Files.isRegularFile(file) || !(isWindows() || Files.isExecutable(file))) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2 && !(start[0] == '#' && start[1] == '!');
    } catch (IOException e) {
      return false;
    }
  }
}
