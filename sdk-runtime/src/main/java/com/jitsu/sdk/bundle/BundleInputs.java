package com.jitsu.sdk.bundle;

import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Tells which files bundles are made of; one call of esbuild for all functions. */
public final class BundleInputs {

  private final Path root;
  private final Esbuild esbuild;

  public BundleInputs(Path projectRoot, Esbuild esbuild) {
    this.root = projectRoot.toAbsolutePath().normalize();
    this.esbuild = esbuild;
  }

  /**
   * Every file that an import reaches, also one that leaves nothing in a bundle.
   *
   * @param sources that can be bundled
   */
  public Set<Path> of(ProjectSources sources) {
    try {
      Path folder = Files.createTempDirectory("jitsu-inputs");
      try {
        return read(sources, folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw ProjectSources.unreadable(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }

  /** esbuild reports only what it also writes. */
  private Set<Path> read(ProjectSources sources, Path folder) throws IOException {
    Path report = folder.resolve("inputs.json");
    List<String> arguments = new ArrayList<>(Bundler.OPTIONS);
    arguments.remove("--sourcemap=inline");
    arguments.add("--metafile=" + report);
    arguments.add("--outdir=" + folder.resolve("modules"));
    sources.all().forEach(entry -> arguments.add("./" + ProjectSources.relative(root, entry)));
    NativeProgram.Output made = esbuild.run(root, arguments, "");
    if (made.status() != 0) {
      throw new ProblemException(Bundler.problems(new EsbuildMessages(root), made, "src"));
    }
    Set<Path> inputs = new TreeSet<>();
    Json.mapper()
        .readTree(Files.readString(report))
        .path("inputs")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.startsWith("(disabled):")) { // a package that leaves a file out
                inputs.add(root.resolve(name).normalize());
              }
            });
    return inputs;
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
}
