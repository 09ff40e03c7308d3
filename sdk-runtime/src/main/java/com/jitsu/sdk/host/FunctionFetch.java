package com.jitsu.sdk.host;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code context.fetch}: one HTTP exchange, redirects followed. Thread-safe. From CONTRACT A.9.
 *
 * <p>Never throws and never blocks; every HTTP status is a reply. What gives no reply (network,
 * time, refused address, a body that is too large) completes with a {@link HostException}.
 */
public interface FunctionFetch {

  CompletableFuture<Reply> fetch(Request request);

  /**
   * What the function asks for.
   *
   * @param url as given, not checked
   * @param method upper case
   * @param headers names as given
   * @param body empty for none
   * @param timeoutMillis from the call to the last byte of the body
   * @param maxBodyBytes of the reply
   */
  record Request(
      String url,
      String method,
      Map<String, String> headers,
      Optional<byte[]> body,
      long timeoutMillis,
      long maxBodyBytes) {
    public Request {
      requireNonNull(url);
      requireNonNull(method);
      requireNonNull(body);
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
  }

  /**
   * What came back.
   *
   * @param statusText may be empty
   * @param url where the reply came from, after redirects
   * @param headers names in lower case; several of one name joined by {@code ", "}
   * @param body whole, decompressed
   */
  record Reply(
      int status,
      String statusText,
      String url,
      boolean redirected,
      Map<String, String> headers,
      byte[] body) {
    public Reply {
      requireNonNull(statusText);
      requireNonNull(url);
      Map<String, String> lower = new LinkedHashMap<>();
      headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
      headers = Collections.unmodifiableMap(lower);
      requireNonNull(body);
    }
  }
}
