package com.jitsu.sdk.bundle;

import com.jitsu.sdk.bundle.CodeTokens.Kind;
import com.jitsu.sdk.bundle.CodeTokens.Token;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds where a bundle writes a key or its default export, in the user's own files; immutable.
 *
 * <p>A guess by the look of the code, not an analysis: good enough to send a reader to the right
 * line, never to decide anything.
 */
public final class CodePlaces {

  private static final Set<String> ASSIGNMENTS =
      Set.of("=", "+=", "-=", "*=", "/=", "%=", "**=", "??=", "||=", "&&=", "++", "--");

  private final String code;
  private final SourceMap map;
  private final List<Token> tokens;

  /** Index of each opening bracket's closing one, and the reverse. */
  private final Map<Integer, Integer> partners = new HashMap<>();

  /** For each token, the index of the bracket around it; -1 outside of all. */
  private final int[] around;

  private CodePlaces(String code, SourceMap map) {
    this.code = code;
    this.map = map;
    this.tokens = CodeTokens.of(code);
    this.around = new int[tokens.size()];
    matchBrackets();
  }

  /** For code and its map, as a {@link Bundle} has them. */
  public static CodePlaces of(String code, String sourceMap) {
    return new CodePlaces(code, SourceMap.parse(sourceMap));
  }

  /**
   * Where the project's own code last gives a key a value: {@code key:}, {@code {key}}, {@code .key
   * =} or {@code ["key"] =}; what strings, comments, patterns and the config block say does not
   * count.
   */
  public Optional<Position> computed(String key) {
    int[] config = configBlock();
    for (int i = tokens.size() - 1; i >= 0; i--) {
      if (givesValue(i, key) && (i <= config[0] || i >= config[1])) {
        Optional<Position> place =
            original(tokens.get(i).offset())
                .filter(found -> !found.source().contains("node_modules/"));
        if (place.isPresent()) {
          return place;
        }
      }
    }
    return Optional.empty();
  }

  /** The brackets around the exported config; both the same when there are none. */
  private int[] configBlock() {
    String name = exported("config").orElse("config");
    for (int i = 0; i + 2 < tokens.size(); i++) {
      if (tokens.get(i).isWord(name)
          && around[i] < 0
          && tokens.get(i + 1).is("=")
          && tokens.get(i + 2).is("{")) {
        return new int[] {i + 2, partners.getOrDefault(i + 2, i + 2)};
      }
    }
    return new int[] {0, 0};
  }

  /** From where to where the config block goes, which is read and never run; the same for none. */
  int[] configOffsets() {
    int[] config = configBlock();
    return config[0] < config[1]
        ? new int[] {tokens.get(config[0]).offset(), tokens.get(config[1]).offset()}
        : new int[] {0, 0};
  }

  /** Where the default export is defined. */
  public Optional<Position> defaultExport() {
    return exported("default").flatMap(this::definition);
  }

  /** What the module itself calls something that it exports by another name. */
  private Optional<String> exported(String name) {
    for (int i = tokens.size() - 1; i >= 2; i--) {
      if (tokens.get(i).isWord(name) && tokens.get(i - 1).isWord("as") && insideExport(around[i])) {
        return Optional.of(tokens.get(i - 2).text());
      }
    }
    return Optional.empty();
  }

  /** Where a name at the top of the module is defined; behind plain aliases. */
  private Optional<Position> definition(String name) {
    return definition(name, new HashSet<>());
  }

  private Optional<Position> definition(String name, Set<String> seen) {
    if (!seen.add(name)) {
      return Optional.empty();
    }
    for (int i = tokens.size() - 2; i >= 0; i--) {
      if (!tokens.get(i).isWord(name) || around[i] >= 0) {
        continue;
      }
      if (is(i - 1, "function") || is(i - 2, "function") || is(i - 1, "class")) {
        return original(tokens.get(i).offset());
      }
      if (tokens.get(i + 1).is("=")) {
        boolean alias =
            i + 3 < tokens.size()
                && tokens.get(i + 2).kind() == Kind.WORD
                && tokens.get(i + 3).is(";");
        Optional<Position> meant =
            alias ? definition(tokens.get(i + 2).text(), seen) : Optional.empty();
        return meant.isPresent() ? meant : original(tokens.get(i).offset());
      }
    }
    return Optional.empty();
  }

  private boolean is(int index, String word) {
    return index >= 0 && tokens.get(index).isWord(word);
  }

  private boolean givesValue(int i, String key) {
    Token token = tokens.get(i);
    if (token.kind() == Kind.SIGN || !token.text().equals(key)) {
      return false;
    }
    Token before = i == 0 ? new Token(Kind.SIGN, ";", 0, false) : tokens.get(i - 1);
    Token after = i + 1 == tokens.size() ? new Token(Kind.SIGN, ";", 0, false) : tokens.get(i + 1);
    if (before.is(".") || before.is("?.")) {
      return assigns(after);
    }
    if (before.is("[") && after.is("]")) {
      return i + 2 < tokens.size() && assigns(tokens.get(i + 2));
    }
    boolean entry =
        (before.is("{") || before.is(","))
            && around[i] >= 0
            && tokens.get(around[i]).is("{")
            && !insideExport(around[i])
            && !isPattern(around[i]);
    return entry
        && (after.is(":")
            || (token.kind() == Kind.WORD && (after.is(",") || after.is("}") || after.is("("))));
  }

  private static boolean assigns(Token token) {
    return token.kind() == Kind.SIGN && ASSIGNMENTS.contains(token.text());
  }

  private boolean insideExport(int bracket) {
    return is(bracket - 1, "export") || is(bracket - 1, "import");
  }

  /** {@code const {total} = …}: takes values, gives none. */
  private boolean isPattern(int bracket) {
    int behind = partners.getOrDefault(bracket, tokens.size()) + 1;
    return behind < tokens.size()
        && (tokens.get(behind).is("=")
            || tokens.get(behind).isWord("of")
            || tokens.get(behind).isWord("in"));
  }

  private void matchBrackets() {
    int[] open = new int[tokens.size() + 1];
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.closes() && depth > 0) {
        depth--;
        partners.put(open[depth], i);
      }
      around[i] = depth == 0 ? -1 : open[depth - 1];
      if (token.opens()) {
        open[depth++] = i;
      }
    }
  }

  private Optional<Position> original(int offset) {
    return map.original(code, offset);
  }
}
