package com.jitsu.sdk.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.jitsu.sdk.contract.Json;
import java.util.Base64;
import java.util.Optional;

/** esbuild's output with an inline source map, taken apart. */
record EsbuildModule(String code, String sourceMap) {

  private static final String INLINE_MAP = "//# sourceMappingURL=data:application/json;base64,";

  static EsbuildModule of(String output) {
    int mark = output.lastIndexOf(INLINE_MAP);
    if (mark < 0) {
      throw new IllegalStateException("esbuild printed no source map");
    }
    String encoded = output.substring(mark + INLINE_MAP.length()).strip();
    ObjectNode map = (ObjectNode) Json.parse(Base64.getDecoder().decode(encoded));
    return new EsbuildModule(output.substring(0, mark), Json.text(portable(map)));
  }

  /** Where a character of the code was written. */
  Optional<Position> original(int offset) {
    return SourceMap.parse(sourceMap).original(code, offset);
  }

  /** Without what differs between systems: separators and line ends. */
  private static ObjectNode portable(ObjectNode map) {
    replaceAll(map, "sources", "\\", "/");
    replaceAll(map, "sourcesContent", "\r\n", "\n");
    return map;
  }

  private static void replaceAll(ObjectNode map, String field, String from, String to) {
    ArrayNode texts = Json.mapper().createArrayNode();
    for (JsonNode text : map.path(field)) {
      texts.add(text.isTextual() ? TextNode.valueOf(text.asText().replace(from, to)) : text);
    }
    map.set(field, texts);
  }
}
