package com.jitsu.sdk.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds exports and constants at the top of a module that esbuild printed: what is at the top
 * begins its line, every name is there once, and the exports come last.
 */
final class ModuleNames {

  private static final String EXPORTS = "\nexport {\n";

  private final String code;

  ModuleNames(String code) {
    this.code = code;
  }

  /** By what name the module itself knows something that it exports. */
  Optional<String> exported(String name) {
    int exports = code.lastIndexOf(EXPORTS);
    if (exports < 0) {
      return Optional.empty();
    }
    Matcher matcher =
        Pattern.compile("(?m)^ {2}(\\S+?)(?: as (\\S+?))?,?$")
            .matcher(code)
            .region(exports, code.length());
    while (matcher.find()) {
      String outside = matcher.group(2) == null ? matcher.group(1) : matcher.group(2);
      if (outside.equals(name)) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }

  /** The offset of the name, if exactly one line gives it a value. */
  Optional<Integer> declaration(String name) {
    if (line("^()NAME(?:[.\\[]| \\S*= )", name).size() > 0) {
      return Optional.empty();
    }
    List<Integer> found = line("^(?:var|let|const) ()NAME = ", name);
    if (found.isEmpty()) {
      // In a module that is loaded late, the top is a function of its own.
      found = line("^ {4}()NAME = ", name);
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** Where a name is that has no value of its own: changed later, or of something else. */
  int mention(String name) {
    List<Integer> found = line("^()NAME(?:[.\\[]| \\S*= )", name);
    found.addAll(line("^()\\w[\\w ]*\\*? NAME\\b", name));
    return found.isEmpty() ? code.lastIndexOf(EXPORTS) : found.get(0);
  }

  /** The offsets of the pattern's empty group. */
  private List<Integer> line(String pattern, String name) {
    Pattern lines =
        Pattern.compile(pattern.replace("NAME", Pattern.quote(name)), Pattern.MULTILINE);
    return lines
        .matcher(code)
        .results()
        .map(match -> match.start(1))
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
