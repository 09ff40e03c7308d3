package com.jitsu.lite.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of YAML that knows its line.
 *
 * @param text of a scalar; null for sections, lists and empty values
 * @param children of a section by name, of a list by number from 0
 * @param line from 1
 */
record YamlNode(Kind kind, @Nullable String text, Map<String, YamlNode> children, int line) {

  enum Kind {
    SECTION,
    LIST,
    TEXT,
    NUMBER,
    FLAG,
    EMPTY
  }

  /**
   * Reads a whole file; ProblemException JITSU-0611 with the line where it cannot be understood.
   */
  static YamlNode parse(String yaml, String file) {
    YAMLFactory factory =
        YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (YAMLParser parser = factory.createParser(yaml)) {
      if (parser.nextToken() == null) {
        return new YamlNode(Kind.EMPTY, null, Map.of(), 1);
      }
      YamlNode node = read(parser, file);
      if (parser.nextToken() != null) {
        throw unreadable("a second document begins", file, line(parser), null);
      }
      return node;
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      String what = e.getOriginalMessage().lines().findFirst().orElse("cannot be read");
      throw unreadable(what, file, place == null ? 1 : Math.max(1, place.getLineNr()), e);
    } catch (IOException e) {
      throw new IllegalStateException("text in memory is always readable", e);
    }
  }

  private static YamlNode read(YAMLParser parser, String file) throws IOException {
    int line = line(parser);
    if (parser.isCurrentAlias()) {
      throw unreadable("aliases (*name) are not understood", file, line, null);
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> section(parser, file, line);
      case START_ARRAY -> list(parser, file, line);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(Kind.NUMBER, parser, line);
      case VALUE_TRUE, VALUE_FALSE -> scalar(Kind.FLAG, parser, line);
      case VALUE_NULL -> new YamlNode(Kind.EMPTY, null, Map.of(), line);
      default ->
          parser.getText().isEmpty()
              ? new YamlNode(Kind.EMPTY, null, Map.of(), line)
              : scalar(Kind.TEXT, parser, line);
    };
  }

  private static YamlNode section(YAMLParser parser, String file, int line) throws IOException {
    Map<String, YamlNode> children = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      int nameLine = line(parser);
      parser.nextToken();
      YamlNode value = read(parser, file);
      children.put(name, new YamlNode(value.kind, value.text, value.children, nameLine));
    }
    return new YamlNode(Kind.SECTION, null, children, line);
  }

  private static YamlNode list(YAMLParser parser, String file, int line) throws IOException {
    Map<String, YamlNode> children = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      children.put(Integer.toString(children.size()), read(parser, file));
    }
    return new YamlNode(Kind.LIST, null, children, line);
  }

  private static YamlNode scalar(Kind kind, JsonParser parser, int line) throws IOException {
    return new YamlNode(kind, parser.getText(), Map.of(), line);
  }

  private static int line(JsonParser parser) {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  private static ProblemException unreadable(
      String what, String file, int line, @Nullable Exception cause) {
    return new ProblemException(
        new Problem(
            "JITSU-0611",
            "not understood: " + what,
            file + ":" + line,
            "check the indentation and quotes of this line and the one above it"),
        cause);
  }
}
