package com.jitsu.sdk.bundle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Cuts a bundled module into words, strings and signs; comments, regular expressions and the text
 * of templates with substitutions are left out.
 *
 * <p>Reads what esbuild printed, so it need not cope with every way to write JavaScript.
 */
final class CodeTokens {

  private static final Set<String> BEFORE_EXPRESSION =
      Set.of(
          "return",
          "typeof",
          "case",
          "in",
          "of",
          "instanceof",
          "delete",
          "void",
          "throw",
          "new",
          "else",
          "do",
          "await",
          "yield",
          "default",
          "function",
          "import",
          "export",
          "extends");
  private static final Set<String> BEFORE_HEADER = Set.of("if", "while", "for", "with");
  private static final List<String> LONG_SIGNS =
      List.of(
          ">>>=", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "...", "=>", "==",
          "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=",
          "|=", "^=", "<<", ">>", "**");

  private final String code;
  private final List<Token> tokens = new ArrayList<>();

  /** The open brackets; {@code `} stands for the braces inside a template. */
  private final StringBuilder open = new StringBuilder();

  /** For each open parenthesis, whether a statement follows the closing one. */
  private final Deque<Boolean> headers = new ArrayDeque<>();

  /** Whether the last parenthesis that was closed is that of {@code if (…)} or the like. */
  private boolean headerClosed;

  private int at;

  private CodeTokens(String code) {
    this.code = code;
  }

  /** Kinds of token. */
  enum Kind {
    WORD,
    STRING,
    TEMPLATE,
    SIGN,
    VALUE
  }

  /**
   * A token and its offset; the text of strings and templates is what is between the quotes.
   *
   * @param follows whether an expression ends right before it: then a sign stands between two
   *     expressions, or behind one
   */
  record Token(Kind kind, String text, int offset, boolean follows) {
    boolean is(String sign) {
      return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
      return kind == Kind.WORD && text.equals(word);
    }

    boolean opens() {
      return is("{") || is("(") || is("[") || is("${");
    }

    boolean closes() {
      return is("}") || is(")") || is("]");
    }
  }

  static List<Token> of(String code) {
    CodeTokens tokens = new CodeTokens(code);
    while (tokens.at < code.length()) {
      tokens.next();
    }
    return List.copyOf(tokens.tokens);
  }

  /** The tokens from an offset to the semicolon that ends the statement there, without that. */
  static List<Token> statement(String code, int offset) {
    CodeTokens tokens = new CodeTokens(code);
    tokens.at = offset;
    int depth = 0;
    while (tokens.at < code.length()) {
      int before = tokens.tokens.size();
      tokens.next();
      if (tokens.tokens.size() == before) {
        continue;
      }
      Token last = tokens.tokens.get(before);
      if (last.opens()) {
        depth++;
      } else if (last.closes()) {
        depth--;
      } else if (depth == 0 && last.is(";")) {
        return List.copyOf(tokens.tokens.subList(0, before));
      }
    }
    return List.copyOf(tokens.tokens);
  }

  private void next() {
    char c = code.charAt(at);
    if (Character.isWhitespace(c)) {
      at++;
    } else if (code.startsWith("//", at)) {
      at = endOf("\n");
    } else if (code.startsWith("/*", at)) {
      at = endOf("*/");
    } else if (c == '"' || c == '\'') {
      string(c);
    } else if (c == '`') {
      int start = at++;
      if (!template(start)) {
        Token end = tokens.remove(tokens.size() - 1);
        String text = code.substring(start + 1, Math.max(start + 1, end.offset()));
        tokens.add(new Token(Kind.TEMPLATE, text, start, false));
      }
    } else if (Character.isJavaIdentifierStart(c) || c == '#') {
      word();
    } else if (Character.isDigit(c)) {
      number();
    } else if (c == '/' && !expressionEnded(at)) {
      regularExpression();
    } else {
      sign(c);
    }
  }

  private void number() {
    int start = at;
    boolean hex = code.startsWith("0x", at);
    while (at < code.length()
        && (Character.isJavaIdentifierPart(code.charAt(at))
            || code.charAt(at) == '.'
            || (!hex && isSignOfExponent()))) {
      at++;
    }
    add(Kind.VALUE, start, at, start);
  }

