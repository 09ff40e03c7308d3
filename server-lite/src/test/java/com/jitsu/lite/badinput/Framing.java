package com.jitsu.lite.badinput;

import static com.jitsu.lite.badinput.BadRequest.alone;
import static com.jitsu.lite.badinput.BadRequest.bytes;

import com.jitsu.lite.badinput.BadRequest.Form;
import java.util.ArrayList;
import java.util.List;

/** Requests that lie about where they end, or are none. */
final class Framing {

  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String EVENT = "{\"type\":\"page\"}";

  private Framing() {}

  /** What is wrong with the body's length, at a route. */
  static List<BadRequest> lengths(IngestRoute route) {
    List<BadRequest> all = new ArrayList<>();
    String head = route.head() + JSON;
    for (String length :
        List.of(
            "Content-Length: -1",
            "Content-Length: -0",
            "Content-Length: +15",
            "Content-Length: 15x",
            "Content-Length: 0x0f",
            "Content-Length: 1 5",
            "Content-Length:",
            "Content-Length: ,",
            "Content-Length: 15, 15",
            "Content-Length: 15, 16",
            "Content-Length: 15\r\nContent-Length: 15",
            "Content-Length: 15\r\nContent-Length: 16",
            "Content-Length: 1e1",
            "Content-Length: 9223372036854775807",
            "Content-Length: 9223372036854775808",
            "Content-Length: 99999999999999999999999999",
            "Content-Length: 2147483648",
            "Content-Length: 10000001",
            "Content-Length: 16",
            "Content-Length: 14",
            "Content-Length: 1",
            "Content-Length: 0",
            "content-length : 15",
            "Content-Length: \u0661",
            "Content_Length: 15",
            "X: y")) {
      all.add(
          alone(
              "length",
              length.replace("\r\n", " and ") + " → " + route,
              head + length + "\r\n\r\n" + EVENT));
    }
    for (String encoding :
        List.of(
            "chunked, chunked",
            "gzip, chunked",
            "chunked, gzip",
            "gzip",
            "identity",
            "chunke",
            "\u000bchunked",
            "xchunked",
            "",
            "chunked;q=1",
            "CHUNKED",
            "chunked\r\nTransfer-Encoding: identity")) {
      all.add(
          alone(
              "transfer encoding",
              encoding.replace("\r\n", " and ").strip() + " → " + route,
              head + "Transfer-Encoding: " + encoding + "\r\n\r\nf\r\n" + EVENT + "\r\n0\r\n\r\n"));
    }
    all.add(
        alone(
            "length",
            "together with chunked → " + route,
            head
                + "Content-Length: 15\r\nTransfer-Encoding: chunked\r\n\r\nf\r\n"
                + EVENT
                + "\r\n0\r\n\r\n"));
    all.add(
        alone(
            "length",
            "after chunked → " + route,
            head
                + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nf\r\n"
                + EVENT
                + "\r\n0\r\n\r\n"));
    all.add(
        alone(
            "length",
            "chunked of HTTP/1.0 → " + route,
            head.replace("HTTP/1.1", "HTTP/1.0")
                + "Transfer-Encoding: chunked\r\n\r\nf\r\n"
                + EVENT
                + "\r\n0\r\n\r\n"));
    return all;
  }

