package com.jitsu.lite.config;

import com.jitsu.sdk.problem.NearNames;
import com.jitsu.sdk.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed values by dotted name and collects what is wrong instead of stopping at it. A value
 * may name environment variables, {@code ${REDIS_PASSWORD}}.
 */
final class YamlSettings {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

  private final YamlNode root;
  private final String file;
  private final Map<String, String> environment;
  private final List<Found> problems = new ArrayList<>();

  YamlSettings(YamlNode root, String file, Map<String, String> environment) {
    this.root = root;
    this.file = file;
    this.environment = environment;
  }

  /** In the order of their lines. */
  List<Problem> problems() {
    return problems.stream()
        .sorted(Comparator.comparingInt(Found::line))
        .map(Found::problem)
        .toList();
  }

  void problem(String what, @Nullable Integer line, String remedy) {
    String where = line == null ? file : file + ":" + line;
    problems.add(
        new Found(line == null ? 0 : line, new Problem("JITSU-0612", what, where, remedy)));
  }

  /** Reports every key that no known name begins with; a known name may have {@code *} parts. */
  void refuseUnknown(Set<String> known) {
    if (root.kind() != YamlNode.Kind.SECTION && root.kind() != YamlNode.Kind.EMPTY) {
      problem("the file holds no keys", root.line(), "begin with a section: server:");
    }
    refuseUnknown(root, "", known);
  }

  private void refuseUnknown(YamlNode section, String prefix, Set<String> known) {
    Set<String> here = heads(known);
    section
        .children()
        .forEach(
            (key, value) -> {
              Set<String> below = below(key, known);
              if (!here.contains(key) && !here.contains("*")) {
                problem(
                    "there is no setting \"" + prefix + key + "\"",
                    value.line(),
                    NearNames.suggestion(key, here));
              } else if (!below.isEmpty() && value.kind() == YamlNode.Kind.SECTION) {
                refuseUnknown(value, prefix + key + ".", below);
              } else if (!below.isEmpty() && value.kind() != YamlNode.Kind.EMPTY) {
                problem(
                    "\"" + prefix + key + "\" is a section, not a value",
                    value.line(),
                    "put below it, indented, one of: " + String.join(", ", heads(below)));
              }
            });
  }

  private static Set<String> heads(Set<String> names) {
    return names.stream()
        .map(name -> name.replaceFirst("\\..*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> below(String key, Set<String> known) {
    Set<String> below = new TreeSet<>();
    for (String name : known) {
      int dot = name.indexOf('.');
      if (dot > 0 && (name.substring(0, dot).equals(key) || name.startsWith("*."))) {
        below.add(name.substring(dot + 1));
      }
    }
    return below;
  }

  /** The keys of a section; empty when it is not there. */
  Map<String, YamlNode> section(String name) {
    return find(name).map(YamlNode::children).orElse(Map.of());
  }

  boolean has(String name) {
    return find(name).isPresent();
  }

  int integer(String name, int otherwise, int least, int most) {
    Optional<String> text = scalar(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text.get().replace("_", ""));
      if (number >= least && number <= most) {
        return (int) number;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number out of range.
    }
    wrong(name, "is not a whole number from " + least + " to " + most, String.valueOf(otherwise));
    return otherwise;
  }

  boolean flag(String name, boolean otherwise) {
    Optional<String> text = scalar(name);
    if (text.isEmpty() || text.get().equals("true") || text.get().equals("false")) {
      return text.map(Boolean::parseBoolean).orElse(otherwise);
    }
    wrong(name, "is neither true nor false", String.valueOf(otherwise));
    return otherwise;
  }

  Optional<String> text(String name, String example) {
    Optional<String> text = scalar(name);
    if (text.isPresent() && text.get().isBlank()) {
      wrong(name, "is empty", example);
      return Optional.empty();
    }
    return text;
  }

  private void wrong(String name, String what, String example) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    problem("\"" + name + "\" " + what, line(name), "write for example " + last + ": " + example);
  }

  @Nullable Integer line(String name) {
    return find(name).map(YamlNode::line).orElse(null);
  }

  /** The text of a value with its variables filled in; values may be secrets, so none is shown. */
  private Optional<String> scalar(String name) {
    Optional<YamlNode> node = find(name);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    String text = node.get().text();
    if (text == null) {
      boolean empty = node.get().kind() == YamlNode.Kind.EMPTY;
      problem(
          "\"" + name + "\" " + (empty ? "has no value" : "must be one value"),
          node.get().line(),
          empty ? "write one, or remove the line" : "write one value behind the colon");
      return Optional.empty();
    }
    return fill(text, node.get().line());
  }

  private Optional<String> fill(String text, int line) {
    Matcher matcher = VARIABLE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String value = environment.get(matcher.group(1));
      if (value == null) {
        problem(
            "the environment variable \"" + matcher.group(1) + "\" is not set",
            line,
            "set it before the start: export " + matcher.group(1) + "=…");
        return Optional.empty();
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return Optional.of(matcher.appendTail(filled).toString());
  }

  private Optional<YamlNode> find(String name) {
    YamlNode node = root;
    for (String part : name.split("\\.", -1)) {
      node = node.children().get(part);
      if (node == null) {
        return Optional.empty();
      }
    }
    return Optional.of(node);
  }

  private record Found(int line, Problem problem) {}
}
