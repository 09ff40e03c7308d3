package com.jitsu.lite.config;

import com.jitsu.sdk.problem.NearNames;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was typed after {@code server-lite.jar}; an option that was not typed is empty. */
public record CommandLine(
    OptionalInt port, Optional<Path> data, Optional<Path> config, boolean help, boolean version) {

  private static final Set<String> WITH_VALUE = Set.of("--port", "--data", "--config");
  private static final Set<String> WITHOUT_VALUE = Set.of("--help", "--version");

  /**
   * Reads {@code --port 0} and {@code --port=0} alike.
   *
   * @throws ProblemException JITSU-0610 with everything that is wrong
   */
  public static CommandLine parse(List<String> arguments) {
    List<Problem> problems = new ArrayList<>();
    Map<String, String> given = split(arguments, problems);
    OptionalInt port = port(given.get("--port"), problems);
    Optional<Path> data = path("--data", given.get("--data"), problems);
    Optional<Path> config = path("--config", given.get("--config"), problems);
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return new CommandLine(
        port, data, config, given.containsKey("--help"), given.containsKey("--version"));
  }

  /** The text of {@code --help}. */
  public static String usage() {
    return """
    Usage: java -jar server-lite.jar [options]

      --port PORT      listen on this port; 0 takes a free one (default 8001)
      --data DIR       keep events, profiles and keys here (default ~/.jitsu/server-lite)
      --config FILE    read settings from this file, usually jitsu.yaml
      --help           show this and end
      --version        show the version and end
    """;
  }

  private static Map<String, String> split(List<String> arguments, List<Problem> problems) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i).equals("-h") ? "--help" : arguments.get(i);
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      String value = equals < 0 ? null : argument.substring(equals + 1);
      boolean takesValue = WITH_VALUE.contains(name);
      if (!takesValue && !WITHOUT_VALUE.contains(name)) {
        problems.add(unknown(name));
        continue;
      }
      if (takesValue && value == null) {
        boolean follows = i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--");
        value = follows ? arguments.get(++i) : "";
      }
      if (takesValue == (value == null || value.isEmpty())) {
        problems.add(
            problem(
                name + (takesValue ? " has no value" : " takes no value"),
                takesValue ? "write for example " + example(name) : "write " + name + " alone"));
        continue;
      }
      if (given.put(name, value == null ? "" : value) != null) {
        problems.add(problem(name + " is given twice", "leave one of them out"));
      }
    }
    return given;
  }

  private static Problem unknown(String name) {
    TreeSet<String> known = new TreeSet<>(WITH_VALUE);
    known.addAll(WITHOUT_VALUE);
    return problem("there is no option \"" + name + "\"", NearNames.suggestion(name, known));
  }

  private static OptionalInt port(@Nullable String value, List<Problem> problems) {
    if (value == null) {
      return OptionalInt.empty();
    }
    if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
      problems.add(
          problem(
              "--port is not a port: " + value,
              "use a number from 0 to 65535; 0 takes a free port"));
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(value));
  }

  private static Optional<Path> path(String name, @Nullable String value, List<Problem> problems) {
    try {
      return Optional.ofNullable(value).map(Path::of);
    } catch (InvalidPathException e) {
      problems.add(
          problem(name + " is not a path: " + value, "write for example " + example(name)));
      return Optional.empty();
    }
  }

  private static String example(String name) {
    return switch (name) {
      case "--port" -> "--port 8001";
      case "--data" -> "--data ./data";
      default -> "--config jitsu.yaml";
    };
  }

  private static Problem problem(String what, String remedy) {
    return new Problem("JITSU-0610", what, "command line", remedy);
  }
}