  static List<BadRequest> chunks(IngestRoute route) {
    List<BadRequest> all = new ArrayList<>();
    String head = route.head() + JSON + "Transfer-Encoding: chunked\r\n\r\n";
    for (String chunks :
        List.of(
            "",
            "\r\n",
            "0",
            "0\r\n",
            "f\r\n",
            "f\r\n{",
            "f\r\n" + EVENT,
            "f\r\n" + EVENT + "\r\n",
            "f\r\n" + EVENT + "\r\n0\r\n",
            "e\r\n" + EVENT + "\r\n0\r\n\r\n",
            "10\r\n" + EVENT + "\r\n0\r\n\r\n",
            "-1\r\n" + EVENT + "\r\n0\r\n\r\n",
            "-f\r\n" + EVENT + "\r\n0\r\n\r\n",
            "+f\r\n" + EVENT + "\r\n0\r\n\r\n",
            "0x0f\r\n" + EVENT + "\r\n0\r\n\r\n",
            "g\r\n" + EVENT + "\r\n0\r\n\r\n",
            " f\r\n" + EVENT + "\r\n0\r\n\r\n",
            "f \r\n" + EVENT + "\r\n0\r\n\r\n",
            "f\n" + EVENT + "\n0\n\n",
            "f\r" + EVENT + "\r0\r\r",
            "f;a=b\r\n" + EVENT + "\r\n0\r\n\r\n",
            "f;" + "x".repeat(20_000) + "\r\n" + EVENT + "\r\n0\r\n\r\n",
            "f" + EVENT + "0\r\n\r\n",
            "f\r\n" + EVENT + "0\r\n\r\n",
            "f\r\n" + EVENT + "xx0\r\n\r\n",
            "7fffffff\r\n" + EVENT,
            "80000000\r\n" + EVENT,
            "ffffffff\r\n" + EVENT,
            "100000000\r\n" + EVENT,
            "7fffffffffffffff\r\n" + EVENT,
            "ffffffffffffffff\r\n" + EVENT,
            "fffffffffffffffff\r\n" + EVENT,
            "0".repeat(5_000) + "f\r\n" + EVENT + "\r\n0\r\n\r\n",
            "f\r\n" + EVENT + "\r\n0\r\nX: y\r\n\r\n",
            "f\r\n" + EVENT + "\r\n0\r\nContent-Length: 3\r\n\r\n",
            "f\r\n" + EVENT + "\r\n0\r\nbad trailer\r\n\r\n",
            "f\r\n" + EVENT + "\r\n0\r\n" + "X: y\r\n".repeat(10_000) + "\r\n",
            "f\r\n" + EVENT + "\r\n0\r\nX: " + "y".repeat(100_000) + "\r\n\r\n",
            "f\r\n" + EVENT + "\r\n0\r\nX: y",
            "f\r\n" + EVENT + "\r\n0\r\n\r\ngarbage",
            "\u0000\r\n",
            "{\"type\":\"page\"}",
            "f\r\n" + EVENT + "\r\n00\r\n\r\n",
            "1\r\n{\r\n".repeat(3_000) + "0\r\n\r\n")) {
      String name = chunks.replaceAll("\\s+", "_").replace('\0', '0');
      all.add(
          alone(
              "chunks",
              (name.length() > 50 ? name.substring(0, 50) + "…" + name.length() : name)
                  + " → "
                  + route,
              head + chunks));
    }
    return all;
  }

  static List<BadRequest> lines() {
    List<BadRequest> all = new ArrayList<>();
    for (String line :
        List.of(
            "",
            " ",
            "GET",
            "GET ",
            "GET /",
            "GET /nowhere",
            "GET  /nowhere  HTTP/1.1",
            "GET /nowhere HTTP/",
            "GET /nowhere HTTP/1",
            "GET /nowhere HTTP/1.",
            "GET /nowhere HTTP/1.2",
            "GET /nowhere HTTP/2.0",
            "GET /nowhere HTTP/0.9",
            "GET /nowhere HTTP/1.1.1",
            "GET /nowhere HTTPS/1.1",
            "GET /nowhere http/1.1",
            "GET /nowhere HTTP/1.1 x",
            "get /nowhere HTTP/1.1",
            " GET /nowhere HTTP/1.1",
            "/nowhere HTTP/1.1",
            "PRI * HTTP/2.0",
            "GET\t/nowhere\tHTTP/1.1",
            "GET /nowhere\u0000 HTTP/1.1",
            "GET /he alth HTTP/1.1",
            "G\u0000T /nowhere HTTP/1.1",
            "G{}T /nowhere HTTP/1.1",
            "GËT /nowhere HTTP/1.1",
            "GET health HTTP/1.1",
            "GET http://x/nowhere HTTP/1.1",
            "GET http:///nowhere HTTP/1.1",
            "GET http://x:99999/nowhere HTTP/1.1",
            "GET ://x HTTP/1.1",
            "GET * HTTP/1.1",
            "OPTIONS * HTTP/1.1",
            "CONNECT x:80 HTTP/1.1",
            "CONNECT / HTTP/1.1",
            "GET //evil.example/nowhere HTTP/1.1",
            "GET /nowhere#part HTTP/1.1",
            "GET \\health HTTP/1.1",
            "GET /\\..\\health HTTP/1.1",
            "{\"type\":\"page\"}",
            "\u0016\u0003\u0001\u0002\u0000\u0001",
            "\u0000\u0000\u0000",
            "SSH-2.0-x",
            "*1\r\n$4\r\nPING",
            "GET /nowhere HTTP/1.1\r",
            "GET /nowhere HTTP/1.1\r\r",
            "HTTP/1.1 200 OK",
            "X".repeat(100_000),
            "GET /" + "x".repeat(100_000) + " HTTP/1.1",
            "GET /nowhere?" + "x".repeat(7_000) + " HTTP/1.1")) {
      String name = line.length() > 40 ? line.substring(0, 40) + "…" + line.length() : line;
      all.add(alone("request line", name, line + "\r\nHost: x\r\n\r\n"));
    }
    all.add(alone("request line", "nothing at all", ""));
    all.add(alone("request line", "line feeds only", "\n".repeat(5_000)));
    all.add(alone("request line", "HTTP/0.9", "GET /nowhere\r\n"));
    all.add(alone("request line", "bare line feeds", "GET /nowhere HTTP/1.1\nHost: x\n\n"));
    all.add(alone("request line", "bare carriage returns", "GET /nowhere HTTP/1.1\rHost: x\r\r"));
    return all;
  }

