package com.jitsu.sdk.bundle;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.bundle.CodeTokens.Kind;
import com.jitsu.sdk.bundle.CodeTokens.Token;
import com.jitsu.sdk.contract.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the operators that the project's own files put into a bundle: those under {@code src/},
 * without the config block, and without what the bundler added.
 */
public final class CodeOperators {

  private static final Set<String> BINARY =
      Set.of(
          "+", "-", "*", "/", "%", "**", "<", "<=", ">", ">=", "==", "!=", "===", "!==", "&&", "||",
          "??", "&", "|", "^", "<<", ">>", ">>>", "+=", "-=", "*=", "/=", "%=", "**=", "&&=", "||=",
          "??=", "&=", "|=", "^=", "<<=", ">>=", ">>>=");
  private static final Set<String> PREFIX = Set.of("!", "-", "+", "~", "++", "--");

  private final String code;
  private final SourceMap map;
  private final List<Token> tokens;
  private final int[] config;
  private final List<Integer> lineStarts = new ArrayList<>(List.of(0));

  /** The text of each file, by lines. */
  private final Map<String, List<String>> files = new HashMap<>();

  private CodeOperators(Bundle bundle) {
    this.code = bundle.code();
    this.map = SourceMap.parse(bundle.sourceMap());
    this.tokens = CodeTokens.of(code);
    this.config = CodePlaces.of(code, bundle.sourceMap()).configOffsets();
    for (int i = code.indexOf('\n'); i >= 0; i = code.indexOf('\n', i + 1)) {
      lineStarts.add(i + 1);
    }
    JsonNode json = Json.parse(bundle.sourceMap());
    for (int i = 0; i < map.sources().size(); i++) {
      String text = json.path("sourcesContent").path(i).asText("");
      files.put(map.sources().get(i), List.of(text.split("\n", -1)));
    }
  }

  /** Where an operator stands. */
  public enum Side {
    /** Between two values: {@code a < b}, {@code a += b}. */
    BETWEEN,
    /** In front of one: {@code -a}, {@code !a}, {@code ++a}. */
    BEFORE,
    /** Behind one: {@code a++}. */
    BEHIND,
    /** It is a value itself: {@code true}, {@code false}. */
    VALUE
  }

  /**
   * An operator, or a truth value.
   *
   * @param offset in the bundle's code
   * @param place in the user's file, exact
   * @param line of the user's file that it is in
   */
  public record Operator(Side side, String text, int offset, Position place, String line) {
    public Operator {
      requireNonNull(side);
      requireNonNull(text);
      requireNonNull(place);
      requireNonNull(line);
    }
  }

  /** In the order of the bundle's code. */
  public static List<Operator> of(Bundle bundle) {
    return new CodeOperators(bundle).find();
  }

  private List<Operator> find() {
    List<Operator> operators = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean inConfig = token.offset() >= config[0] && token.offset() < config[1];
      Optional<Side> side = inConfig ? Optional.empty() : side(i);
      if (side.isPresent()) {
        place(i)
            .map(
                place ->
                    new Operator(side.get(), token.text(), token.offset(), place, lineOf(place)))
            .ifPresent(operators::add);
      }
    }
    return List.copyOf(operators);
  }

  private Optional<Side> side(int i) {
    Token token = tokens.get(i);
    if (token.kind() == Kind.WORD) {
      return isTruthValue(i) ? Optional.of(Side.VALUE) : Optional.empty();
    }
    if (token.kind() != Kind.SIGN) {
      return Optional.empty();
    }
    boolean counts = token.is("++") || token.is("--");
    if (token.follows() && (counts || BINARY.contains(token.text()))) {
      return Optional.of(counts ? Side.BEHIND : Side.BETWEEN);
    }
    return !token.follows() && PREFIX.contains(token.text())
        ? Optional.of(Side.BEFORE)
        : Optional.empty();
  }

  /** The word as a value, not as the name of a property. */
  private boolean isTruthValue(int i) {
    Token word = tokens.get(i);
    if (!word.isWord("true") && !word.isWord("false")) {
      return false;
    }
    boolean member = i > 0 && (tokens.get(i - 1).is(".") || tokens.get(i - 1).is("?."));
    boolean key =
        i > 0
            && i + 1 < tokens.size()
            && (tokens.get(i - 1).is("{") || tokens.get(i - 1).is(","))
            && (tokens.get(i + 1).is(":") || tokens.get(i + 1).is("("));
    return !member && !key;
  }

  /**
   * The map knows where expressions begin, not where operators are: those are looked for in the
   * user's text, from there to where the next expression begins. Empty for what is not found: the
   * bundler wrote it.
   */
  private Optional<Position> place(int i) {
    Token token = tokens.get(i);
    Optional<Position> from = original(token.offset()).filter(CodeOperators::isOwn);
    if (from.isEmpty()) {
      return Optional.empty();
    }
    Position start = from.get();
    String line = lineOf(start);
    if (line.startsWith(token.text(), start.column() - 1)) {
      return from;
    }
    Position end =
        i + 1 == tokens.size()
            ? start
            : original(tokens.get(i + 1).offset())
                .filter(next -> next.source().equals(start.source()))
                .orElse(start);
    boolean before = end.line() > start.line() || end.column() > start.column();
    return before ? lastBetween(token.text(), start, end) : firstBehind(token.text(), start);
  }

  private Optional<Position> lastBetween(String text, Position start, Position end) {
    for (int line = end.line(); line >= start.line(); line--) {
      String content = lineOf(new Position(start.source(), line, 1));
      int until = line == end.line() ? end.column() - 1 - text.length() : content.length();
      int found = content.lastIndexOf(text, until);
      if (found >= (line == start.line() ? start.column() - 1 : 0)) {
        return Optional.of(new Position(start.source(), line, found + 1));
      }
    }
    return Optional.empty();
  }

  private Optional<Position> firstBehind(String text, Position start) {
    int found = lineOf(start).indexOf(text, start.column() - 1);
    return found < 0
        ? Optional.empty()
        : Optional.of(new Position(start.source(), start.line(), found + 1));
  }

  private static boolean isOwn(Position place) {
    return place.source().startsWith("src/") && !place.source().contains("node_modules/");
  }

  private String lineOf(Position place) {
    List<String> lines = files.getOrDefault(place.source(), List.of());
    return place.line() <= lines.size() ? lines.get(place.line() - 1) : "";
  }

  private Optional<Position> original(int offset) {
    int low = 0;
    int high = lineStarts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (lineStarts.get(middle) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return map.original(low + 1, offset - lineStarts.get(low) + 1);
  }
}