  /** The second sign of {@code 1e-7}. */
  private boolean isSignOfExponent() {
    char c = code.charAt(at);
    char before = code.charAt(at - 1);
    return (c == '-' || c == '+') && (before == 'e' || before == 'E');
  }

  private int endOf(String end) {
    int found = code.indexOf(end, at);
    return found < 0 ? code.length() : found + end.length();
  }

  private void string(char quote) {
    int start = at++;
    while (at < code.length() && code.charAt(at) != quote) {
      at += code.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(at, code.length());
    add(Kind.STRING, start + 1, at, start);
    at++;
  }

  /**
   * From behind the opening quote, or behind the brace that ends a substitution.
   *
   * @param start what the next substitution gives as its offset
   * @return whether another substitution begins
   */
  private boolean template(int start) {
    while (at < code.length()) {
      char c = code.charAt(at);
      if (c == '`') {
        at++;
        tokens.add(new Token(Kind.VALUE, "", at - 1, false));
        return false;
      }
      if (code.startsWith("${", at)) {
        tokens.add(new Token(Kind.SIGN, "${", start, false));
        open.append('`');
        at += 2;
        return true;
      }
      at += c == '\\' ? 2 : 1;
    }
    tokens.add(new Token(Kind.VALUE, "", code.length(), false));
    return false;
  }

  private void word() {
    int start = at++;
    while (at < code.length() && Character.isJavaIdentifierPart(code.charAt(at))) {
      at++;
    }
    add(Kind.WORD, start, at, start);
  }

  /**
   * Whether what was read last ends an expression. A brace does unless a new line begins: then it
   * ended a block, since esbuild breaks no expression there.
   */
  private boolean expressionEnded(int here) {
    if (tokens.isEmpty()) {
      return false;
    }
    Token last = tokens.get(tokens.size() - 1);
    return switch (last.kind()) {
      case STRING, TEMPLATE, VALUE -> true;
      case WORD -> isMember(tokens.size() - 1) || !BEFORE_EXPRESSION.contains(last.text());
      case SIGN ->
          switch (last.text()) {
            case "]" -> true;
            case ")" -> !headerClosed;
            case "}" -> code.substring(last.offset(), here).indexOf('\n') < 0;
            case "++", "--" -> last.follows();
            default -> false;
          };
    };
  }

  /** {@code rows.of}: a name like any other. */
  private boolean isMember(int index) {
    return index > 0 && (tokens.get(index - 1).is(".") || tokens.get(index - 1).is("?."));
  }

  private void regularExpression() {
    int start = at++;
    boolean inClass = false;
    while (at < code.length() && (inClass || code.charAt(at) != '/')) {
      char c = code.charAt(at);
      inClass = c == '[' || (inClass && c != ']');
      at += c == '\\' ? 2 : 1;
    }
    at++;
    while (at < code.length() && Character.isJavaIdentifierPart(code.charAt(at))) {
      at++;
    }
    tokens.add(new Token(Kind.VALUE, "", start, false));
  }

  private void sign(char c) {
    if (c == '(') {
      headers.push(isHeader());
    } else if (c == ')') {
      headerClosed = !headers.isEmpty() && headers.pop();
    }
    if (c == '{') {
      open.append('{');
    } else if (c == '}' && !open.isEmpty()) {
      char opened = open.charAt(open.length() - 1);
      open.setLength(open.length() - 1);
      if (opened == '`') {
        tokens.add(new Token(Kind.SIGN, "}", at++, false));
        template(at);
        return;
      }
    }
    int start = at;
    at +=
        LONG_SIGNS.stream()
            .filter(sign -> code.startsWith(sign, start))
            .mapToInt(String::length)
            .findFirst()
            .orElse(1);
    add(Kind.SIGN, start, at, start);
  }

  /** Whether a parenthesis that opens here belongs to a statement: {@code for await (}. */
  private boolean isHeader() {
    int last = tokens.size() - 1;
    if (last > 0 && tokens.get(last).isWord("await")) {
      last--;
      return tokens.get(last).isWord("for");
    }
    return last >= 0
        && tokens.get(last).kind() == Kind.WORD
        && BEFORE_HEADER.contains(tokens.get(last).text())
        && !isMember(last);
  }

  private void add(Kind kind, int from, int to, int offset) {
    tokens.add(new Token(kind, code.substring(from, to), offset, expressionEnded(offset)));
  }
}
