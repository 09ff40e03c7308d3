package com.jitsu.lite.console;

import com.jitsu.lite.http.BodyLimit;
import com.jitsu.lite.http.Endpoint;
import com.jitsu.lite.http.Reply;
import com.jitsu.lite.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/**
 * Start here: the page at {@code /}. Static files that talk to the API with the admin token which
 * the user types; nothing is loaded from anywhere else, and no script but ours runs.
 */
public final class ConsolePages {

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
              + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-cache");

  /** Adds the page and its files. */
  public void addTo(Routes routes) {
    routes.add("GET", "/", BodyLimit.none(), file("index.html", "text/html; charset=utf-8"));
    routes.add(
        "GET", "/console.css", BodyLimit.none(), file("console.css", "text/css; charset=utf-8"));
    routes.add(
        "GET",
        "/console.js",
        BodyLimit.none(),
        file("console.js", "text/javascript; charset=utf-8"));
  }

  private static Endpoint file(String name, String contentType) {
    return Endpoint.of(call -> new Reply(200, contentType, read(name), HEADERS));
  }

  private static byte[] read(String name) {
    try (InputStream stream =
        Objects.requireNonNull(ConsolePages.class.getResourceAsStream(name), name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
