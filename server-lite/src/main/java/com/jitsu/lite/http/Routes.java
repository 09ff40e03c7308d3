package com.jitsu.lite.http;

import com.jitsu.sdk.problem.NearNames;
import com.jitsu.sdk.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which endpoint answers what. Fill it before the server starts; a literal segment beats a
 * parameter, {@code HEAD} is answered by {@code GET}, {@code OPTIONS} by the list of methods unless
 * a route says otherwise.
 */
public final class Routes {

  private final List<Route> routes = new ArrayList<>();

  // Every request asks, so that most are answered without walking through them all.
  private final Map<List<String>, List<Match>> literal = new HashMap<>();
  private final List<Route> withParameters = new ArrayList<>();

  /**
   * Adds a route.
   *
   * @param path as {@code /api/builders/{id}}
   */
  public Routes add(String method, String path, BodyLimit limit, Endpoint endpoint) {
    PathTemplate template = PathTemplate.of(path);
    boolean taken =
        routes.stream()
            .anyMatch(
                route ->
                    route.method().equals(method)
                        && route.template().rank().equals(template.rank()));
    if (taken) {
      throw new IllegalArgumentException("two endpoints for " + method + " " + path);
    }
    Route route = new Route(method, template, limit, endpoint);
    routes.add(route);
    if (template.isLiteral()) {
      literal
          .computeIfAbsent(template.segments(), any -> new ArrayList<>())
          .add(new Match(route, Map.of()));
    } else {
      withParameters.add(route);
      withParameters.sort(Comparator.comparing(each -> each.template().rank()));
    }
    return this;
  }

  /** Finds who answers; every refusal is itself an endpoint. */
  Match match(String method, List<String> path) {
    List<Match> matches = matches(path);
    if (matches.isEmpty()) {
      return Match.refusal(notFound(method, path));
    }
    return pick(method, matches)
        .or(() -> method.equals("HEAD") ? pick("GET", matches) : Optional.empty())
        .orElseGet(() -> otherMethod(method, matches));
  }

  /** The routes of the best template that fits. */
  private List<Match> matches(List<String> path) {
    List<Match> exact = literal.get(path);
    if (exact != null) {
      return exact;
    }
    String rank = "";
    List<Match> matches = new ArrayList<>();
    for (Route route : withParameters) {
      if (!matches.isEmpty() && !route.template().rank().equals(rank)) {
        break;
      }
      Optional<Map<String, String>> parameters = route.template().match(path);
      if (parameters.isPresent()) {
        rank = route.template().rank();
        matches.add(new Match(route, parameters.get()));
      }
    }
    return matches;
  }

  private static Optional<Match> pick(String method, List<Match> matches) {
    return matches.stream().filter(match -> match.route().method().equals(method)).findFirst();
  }

  private static Match otherMethod(String method, List<Match> matches) {
    TreeSet<String> methods = new TreeSet<>(List.of("OPTIONS"));
    for (Match match : matches) {
      methods.add(match.route().method());
      if (match.route().method().equals("GET")) {
        methods.add("HEAD");
      }
    }
    String allowed = String.join(", ", methods);
    String path = matches.get(0).route().template().text();
    Reply reply =
        method.equals("OPTIONS")
            ? Reply.empty(204)
            : Reply.problem(
                405,
                new Problem(
                    "JITSU-0502",
                    path + " does not answer to " + Excerpt.of(method),
                    null,
                    "use one of " + allowed));
    return Match.refusal(reply.with("Allow", allowed));
  }

  private Reply notFound(String method, List<String> path) {
    String typed = "/" + String.join("/", path);
    TreeSet<String> known =
        routes.stream()
            .map(route -> route.template().text())
            .collect(Collectors.toCollection(TreeSet::new));
    // Comparing names costs their product, so that a long path is not compared at all.
    String remedy =
        typed.length() > 200
            ? "known here: " + String.join(", ", known)
            : NearNames.suggestion(typed, known);
    return Reply.problem(
        404,
        new Problem(
            "JITSU-0501", "there is nothing at " + Excerpt.of(method + " " + typed), null, remedy));
  }

  record Route(String method, PathTemplate template, BodyLimit limit, Endpoint endpoint) {}

  record Match(Route route, Map<String, String> parameters) {

    /** Answers without looking at the body, however large it is. */
    static Match refusal(Reply reply) {
      Route route =
          new Route(
              "",
              PathTemplate.of("/"),
              new BodyLimit(Integer.MAX_VALUE),
              Endpoint.of(call -> reply));
      return new Match(route, Map.of());
    }

    boolean isRefusal() {
      return route.method().isEmpty();
    }
  }
}
