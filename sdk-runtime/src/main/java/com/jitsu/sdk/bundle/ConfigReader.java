package com.jitsu.sdk.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.jitsu.sdk.bundle.CodeTokens.Kind;
import com.jitsu.sdk.bundle.CodeTokens.Token;
import com.jitsu.sdk.bundle.ConfigBlock.Computed;
import com.jitsu.sdk.contract.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the exported config from the text of a module, without running it. Literals count, and the
 * names of constants that are literals; everything else is computed. For one use.
 */
final class ConfigReader {

  private static final int LONGEST_EXCERPT = 60;

  private final String code;
  private final ModuleNames names;
  private final List<Computed> computed = new ArrayList<>();
  private final Map<String, Integer> keys = new HashMap<>();

  /** Constants whose value is being read: one that needs itself has none. */
  private final Set<String> open = new HashSet<>();

  private ConfigReader(String code) {
    this.code = code;
    this.names = new ModuleNames(code);
  }

  /** The config of a module; empty when it exports none. */
  static Optional<ConfigBlock> read(String code) {
    ConfigReader reader = new ConfigReader(code);
    return reader.names.exported("config").map(reader::block);
  }

  private ConfigBlock block(String name) {
    Optional<Integer> declared = names.declaration(name);
    Path path = new Path("", "config");
    int offset = declared.orElseGet(() -> names.mention(name));
    JsonNode value =
        declared.isPresent()
            ? constant(name, offset, path)
            : unknown(path, code.substring(offset).split("\n", 2)[0], offset);
    return new ConfigBlock(value, offset, keys, computed);
  }

  private JsonNode constant(String name, int offset, Path path) {
    if (!open.add(name)) {
      return unknown(path, name, offset);
    }
    List<Token> tokens = CodeTokens.statement(code, offset);
    JsonNode value = value(tokens.subList(2, tokens.size()), path);
    open.remove(name);
    return value;
  }

  /** Of which key a value is, and how it is called in messages. */
  private record Path(String key, String text) {

    boolean isBlock() {
      return text.equals("config");
    }

    Path to(String name) {
      return isBlock() ? new Path(name, name) : new Path(key, text + "." + name);
    }
  }

  private JsonNode value(List<Token> tokens, Path path) {
    if (tokens.size() == 1) {
      return single(tokens.get(0), path);
    }
    if (tokens.isEmpty()) {
      return unknown(path, "", 0);
    }
    Token first = tokens.get(0);
    Token second = tokens.get(1);
    if (first.is("{") && isWhole(tokens)) {
      return object(parts(tokens), path);
    }
    if (first.is("[") && isWhole(tokens)) {
      return array(parts(tokens), path);
    }
    if (tokens.size() == 2 && (first.is("-") || first.is("+")) && second.kind() == Kind.VALUE) {
      Optional<BigDecimal> number = number(second.text());
      if (number.isPresent()) {
        return json(first.is("-") ? number.get().negate() : number.get());
      }
    }
    if (tokens.size() == 2 && first.isWord("void")) {
      return MissingNode.getInstance();
    }
    return isName(tokens) ? named(tokens, path) : unknown(path, tokens);
  }

