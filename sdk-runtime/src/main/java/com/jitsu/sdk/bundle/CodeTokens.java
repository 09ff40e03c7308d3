package com.jitsu.sdk.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts a bundled module into words, strings and signs; comments, regular expressions and the text
 * of templates are left out.
 *
 * <p>Reads what esbuild printed, so it need not cope with every way to write JavaScript.
 */
final class CodeTokens {

  private static final Set<String> BEFORE_EXPRESSION =
      Set.of(
          "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do",
          "await", "yield", "default");
  private static final List<String> LONG_SIGNS =
      List.of(
          ">>>=", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "...", "=>", "==",
          "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=",
          "|=", "^=", "<<", ">>", "**");

  private final String code;
  private final List<Token> tokens = new ArrayList<>();

  /** The open brackets; {@code `} stands for the braces inside a template. */
  private final StringBuilder open = new StringBuilder();

  private int at;

  private CodeTokens(String code) {
    this.code = code;
  }

  /** Kinds of token. */
  enum Kind {
    WORD,
    STRING,
    SIGN,
    VALUE
  }

  /** A token and its offset; a string's text is what is between the quotes. */
  record Token(Kind kind, String text, int offset) {
    boolean is(String sign) {
      return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
      return kind == Kind.WORD && text.equals(word);
    }
  }

  static List<Token> of(String code) {
    CodeTokens tokens = new CodeTokens(code);
    while (tokens.at < code.length()) {
      tokens.next();
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
      at++;
      template();
    } else if (Character.isJavaIdentifierStart(c) || c == '#') {
      word();
    } else if (Character.isDigit(c)) {
      int start = at;
      while (at < code.length()
          && (Character.isJavaIdentifierPart(code.charAt(at)) || code.charAt(at) == '.')) {
        at++;
      }
      add(Kind.VALUE, start, at, start);
    } else if (c == '/' && expressionMayStart()) {
      regularExpression();
    } else {
      sign(c);
    }
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

  /** From behind the opening quote, or behind the brace that ends a substitution. */
  private void template() {
    while (at < code.length()) {
      char c = code.charAt(at);
      if (c == '`') {
        at++;
        tokens.add(new Token(Kind.VALUE, "", at - 1));
        return;
      }
      if (code.startsWith("${", at)) {
        tokens.add(new Token(Kind.SIGN, "${", at));
        open.append('`');
        at += 2;
        return;
      }
      at += c == '\\' ? 2 : 1;
    }
  }

  private void word() {
    int start = at++;
    while (at < code.length() && Character.isJavaIdentifierPart(code.charAt(at))) {
      at++;
    }
    add(Kind.WORD, start, at, start);
  }

  private boolean expressionMayStart() {
    if (tokens.isEmpty()) {
      return true;
    }
    Token last = tokens.get(tokens.size() - 1);
    return switch (last.kind()) {
      case STRING, VALUE -> false;
      case WORD -> BEFORE_EXPRESSION.contains(last.text());
      case SIGN -> !Set.of(")", "]", "}").contains(last.text());
    };
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
    tokens.add(new Token(Kind.VALUE, "", start));
  }

  private void sign(char c) {
    if (c == '{') {
      open.append('{');
    } else if (c == '}' && !open.isEmpty()) {
      char opened = open.charAt(open.length() - 1);
      open.setLength(open.length() - 1);
      if (opened == '`') {
        tokens.add(new Token(Kind.SIGN, "}", at++));
        template();
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

  private void add(Kind kind, int from, int to, int offset) {
    tokens.add(new Token(kind, code.substring(from, to), offset));
  }
}
