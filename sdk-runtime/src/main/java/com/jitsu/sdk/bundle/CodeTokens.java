package com.jitsu.sdk.bundle;

import java.util.ArrayList;
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
    TEMPLATE,
    SIGN,
    VALUE
  }

  /** A token and its offset; the text of strings and templates is what is between the quotes. */
  record Token(Kind kind, String text, int offset) {
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
        tokens.add(new Token(Kind.TEMPLATE, text, start));
      }
    } else if (Character.isJavaIdentifierStart(c) || c == '#') {
      word();
    } else if (Character.isDigit(c)) {
      number();
    } else if (c == '/' && expressionMayStart()) {
      regularExpression();
    } else {
      sign(c);
    }
  }

  private void number() {
    int start = at;
    boolean exponent = !code.startsWith("0x", at);
    while (at < code.length()
        && (Character.isJavaIdentifierPart(code.charAt(at))
            || code.charAt(at) == '.'
            || (exponent && "+-".indexOf(code.charAt(at)) >= 0 && code.charAt(at - 1) == 'e'))) {
      at++;
    }
    add(Kind.VALUE, start, at, start);
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
        tokens.add(new Token(Kind.VALUE, "", at - 1));
        return false;
      }
      if (code.startsWith("${", at)) {
        tokens.add(new Token(Kind.SIGN, "${", start));
        open.append('`');
        at += 2;
        return true;
      }
      at += c == '\\' ? 2 : 1;
    }
    tokens.add(new Token(Kind.VALUE, "", code.length()));
    return false;
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
      case STRING, TEMPLATE, VALUE -> false;
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

  private void add(Kind kind, int from, int to, int offset) {
    tokens.add(new Token(kind, code.substring(from, to), offset));
  }
}