  private JsonNode single(Token token, Path path) {
    return switch (token.kind()) {
      case STRING, TEMPLATE -> TextNode.valueOf(LiteralText.of(token.text()));
      case VALUE ->
          number(token.text())
              .<JsonNode>map(ConfigReader::json)
              .orElseGet(() -> unknown(path, List.of(token)));
      case WORD ->
          switch (token.text()) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            case "null" -> NullNode.getInstance();
            case "undefined" -> MissingNode.getInstance();
            default -> named(List.of(token), path);
          };
      case SIGN -> unknown(path, List.of(token));
    };
  }

  /** A constant, or what is in it: {@code BUILDERS.orders}. */
  private JsonNode named(List<Token> tokens, Path path) {
    String name = tokens.get(0).text();
    Optional<Integer> declared = names.declaration(name);
    if (declared.isEmpty()) {
      return unknown(path, tokens);
    }
    if (tokens.size() == 1) {
      return constant(name, declared.get(), path);
    }
    int before = computed.size();
    JsonNode value = constant(name, declared.get(), path.to(name));
    for (int i = 2; i < tokens.size(); i += 2) {
      value = value.path(tokens.get(i).text());
    }
    computed.subList(before, computed.size()).clear(); // what else is in it does not matter
    return value.isMissingNode() ? unknown(path, tokens) : value;
  }

  private JsonNode object(List<List<Token>> entries, Path path) {
    ObjectNode object = Json.object();
    for (List<Token> entry : entries) {
      Token first = entry.get(0);
      if (first.is("...")) {
        spread(object, entry.subList(1, entry.size()), path);
        continue;
      }
      boolean shorthand = entry.size() == 1 && first.kind() == Kind.WORD;
      if (first.kind() == Kind.SIGN
          || first.kind() == Kind.TEMPLATE
          || !(shorthand || (entry.size() > 2 && entry.get(1).is(":")))) {
        unknown(path, entry);
        continue;
      }
      String key = first.kind() == Kind.STRING ? LiteralText.of(first.text()) : first.text();
      if (path.isBlock()) {
        keys.put(key, first.offset());
      }
      JsonNode value = value(shorthand ? entry : entry.subList(2, entry.size()), path.to(key));
      if (!value.isMissingNode()) {
        object.set(key, value);
      }
    }
    return object;
  }

  private void spread(ObjectNode object, List<Token> tokens, Path path) {
    JsonNode value = isName(tokens) ? value(tokens, path) : unknown(path, tokens);
    if (value.isObject()) {
      object.setAll((ObjectNode) value);
    } else if (!value.isMissingNode()) {
      unknown(path, tokens);
    }
  }

  private JsonNode array(List<List<Token>> items, Path path) {
    ArrayNode array = Json.mapper().createArrayNode();
    for (List<Token> item : items) {
      JsonNode value = value(item, path.to(String.valueOf(array.size())));
      array.add(value.isMissingNode() ? NullNode.getInstance() : value);
    }
    return array;
  }

  private static boolean isName(List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      boolean fits = i % 2 == 0 ? tokens.get(i).kind() == Kind.WORD : tokens.get(i).is(".");
      if (!fits) {
        return false;
      }
    }
    return tokens.size() % 2 == 1;
  }

  /** Whether the last token closes what the first one opens. */
  private static boolean isWhole(List<Token> tokens) {
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      depth += tokens.get(i).opens() ? 1 : tokens.get(i).closes() ? -1 : 0;
      if (depth == 0) {
        return i == tokens.size() - 1;
      }
    }
    return false;
  }

  /** What commas separate inside of the brackets; a comma at the end separates nothing. */
  private static List<List<Token>> parts(List<Token> tokens) {
    List<List<Token>> parts = new ArrayList<>();
    int depth = 0;
    int start = 1;
    for (int i = 1; i < tokens.size(); i++) {
      boolean ends = i == tokens.size() - 1;
      if (depth == 0 && (ends || tokens.get(i).is(","))) {
        if (i > start) {
          parts.add(tokens.subList(start, i));
        }
        start = i + 1;
      }
      depth += tokens.get(i).opens() ? 1 : tokens.get(i).closes() ? -1 : 0;
    }
    return parts;
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(
          text.startsWith("0x")
              ? new BigDecimal(new BigInteger(text.substring(2), 16))
              : new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty(); // a pattern, or a number of another kind
    }
  }

  private static JsonNode json(BigDecimal number) {
    return Json.parse(number.toString());
  }

  private JsonNode unknown(Path path, List<Token> tokens) {
    Token last = tokens.get(tokens.size() - 1);
    int from = tokens.get(0).offset();
    boolean quoted = last.kind() == Kind.STRING || last.kind() == Kind.TEMPLATE;
    int end = last.offset() + Math.max(1, last.text().length() + (quoted ? 2 : 0));
    return unknown(path, code.substring(from, Math.min(code.length(), end)), from);
  }

  private JsonNode unknown(Path path, String written, int offset) {
    String line = written.strip().replaceAll("\\s+", " ");
    String excerpt =
        line.length() > LONGEST_EXCERPT ? line.substring(0, LONGEST_EXCERPT) + "…" : line;
    computed.add(new Computed(path.key(), path.text(), excerpt, offset));
    return MissingNode.getInstance();
  }
}
