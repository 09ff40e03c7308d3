package com.jitsu.sdk.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The {@code tsconfig.json} of one check: ours, then the project's, then again all of ours that a
 * project cannot change, since it decides how functions are bundled and run.
 */
final class NativeTypeScriptConfig {

  /** Options of {@link ShippedTypes} that say how strict, not how. */
  private static final Set<String> STRICTNESS =
      Set.of("strict", "noImplicitAny", "useUnknownInCatchVariables");

  private static final String CONFIG = "tsconfig.json";
  private static final String PATHS = "paths";

  private final NativeProgram program;
  private final Path root;
  private final Path types;

  NativeTypeScriptConfig(NativeProgram program, Path root, Path workFolder) {
    this.program = program;
    this.root = root;
    this.types = workFolder.resolve("types");
  }

  /** Absolute paths throughout. */
  ObjectNode json(List<Path> files) {
    ObjectNode config = Json.object();
    ArrayNode bases = config.putArray("extends").add(types.resolve(CONFIG).toString());
    ObjectNode options = config.putObject("compilerOptions");
    JsonNode own = own();
    if (!own.isMissingNode()) {
      bases.add(root.resolve(CONFIG).toString());
    }
    if (own.has("strict")) {
      // Who says how strict means all of it, as the editor does.
      for (String part : List.of("noImplicitAny", "useUnknownInCatchVariables")) {
        options.set(part, own.path(own.has(part) ? part : "strict"));
      }
    }
    Json.parse(ShippedTypes.config())
        .path("compilerOptions")
        .properties()
        .forEach(
            option -> {
              if (!STRICTNESS.contains(option.getKey())) {
                options.set(option.getKey(), option.getValue());
              }
            });
    options.set(PATHS, paths(own.path(PATHS), options.path(PATHS)));
    ArrayNode listed = config.putArray("files");
    listed.add(types.resolve("globals.d.ts").toString());
    listed.add(types.resolve("crypto.d.ts").toString());
    files.forEach(file -> listed.add(file.toString()));
    config.putArray("include");
    return config;
  }

  /** What the project's own configuration comes to; missing without one. */
  private JsonNode own() {
    if (!Files.exists(root.resolve(CONFIG))) {
      return MissingNode.getInstance();
    }
    NativeProgram.Output shown = program.run(root, List.of("-p", CONFIG, "--showConfig"), "");
    try {
      return Json.mapper().readTree(shown.text()).path("compilerOptions");
    } catch (JsonProcessingException e) {
      // What is wrong with it, the check itself says.
      return Json.object();
    }
  }

  private ObjectNode paths(JsonNode own, JsonNode ours) {
    ObjectNode paths = Json.object();
    own.properties().forEach(each -> paths.set(each.getKey(), below(root, each.getValue())));
    ours.properties().forEach(each -> paths.set(each.getKey(), below(types, each.getValue())));
    return paths;
  }

  private static ArrayNode below(Path folder, JsonNode targets) {
    ArrayNode absolute = Json.mapper().createArrayNode();
    targets.forEach(each -> absolute.add(folder.toString() + "/" + each.asText()));
    return absolute;
  }
}
