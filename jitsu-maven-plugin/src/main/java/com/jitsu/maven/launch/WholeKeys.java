package com.jitsu.maven.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys of a server's banner, whole. A server whose output is a pipe shows only how they begin,
 * for it cannot know that a terminal is at the other end.
 */
final class WholeKeys {

  private static final Pattern SHORTENED =
      Pattern.compile("^( +(writeKey|serverKey|deployKey|adminToken) +)(\\S+)…");

  private WholeKeys() {}

  /** The line with the key from {@code keys.json} in {@code data}; any other line as it is. */
  static String in(String line, Path data) {
    Matcher key = SHORTENED.matcher(line);
    if (!key.find()) {
      return line;
    }
    try {
      JsonNode keys = Json.mapper().readTree(data.resolve("keys.json").toFile());
      String whole = keys.path(key.group(2)).asText();
      return whole.startsWith(key.group(3))
          ? key.group(1) + whole + line.substring(key.end())
          : line; // given in the configuration, not in the file
    } catch (IOException e) {
      return line; // the banner names the file
    }
  }
}
