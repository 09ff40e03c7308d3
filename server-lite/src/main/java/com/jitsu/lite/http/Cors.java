package com.jitsu.lite.http;

import java.util.Map;

/** Lets pages of any origin send events (CONTRACT E.4): the origin is echoed. */
public final class Cors {

  private Cors() {}

  /** For a preflight: 200 with the headers below. */
  public static Endpoint preflight() {
    return Endpoint.of(call -> allow(call, Reply.empty(200)));
  }

  /** The reply with the headers that let a page read it; whoever is no page gets none. */
  public static Reply allow(Call call, Reply reply) {
    if (call.header("Origin").isEmpty() && !call.method().equals("OPTIONS")) {
      return reply;
    }
    return reply.with(
        Map.of(
            "Access-Control-Allow-Origin",
            call.header("Origin").orElse("*"),
            "Access-Control-Allow-Methods",
            "GET,POST,HEAD,OPTIONS",
            "Access-Control-Allow-Headers",
            "x-enable-debug, x-write-key, authorization, content-type, x-ip-policy, cache-control,"
                + " x-jitsu-custom",
            "Access-Control-Allow-Credentials",
            "true",
            "Access-Control-Max-Age",
            "86400",
            "Vary",
            "Origin"));
  }
}
