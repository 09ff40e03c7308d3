package com.jitsu.lite.functions;

import com.jitsu.sdk.host.FunctionFetch;
import com.jitsu.sdk.host.HostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What is sent: the function's request, and the one that a redirect asks for, by the rules of the
 * fetch standard. Its forbidden headers, which are the transport's own, are left out.
 */
final class FetchRequests {

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
  private static final Pattern SCHEME = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9+.-]*:).*");
  private static final Set<String> FORBIDDEN_METHODS = Set.of("CONNECT", "TRACE", "TRACK");
  private static final Set<String> NEEDS_BODY =
      Set.of("POST", "PUT", "PATCH", "PROPPATCH", "REPORT", "QUERY");
  private static final Set<String> FORBIDDEN_HEADERS =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final List<String> ABOUT_THE_BODY =
      List.of("Content-Encoding", "Content-Language", "Content-Location", "Content-Type");
  private static final List<String> SECRET = List.of("Authorization", "Cookie");

  private FetchRequests() {}

  /**
   * Checks what a function asks for.
   *
   * @throws HostException TypeError with what is wrong; shows no value
   */
  static Request of(FunctionFetch.Request asked, String userAgent) {
    HttpUrl url = url(asked.url());
    String method = asked.method().toUpperCase(Locale.ROOT);
    if (!TOKEN.matcher(method).matches()) {
      throw new HostException("TypeError", "this is not an HTTP method");
    }
    if (FORBIDDEN_METHODS.contains(method)) {
      throw new HostException("TypeError", "'" + method + "' HTTP method is unsupported.");
    }
    byte[] body = asked.body().orElse(null);
    if (body != null && (method.equals("GET") || method.equals("HEAD"))) {
      throw new HostException("TypeError", "Request with GET/HEAD method cannot have body.");
    }
    Headers headers = headers(asked.headers(), userAgent);
    return new Request.Builder()
        .url(url)
        .headers(headers)
        .method(method, body(method, body))
        .build();
  }

  /** Nothing when the response is no redirect; HostException when there is no way to go there. */
  static Optional<Request> redirected(Response response) {
    String location = response.header("Location");
    if (!REDIRECTS.contains(response.code()) || location == null) {
      return Optional.empty();
    }
    Request before = response.request();
    HttpUrl to = before.url().resolve(location);
    if (to == null) {
      throw new HostException(
          "TypeError", "fetch failed: a redirect leads to no http or https URL");
    }
    Request.Builder next =
        before.newBuilder().url(to.newBuilder().username("").password("").build());
    if (becomesGet(response.code(), before.method())) {
      next.get();
      ABOUT_THE_BODY.forEach(next::removeHeader);
    }
    if (!sameOrigin(before.url(), to)) {
      SECRET.forEach(next::removeHeader);
    }
    return Optional.of(next.build());
  }

  private static boolean becomesGet(int code, String method) {
    return switch (code) {
      case 301, 302 -> method.equals("POST");
      case 303 -> !method.equals("GET") && !method.equals("HEAD");
      default -> false;
    };
  }

  private static boolean sameOrigin(HttpUrl one, HttpUrl other) {
    return one.scheme().equals(other.scheme())
        && one.host().equals(other.host())
        && one.port() == other.port();
  }

  private static HttpUrl url(String text) {
    Matcher scheme = SCHEME.matcher(text);
    if (scheme.matches() && !scheme.group(1).toLowerCase(Locale.ROOT).matches("https?:")) {
      throw new HostException(
          "TypeError", "fetch failed: only http: and https: are fetched, not " + scheme.group(1));
    }
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new HostException("TypeError", "fetch failed: the URL cannot be read");
    }
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw new HostException(
          "TypeError",
          "fetch failed: the URL includes credentials; put them into the header Authorization");
    }
    return url;
  }

  private static Headers headers(Map<String, String> given, String userAgent) {
    Headers.Builder headers = new Headers.Builder();
    given.forEach(
        (name, value) -> {
          if (!TOKEN.matcher(name).matches()) {
            throw new HostException("TypeError", "this is not the name of a header");
          }
          if (!VALUE.matcher(value.strip()).matches()) {
            throw new HostException(
                "TypeError", "the value of header " + name + " holds a character that none may");
          }
          if (!FORBIDDEN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            headers.addUnsafeNonAscii(name, value.strip());
          }
        });
    putIfAbsent(headers, "Accept", "*/*");
    putIfAbsent(headers, "Accept-Encoding", "gzip, deflate");
    putIfAbsent(headers, "User-Agent", userAgent);
    return headers.build();
  }

  private static void putIfAbsent(Headers.Builder headers, String name, String value) {
    if (headers.get(name) == null) {
      headers.set(name, value);
    }
  }

  private static @Nullable RequestBody body(String method, byte @Nullable [] body) {
    if (body == null) {
      return NEEDS_BODY.contains(method) ? RequestBody.create(new byte[0]) : null;
    }
    return RequestBody.create(body);
  }
}
