package com.jitsu.lite.ingest;

import com.jitsu.lite.http.Call;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * What a call says besides its body.
 *
 * @param ip empty when the sender asked for it to be left out
 */
public record RequestContext(
    Optional<String> ip, Optional<String> userAgent, Optional<String> locale) {

  static RequestContext of(Call call) {
    return new RequestContext(
        policy(call, address(call)),
        call.header("User-Agent").filter(text -> !text.isBlank()),
        call.header("Accept-Language")
            .map(text -> text.split("[,;]", 2)[0].trim())
            .filter(text -> !text.isEmpty()));
  }

  /** A proxy on this machine may say for whom it asks; nobody else may. */
  public static String address(Call call) {
    String remote = call.remoteAddress();
    if (!isLoopback(remote)) {
      return remote;
    }
    return call.header("X-Real-Ip")
        .or(() -> call.header("X-Forwarded-For"))
        .map(text -> text.split(",", 2)[0].trim())
        .filter(text -> text.matches("[0-9A-Fa-f.:]{2,45}"))
        .orElse(remote);
  }

  private static boolean isLoopback(String address) {
    try {
      // The text is an address already, so nothing is looked up.
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static Optional<String> policy(Call call, String ip) {
    return switch (call.header("X-IP-Policy").orElse("")) {
      case "remove" -> Optional.empty();
      case "stripLastOctet" ->
          Optional.of(ip.replaceFirst(ip.contains(":") ? "[^:]*$" : "[^.]*$", "0"));
      default -> Optional.of(ip);
    };
  }
}
