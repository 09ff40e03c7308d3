package com.jitsu.lite.ingest.classic;

import com.jitsu.lite.http.Call;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.sources.Grant;
import com.jitsu.sdk.problem.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Lets pages read what a route answers (CONTRACT E.2, CORS): those whose origin the token's source
 * allows, and every page when there is no such token, so that it can be told.
 *
 * <p>An origin that may not read can send all the same, as ever.
 */
record BrowserRoute(Tokens tokens, ClassicRoute route) implements Endpoint {

  private static final Map<String, String> HEADERS =
      Map.of(
          "Access-Control-Max-Age",
          "86400",
          "Access-Control-Allow-Methods",
          "POST, GET, OPTIONS, PUT, DELETE, UPDATE, PATCH",
          "Access-Control-Allow-Headers",
          "Content-Type, Content-Length, Accept-Encoding, X-CSRF-Token, Authorization, Host,"
              + " X-Auth-Token",
          "Access-Control-Allow-Credentials",
          "true",
          "Vary",
          "Origin");

  /** For a preflight: always 200. */
  Endpoint preflight() {
    return Endpoint.of(call -> allow(call, Reply.empty(200)));
  }

  @Override
  public CompletionStage<Reply> answer(Call call) {
    return route.answer(call).thenApply(reply -> allow(call, reply));
  }

  @Override
  public Reply refuse(Call call, int status, List<Problem> problems) {
    return allow(call, route.refuse(call, status, problems));
  }

  private Reply allow(Call call, Reply reply) {
    Map<String, String> headers = new HashMap<>(HEADERS);
    call.header("Origin")
        .filter(origin -> mayRead(call, origin))
        .ifPresent(origin -> headers.put("Access-Control-Allow-Origin", origin));
    return reply.with(headers);
  }

  private boolean mayRead(Call call, String origin) {
    Optional<Grant> grant = tokens.find(call).grant().filter(Grant::isBrowser);
    return grant.isEmpty() || grant.get().source().allows(origin);
  }
}