  static List<BadRequest> methods(IngestRoute route) {
    List<BadRequest> all = new ArrayList<>();
    for (String method :
        List.of(
            "PUT",
            "DELETE",
            "PATCH",
            "TRACE",
            "HEAD",
            "OPTIONS",
            "BREW",
            "post",
            "Post",
            "POST2",
            "MKCOL",
            "PROPFIND",
            "M-SEARCH",
            "X".repeat(2_000),
            "!#$%&'*+-.^_`|~")) {
      String name = method.length() > 30 ? "a long one" : method;
      String request =
          route.head().replaceFirst("^\\S+", java.util.regex.Matcher.quoteReplacement(method));
      all.add(
          alone(
              "method",
              name + " → " + route,
              bytes(request, "Content-Length: 0\r\n\r\n"),
              Form.ANY));
      all.add(
          alone(
              "method",
              name + " with a body → " + route,
              bytes(request, JSON, "Content-Length: 15\r\n\r\n", EVENT),
              Form.ANY));
    }
    return all;
  }

  /** Several in a row on one connection, of which some are none. */
  static List<BadRequest> pipelines(IngestRoute route) {
    List<BadRequest> all = new ArrayList<>();
    String good =
        new String(
            route.request(EVENT.getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
            java.nio.charset.StandardCharsets.ISO_8859_1);
    all.add(alone("pipeline", "good and garbage → " + route, good + "garbage\r\n\r\n"));
    all.add(alone("pipeline", "garbage between → " + route, good + "\u0000\u0001\u0002" + good));
    all.add(
        alone("pipeline", "good and half → " + route, good + good.substring(0, good.length() / 2)));
    all.add(alone("pipeline", "a hundred → " + route, good.repeat(100)));
    all.add(
        alone(
            "pipeline",
            "a smuggled one → " + route,
            route.head()
                + JSON
                + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                + good));
    all.add(alone("pipeline", "line ends between → " + route, good + "\r\n\r\n" + good));
    all.add(
        alone(
            "pipeline",
            "upgrade → " + route,
            route.head()
                + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"));
    all.add(
        alone(
            "pipeline",
            "websocket → " + route,
            route.head()
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n"));
    for (String expect :
        List.of(
            "100-continue", "100-CONTINUE", "200-ok", "", "100-continue, x", "x".repeat(3_000))) {
      String name = expect.length() > 30 ? "long" : expect;
      all.add(
          alone(
              "expect",
              "\"" + name + "\" → " + route,
              route.head()
                  + JSON
                  + "Expect: "
                  + expect
                  + "\r\nContent-Length: 15\r\n\r\n"
                  + EVENT));
      all.add(
          alone(
              "expect",
              "\"" + name + "\" and no body → " + route,
              route.head() + JSON + "Expect: " + expect + "\r\nContent-Length: 15\r\n\r\n"));
    }
    return all;
  }
}
