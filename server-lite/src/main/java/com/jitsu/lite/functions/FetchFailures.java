package com.jitsu.lite.functions;

import com.jitsu.sdk.host.HostException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;

/**
 * Why there was no reply, in words that name the host and nothing else: the rest of a URL, and what
 * a server sent, may be secret.
 */
final class FetchFailures {

  private FetchFailures() {}

  static HostException of(IOException e, HttpUrl url) {
    return new HostException("TypeError", "fetch failed: " + reason(e, url), e);
  }

  private static String reason(IOException e, HttpUrl url) {
    String host = url.host() + ":" + url.port();
    if (isRefused(e)) {
      return url.host()
          + " is in a local network, which this server forbids (functions.fetch.forbid_local)";
    } else if (e instanceof UnknownHostException) {
      return "the host name " + url.host() + " cannot be resolved";
    } else if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return "cannot connect to " + host;
    } else if (e instanceof SSLException) {
      return "no secure connection to "
          + host
          + ": "
          + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    } else if (e instanceof ZipException) {
      return "the body from " + host + " is not what its Content-Encoding says";
    }
    return "the exchange with " + host + " broke off";
  }

  /** Also when another address of the same host was tried first, or afterwards. */
  private static boolean isRefused(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof AddressRules.RefusedAddressException) {
        return true;
      }
      for (Throwable other : cause.getSuppressed()) {
        if (other instanceof AddressRules.RefusedAddressException) {
          return true;
        }
      }
    }
    return false;
  }
}
