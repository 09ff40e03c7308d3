package com.jitsu.maven.project;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code target/jitsu}: what the functions of a project became.
 *
 * <pre>
 * lifetime-value.js       the module that runs, here and on the server
 * lifetime-value.js.map   its source map
 * manifest.json           {"functions": [{"slug": "lifetime-value", "profileBuilderId": …,
 *                         "source": "src/profiles/lifetime-value.ts", "digest": "9f86…"}]}
 * </pre>
 */
public final class CompiledFolder {

  private static final String MAP_COMMENT = "\n//# sourceMappingURL=";

  private final Path folder;

  public CompiledFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes all of it; what an earlier build left of other functions goes. */
  public void write(List<Bundle> bundles) throws IOException {
    Files.createDirectories(folder);
    removeAllBut(bundles.stream().map(CompiledFolder::module).collect(Collectors.toSet()));
    ArrayNode functions = Json.mapper().createArrayNode();
    for (Bundle bundle : bundles) {
      String module = module(bundle);
      Files.writeString(folder.resolve(module), bundle.code() + MAP_COMMENT + module + ".map\n");
      Files.writeString(folder.resolve(module + ".map"), bundle.sourceMap());
      functions.add(entry(bundle));
    }
    ObjectNode manifest = Json.object();
    manifest.set("functions", functions);
    Files.writeString(
        folder.resolve("manifest.json"),
        Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(manifest) + "\n");
  }

  private static ObjectNode entry(Bundle bundle) {
    ObjectNode entry = Json.object();
    entry.put("slug", bundle.config().slug());
    entry.put("profileBuilderId", bundle.config().profileBuilderId());
    entry.put("name", bundle.config().name());
    if (bundle.config().description() != null) {
      entry.put("description", bundle.config().description());
    }
    entry.put("source", bundle.source());
    entry.put("module", module(bundle));
    entry.put("digest", bundle.digest());
    return entry;
  }

  private void removeAllBut(Set<String> modules) throws IOException {
    List<Path> stale;
    try (Stream<Path> files = Files.list(folder)) {
      stale =
          files
              .filter(file -> file.getFileName().toString().matches(".*\\.js(\\.map)?"))
              .filter(
                  file ->
                      !modules.contains(file.getFileName().toString().replaceFirst("\\.map$", "")))
              .toList();
    }
    for (Path file : stale) {
      Files.delete(file);
    }
  }

  private static String module(Bundle bundle) {
    return bundle.config().slug() + ".js";
  }
}
