package com.jitsu.maven.project;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.bundle.SourceDigest;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Knows whether {@code target/jitsu} is what compiling would make of the sources now. Goes by
 * content, never by time; how lines end does not count.
 *
 * <p>{@code target/jitsu/cache/compiled.json}: {@code {"version": "…", "inputs":
 * {"src/profiles/a.ts": "<sha-256>"}, "outputs": {"a.js": "<sha-256>"}}}
 */
public final class CompiledMemory {

  private static final List<String> FOLDERS = List.of("src/profiles", "src/functions");

  private final Path root;
  private final String version;
  private final CompiledFolder compiled;
  private final Path memory;

  /**
   * @param version of everything that compiles
   */
  public CompiledMemory(Path projectRoot, Path output, String version) {
    this.root = projectRoot.toAbsolutePath().normalize();
    this.version = version;
    this.compiled = new CompiledFolder(output);
    this.memory = output.resolve("cache").resolve("compiled.json");
  }

  /** What was compiled, if it is whole and no source has changed. */
  public Optional<List<Bundle>> recall() throws IOException {
    try {
      JsonNode known = Json.mapper().readTree(Files.readString(memory));
      boolean same =
          known.path("version").asText().equals(version)
              && compiled.digests().equals(texts(known.path("outputs")))
              && isUnchanged(texts(known.path("inputs")));
      return same ? Optional.of(compiled.read()) : Optional.empty();
    } catch (NoSuchFileException | JacksonException e) {
      // Nothing was compiled yet, or the note is damaged: compiling makes both anew.
      return Optional.empty();
    }
  }

  private boolean isUnchanged(Map<String, String> inputs) throws IOException {
    Map<String, String> now = sources();
    inputs.keySet().stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> now.put(name, SourceDigest.of(root.resolve(name))));
    return now.equals(inputs);
  }

  /** Every file of the sources with its digest: what {@link #remember} needs from before. */
  public Map<String, String> sources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    for (String folder : FOLDERS) {
      for (Path file : filesBelow(root.resolve(folder))) {
        sources.put(name(file), SourceDigest.of(file));
      }
    }
    try (Stream<Path> files = Files.list(root)) {
      files
          .filter(CompiledMemory::isSetting)
          .forEach(file -> sources.put(name(file), SourceDigest.of(file)));
    }
    return sources;
  }

  /**
   * Notes that the folder has been made.
   *
   * @param before {@link #sources()} as it was before: what changed meanwhile is compiled again
   * @param inputs all files that went into it
   */
  public void remember(Map<String, String> before, Collection<Path> inputs) throws IOException {
    Map<String, String> all = new TreeMap<>(before);
    inputs.forEach(file -> all.putIfAbsent(name(file), SourceDigest.of(file)));
    ObjectNode known = Json.object();
    known.put("version", version);
    ObjectNode noted = known.putObject("inputs");
    all.forEach(noted::put);
    ObjectNode made = known.putObject("outputs");
    compiled.digests().forEach(made::put);
    Files.createDirectories(memory.getParent());
    Path part = Files.createTempFile(memory.getParent(), "compiled", ".part");
    Files.writeString(part, Json.text(known));
    Files.move(part, memory, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What says how to compile, at the top of the project. */
  private static boolean isSetting(Path file) {
    return file.getFileName()
        .toString()
        .matches("tsconfig.*\\.json|package(-lock)?\\.json|yarn\\.lock|pnpm-lock\\.yaml");
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !folder.relativize(file).toString().contains("node_modules"))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  /** From the root; what lies on another drive has its whole path. */
  private String name(Path file) {
    boolean reachable = Objects.equals(root.getRoot(), file.getRoot());
    return (reachable ? root.relativize(file) : file).toString().replace('\\', '/');
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }
}
