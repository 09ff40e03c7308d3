package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.Source;

/**
 * Bundles as a debugger wants them: the code under the address of its file in {@code target/jitsu},
 * and a comment in its last line with the source map, which names the user's files by their
 * addresses. So breakpoints of an editor find their files without a setting. Thread-safe.
 */
final class InspectedModules {

  private static final String COMMENT = "\n//# sourceMappingURL=data:application/json;base64,";

  private final Inspector inspector;

  /** One source for each, so that a debugger takes all contexts' code for the same script. */
  private final Map<String, Source> sources = new ConcurrentHashMap<>();

  InspectedModules(Inspector inspector) {
    this.inspector = requireNonNull(inspector);
  }

  Source of(Bundle bundle) {
    return sources.computeIfAbsent(bundle.source() + bundle.digest(), unused -> make(bundle));
  }

  private Source make(Bundle bundle) {
    String map = Json.text(addressed(bundle));
    String encoded = Base64.getEncoder().encodeToString(map.getBytes(StandardCharsets.UTF_8));
    try {
      return Source.newBuilder(
              "js", inspector.modules().resolve(bundle.config().slug() + ".js").toFile())
          .content(bundle.code() + COMMENT + encoded)
          .name(Confinement.moduleName(bundle.source()))
          .mimeType(Confinement.MODULE)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException("a source with content needs no I/O", e);
    }
  }

  private ObjectNode addressed(Bundle bundle) {
    ObjectNode map = (ObjectNode) Json.parse(bundle.sourceMap());
    ArrayNode addresses = Json.mapper().createArrayNode();
    for (JsonNode source : map.path("sources")) {
      addresses.add(inspector.root().resolve(source.asText()).normalize().toUri().toString());
    }
    map.set("sources", addresses);
    return map;
  }
}
