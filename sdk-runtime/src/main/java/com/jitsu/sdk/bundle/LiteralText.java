package com.jitsu.sdk.bundle;

/** What a string or template of JavaScript stands for. */
final class LiteralText {

  private LiteralText() {}

  /** The text of what is between the quotes, its escapes replaced. */
  static String of(String quoted) {
    if (quoted.indexOf('\\') < 0) {
      return quoted;
    }
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < quoted.length()) {
      char c = quoted.charAt(at++);
      if (c != '\\' || at == quoted.length()) {
        text.append(c);
        continue;
      }
      char escaped = quoted.charAt(at++);
      switch (escaped) {
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case 'r' -> text.append('\r');
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'v' -> text.append('\u000b');
        case '0' -> text.append('\0');
        case 'x' -> at = code(quoted, at, at + 2, text);
        case 'u' -> {
          boolean braced = at < quoted.length() && quoted.charAt(at) == '{';
          at =
              braced
                  ? code(quoted, at + 1, quoted.indexOf('}', at), text) + 1
                  : code(quoted, at, at + 4, text);
        }
        case '\n' -> {
          // A line that goes on in the next one.
        }
        default -> text.append(escaped);
      }
    }
    return text.toString();
  }

  private static int code(String quoted, int from, int to, StringBuilder text) {
    text.appendCodePoint(Integer.parseInt(quoted.substring(from, to), 16));
    return to;
  }
}
