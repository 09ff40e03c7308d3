package com.jitsu.maven.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can go wrong between here and a server, in words for the user. */
final class ServerProblems {

  private ServerProblems() {}

  static ProblemException unreachable(ServerAddress address, IOException cause) {
    boolean local = address.isLoopback();
    return new ProblemException(
        new Problem(
            "JITSU-0801",
            "no server answers at " + address + " (" + reason(cause) + ")",
            null,
            local
                ? "start one with mvn jitsu:server, or name another with -Djitsu.server=http://…"
                : "check the address, VPN and proxy, or name another with -Djitsu.server=http://…"),
        cause);
  }

  static ProblemException keyRefused(ServerAddress address, ApiKey key) {
    return new ProblemException(
        new Problem(
            "JITSU-0803",
            "the server at " + address + " refuses the key from " + key.origin(),
            null,
            "take the deployKey (or adminToken) of that server: it is in keys.json of its data folder"));
  }

  static ProblemException notOurs(
      ServerAddress address, String route, int status, @Nullable IOException cause) {
    return new ProblemException(
        new Problem(
            "JITSU-0805",
            "what answers at "
                + address
                + " is no Jitsu server: "
                + route
                + " gave status "
                + status,
            null,
            "check jitsu.server: another program may have the port"),
        cause);
  }

  /** The problems in an error body; empty when it is not one of ours. */
  static List<Problem> in(JsonNode body) {
    List<Problem> problems = new ArrayList<>();
    for (JsonNode each : body.path("problems")) {
      String code = each.path("code").asText();
      if (!code.matches("JITSU-\\d{4}")) {
        return List.of();
      }
      problems.add(
          new Problem(
              code,
              each.path("what").asText(),
              each.hasNonNull("where") ? each.path("where").asText() : null,
              each.path("remedy").asText()));
    }
    return problems;
  }

  private static String reason(IOException cause) {
    String message = cause.getMessage();
    if (cause instanceof java.net.ConnectException) {
      return "connection refused";
    }
    if (cause instanceof java.net.UnknownHostException) {
      return "unknown host";
    }
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
