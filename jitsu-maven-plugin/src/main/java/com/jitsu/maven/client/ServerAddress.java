package com.jitsu.maven.client;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.net.URI;
import java.util.Locale;
import okhttp3.HttpUrl;

/** Where a server is: {@code http://127.0.0.1:8001}. */
public record ServerAddress(HttpUrl url) {

  /** Reads what a user typed for {@code jitsu.server}. */
  public static ServerAddress of(String typed) {
    HttpUrl url = HttpUrl.parse(typed.strip());
    if (url == null) {
      throw new ProblemException(
          new Problem(
              "JITSU-0801",
              "\"" + typed + "\" is no address of a server",
              "jitsu.server",
              "give scheme, host and port, such as -Djitsu.server=http://127.0.0.1:8001"));
    }
    return new ServerAddress(url);
  }

  /**
   * Whether the server is this machine, so that what is said to it leaves no trace on a network.
   */
  public boolean isLoopback() {
    String host = url.host().toLowerCase(Locale.ROOT);
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d+){3}");
  }

  /** Whether the other address reaches the same port, however loopback is spelt. */
  public boolean sameServer(URI other) {
    HttpUrl that = HttpUrl.get(other);
    return that != null
        && that.port() == url.port()
        && (that.host().equals(url.host())
            || (isLoopback() && new ServerAddress(that).isLoopback()));
  }

  HttpUrl route(String path) {
    String base = url.encodedPath().replaceAll("/+$", "");
    return url.newBuilder().encodedPath(base + path).build();
  }

  /** Without a slash at its end. */
  @Override
  public String toString() {
    return url.toString().replaceAll("/+$", "");
  }
}
