package com.jitsu.maven.project;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.SourceDigest;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.contract.FunctionKind;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code target/jitsu}: what the functions of a project became.
 *
 * <pre>
 * lifetime-value.js       the module that runs, here and on the server
 * lifetime-value.js.map   its source map
 * functions/ids.js        a transformation function, with its map beside it
 * manifest.json           {"functions": [{"slug": "lifetime-value", "profileBuilderId": …,
 *                         "source": "src/profiles/lifetime-value.ts", "digest": "9f86…"}],
 *                         "transformations": [{"slug": "ids", …}]}
 * </pre>
 */
public final class CompiledFolder {

  private static final String TRANSFORMATIONS = "functions/";
  private static final String MANIFEST = "manifest.json";
  private static final String MODULE = ".*\\.js(\\.map)?";
  private static final String MAP_COMMENT = "\n//# sourceMappingURL=";

  private final Path folder;

  public CompiledFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes all of it; what an earlier build left of other functions goes. */
  public void write(List<Bundle> bundles) throws IOException {
    Files.createDirectories(folder);
    Set<String> modules = bundles.stream().map(CompiledFolder::module).collect(Collectors.toSet());
    removeAllBut(modules, "");
    removeAllBut(modules, TRANSFORMATIONS);
    ObjectNode manifest = Json.object();
    ArrayNode functions = manifest.putArray("functions");
    ArrayNode transformations = manifest.putArray("transformations");
    for (Bundle bundle : bundles) {
      String module = module(bundle);
      Path file = folder.resolve(module);
      Files.createDirectories(file.getParent());
      Files.writeString(file, bundle.code() + MAP_COMMENT + file.getFileName() + ".map\n");
      Files.writeString(folder.resolve(module + ".map"), bundle.sourceMap());
      switch (bundle.config().kind()) {
        case PROFILE -> functions.add(entry(bundle));
        case TRANSFORMATION -> transformations.add(entry(bundle));
      }
    }
    Files.writeString(folder.resolve(MANIFEST), pretty(manifest));
  }

  /** What {@link #write} has written last, profile functions first. */
  public List<Bundle> read() throws IOException {
    List<Bundle> bundles = new ArrayList<>();
    JsonNode manifest = Json.mapper().readTree(Files.readString(folder.resolve(MANIFEST)));
    for (JsonNode entry : manifest.path("functions")) {
      bundles.add(read(entry));
    }
    for (JsonNode entry : manifest.path("transformations")) {
      bundles.add(read(entry));
    }
    return bundles;
  }

  private Bundle read(JsonNode entry) throws IOException {
    String module = entry.path("module").asText();
    String text = Files.readString(folder.resolve(module));
    return new Bundle(
        new FunctionConfig(
            entry.path("profileBuilderId").asText(),
            entry.path("slug").asText(),
            entry.path("name").asText(),
            entry.has("description") ? entry.path("description").asText() : null),
        entry.path("source").asText(),
        text.substring(0, text.lastIndexOf(MAP_COMMENT)),
        Files.readString(folder.resolve(module + ".map")),
        entry.path("digest").asText());
  }

  /** Its files by their path in it, with {@code /}: manifest, modules and maps; in order. */
  public Map<String, Path> files() throws IOException {
    Map<String, Path> found = new TreeMap<>();
    for (String below : List.of("", TRANSFORMATIONS)) {
      Path within = folder.resolve(below);
      if (Files.isDirectory(within)) {
        try (Stream<Path> all = Files.list(within)) {
          all.filter(file -> file.getFileName().toString().matches(MODULE))
              .forEach(file -> found.put(below + file.getFileName(), file));
        }
      }
    }
    Path manifest = folder.resolve(MANIFEST);
    if (Files.exists(manifest)) {
      found.put(MANIFEST, manifest);
    }
    return found;
  }

  /** The digest of each of its files. */
  Map<String, String> digests() throws IOException {
    Map<String, String> digests = new TreeMap<>();
    files().forEach((name, file) -> digests.put(name, SourceDigest.of(file)));
    return digests;
  }

  /** The same on every system. */
  private static String pretty(JsonNode manifest) throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    return Json.mapper().writer(printer).writeValueAsString(manifest) + "\n";
  }

  private static ObjectNode entry(Bundle bundle) {
    ObjectNode entry = Json.object();
    entry.put("slug", bundle.config().slug());
    if (bundle.config().kind() == FunctionKind.PROFILE) {
      entry.put("profileBuilderId", bundle.config().profileBuilderId());
    }
    entry.put("name", bundle.config().name());
    if (bundle.config().description() != null) {
      entry.put("description", bundle.config().description());
    }
    entry.put("source", bundle.source());
    entry.put("module", module(bundle));
    entry.put("digest", bundle.digest());
    return entry;
  }

  /** Of the modules in the folder itself, or in one below it. */
  private void removeAllBut(Set<String> modules, String below) throws IOException {
    Path within = folder.resolve(below);
    if (!Files.isDirectory(within)) {
      return;
    }
    List<Path> stale;
    try (Stream<Path> files = Files.list(within)) {
      stale =
          files
              .filter(file -> file.getFileName().toString().matches(MODULE))
              .filter(
                  file ->
                      !modules.contains(
                          below + file.getFileName().toString().replaceFirst("\\.map$", "")))
              .toList();
    }
    for (Path file : stale) {
      Files.delete(file);
    }
  }

  private static String module(Bundle bundle) {
    String file = bundle.config().slug() + ".js";
    return switch (bundle.config().kind()) {
      case PROFILE -> file;
      case TRANSFORMATION -> TRANSFORMATIONS + file;
    };
  }
}
