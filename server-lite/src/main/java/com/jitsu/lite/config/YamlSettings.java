package com.jitsu.lite.config;

import com.jitsu.sdk.problem.NearNames;
import com.jitsu.sdk.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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

  /** What Jitsu's own servers take for yes and no. */
  private static final Map<String, Boolean> WORDS =
      Map.of("1", true, "yes", true, "on", true, "0", false, "no", false, "off", false);

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

  /**
   * @param variables of the environment, which count when the file has no such key; the first that
   *     is set
   */
  int integer(String name, int otherwise, int least, int most, String... variables) {
    Optional<String> text = scalar(name, variables);
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
    String what = "is not a whole number from " + least + " to " + most;
    wrong(name, what, String.valueOf(otherwise), variables);
    return otherwise;
  }

  /** Variables of the environment may also say 1, yes or on; 0, no or off. */
  boolean flag(String name, boolean otherwise, String... variables) {
    Optional<String> text = scalar(name, variables);
    if (text.isEmpty()) {
      return otherwise;
    }
    String word = has(name) ? text.get() : text.get().toLowerCase(Locale.ROOT);
    if (word.equals("true") || word.equals("false")) {
      return word.equals("true");
    }
    if (!has(name) && WORDS.containsKey(word)) {
      return WORDS.get(word);
    }
    wrong(name, "is neither true nor false", String.valueOf(otherwise), variables);
    return otherwise;
  }

  /** A list, or one text with commas. */
  List<String> texts(String name, String... variables) {
    Optional<YamlNode> list = find(name).filter(node -> node.kind() == YamlNode.Kind.LIST);
    List<String> texts = new ArrayList<>();
    if (list.isPresent()) {
      for (YamlNode item : list.get().children().values()) {
        if (item.text() == null) {
          problem(
              "\"" + name + "\" must hold one text per item",
              item.line(),
              "write each behind a dash, or all in one line with commas");
        } else {
          fill(item.text(), item.line()).ifPresent(texts::add);
        }
      }
    } else {
      scalar(name, variables).ifPresent(text -> texts.addAll(List.of(text.split(",", -1))));
    }
    return texts.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
  }

  Optional<String> text(String name, String example) {
    Optional<String> text = scalar(name);
    if (text.isPresent() && text.get().isBlank()) {
      wrong(name, "is empty", example);
      return Optional.empty();
    }
    return text;
  }

  /** Tells it of the key in the file, or else of the variable that counted. */
  void wrong(String name, String what, String example, String... variables) {
    Optional<String> variable = has(name) ? Optional.empty() : firstSet(variables);
    if (variable.isPresent()) {
      problems.add(
          new Found(
              0,
              new Problem(
                  "JITSU-0612",
                  "\"" + variable.get() + "\" " + what,
                  "environment",
                  "write for example export " + variable.get() + "=" + example)));
      return;
    }
    String last = name.substring(name.lastIndexOf('.') + 1);
    problem("\"" + name + "\" " + what, line(name), "write for example " + last + ": " + example);
  }

  /** Empty counts as not set, as in most shells' scripts. */
  private Optional<String> firstSet(String... variables) {
    return Arrays.stream(variables)
        .filter(variable -> !environment.getOrDefault(variable, "").isBlank())
        .findFirst();
  }

  @Nullable Integer line(String name) {
    return find(name).map(YamlNode::line).orElse(null);
  }

  private Optional<String> scalar(String name, String... variables) {
    return has(name)
        ? scalar(name)
        : firstSet(variables).map(variable -> environment.getOrDefault(variable, "").strip());
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
