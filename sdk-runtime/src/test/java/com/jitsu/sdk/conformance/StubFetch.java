package com.jitsu.sdk.conformance;

import com.jitsu.sdk.host.FunctionFetch;
import com.jitsu.sdk.host.HostException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The routes of a case without a network: everything else cannot be reached. */
final class StubFetch implements FunctionFetch {

  private static final Map<Integer, String> WORDS =
      Map.of(
          200, "OK", 201, "Created", 302, "Found", 404, "Not Found", 500, "Internal Server Error");

  private final String address;
  private final List<HttpRoute> routes;

  StubFetch(String address, List<HttpRoute> routes) {
    this.address = address;
    this.routes = List.copyOf(routes);
  }

  @Override
  public CompletableFuture<Reply> fetch(Request request) {
    return fetch(request, request.url(), false);
  }

  private CompletableFuture<Reply> fetch(Request request, String url, boolean redirected) {
    Optional<HttpRoute> route =
        url.startsWith(address + "/")
            ? HttpRoute.find(routes, url.substring(address.length()))
            : Optional.empty();
    if (route.isEmpty()) {
      return CompletableFuture.failedFuture(new HostException("TypeError", "fetch failed"));
    }
    HttpRoute found = route.get();
    String location = found.headers().get("Location");
    if (location != null) {
      return fetch(request, URI.create(url).resolve(location).toString(), true);
    }
    return found.delayMillis() < request.timeoutMillis()
        ? later(found.delayMillis()).thenApply(done -> reply(request, url, found, redirected))
        : later(request.timeoutMillis())
            .thenCompose(done -> CompletableFuture.failedFuture(tooLate(request)));
  }

  private static CompletableFuture<Void> later(long millis) {
    return CompletableFuture.runAsync(
        () -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
  }

  private static HostException tooLate(Request request) {
    return new HostException(
        "Fetch request exceeded timeout " + request.timeoutMillis() + "ms and was aborted");
  }

  private Reply reply(Request request, String url, HttpRoute route, boolean redirected) {
    byte[] body =
        route.answer(
            request.method(),
            url.substring(address.length()),
            request.headers(),
            request.body().orElse(new byte[0]));
    return new Reply(
        route.status(),
        WORDS.getOrDefault(route.status(), ""),
        url,
        redirected,
        route.headers(),
        body);
  }
}
