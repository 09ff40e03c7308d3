package com.jitsu.lite.badinput;

import static com.jitsu.lite.badinput.BadRequest.alone;

import com.jitsu.lite.badinput.BadRequest.Form;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Headers and addresses that nobody should send. */
final class Headers {

  private static final String EVENT = "{\"type\":\"page\"}";
  private static final String TAIL =
      "Content-Type: application/json\r\nContent-Length: 15\r\n\r\n" + EVENT;

  private Headers() {}

  static List<BadRequest> bombs(IngestRoute route) {
    List<BadRequest> all = new ArrayList<>();
    for (int count : new int[] {100, 1_000, 10_000}) {
      all.add(
          alone(
              "header bomb",
              count + " headers → " + route,
              route.head() + "X: y\r\n".repeat(count) + TAIL));
    }
    for (int size : new int[] {4_000, 17_000, 1_000_000}) {
      all.add(
          alone(
              "header bomb",
              "a value of " + size + " → " + route,
              route.head() + "X: " + "y".repeat(size) + "\r\n" + TAIL));
      all.add(
          alone(
              "header bomb",
              "a name of " + size + " → " + route,
              route.head() + "x".repeat(size) + ": y\r\n" + TAIL));
      all.add(
          alone(
              "header bomb",
              "no end within " + size + " → " + route,
              route.head() + "X: " + "y".repeat(size)));
      all.add(
          alone(
              "header bomb",
              "a query of " + size + " → " + route,
              route.head().replace(" HTTP/1.1", "?q=" + "y".repeat(size) + " HTTP/1.1") + TAIL));
      all.add(
          alone(
              "header bomb",
              "cookies of " + size + " → " + route,
              route.head() + "Cookie: " + "a=b; ".repeat(size / 5) + "\r\n" + TAIL));
    }
    return all;
  }

  static List<BadRequest> odd(IngestRoute route) {
    List<BadRequest> all = new ArrayList<>();
    List<String> lines =
        new ArrayList<>(
            List.of(
                "X",
                ":",
                ": y",
                " X: y",
                "X : y",
                "X:y\r\n folded",
                "X:\r\n y",
                "\ty",
                "X: y\rZ: w",
                "X: y\nZ: w",
                "X(y): z",
                "\"X\": y",
                "Host: y",
                "Host: a b",
                "Host: http://x",
                "Host:",
                "Host: x\r\nHost: z",
                "Host: [::1",
                "Host: x:y",
                "Connection: close, keep-alive",
                "Connection: x-write-key",
                "X-Forwarded-For: " + ",".repeat(2_000),
                "X-Real-Ip: ",
                "X-Real-Ip: ::::",
                "X-Real-Ip: <script>",
                "X-Forwarded-For: ::ffff:9.9.9.9%eth0",
                "X-IP-Policy: \u00ff",
                "X-IP-Policy: stripLastOctet",
                "User-Agent: \u00e9\u00ff",
                "User-Agent: " + "x".repeat(9_000),
                "Accept-Language: ,,,;q=",
                "Origin: null",
                "Origin: \u00ff",
                "Origin: x, y",
                "Origin: https://x\r\nOrigin: https://y",
                "Cookie: =;=;;=\u0001",
                "Range: bytes=9-1",
                "If-None-Match: *",
                "Date: yesterday",
                "TE: trailers, x",
                "Accept: ;;;",
                "Accept-Encoding: gzip;q=x",
                "Forwarded: for=\"",
                "Upgrade: x"));
    for (int code = 0; code < 0x20; code++) {
      if (code != '\r' && code != '\n') {
        lines.add("X" + (char) code + "Y: z");
        lines.add("X: y" + (char) code + "z");
      }
    }
    lines.add("X\u007f: y");
    lines.add("X\u00ff: y");
    for (String line : lines) {
      String name = line.length() > 40 ? line.substring(0, 40) + "…" : line;
      all.add(
          alone("header", printable(name) + " → " + route, route.head() + line + "\r\n" + TAIL));
    }
    return all;
  }

  static List<BadRequest> contentTypes(IngestRoute route) {
    List<BadRequest> all = new ArrayList<>();
    for (String type :
        List.of(
            "",
            " ",
            "text/html",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=x",
            "application/jsonx",
            "json",
            "/",
            "application/",
            "/json",
            ";",
            ";charset=utf-8",
            "application/json;",
            "application/json;;;",
            "application/json; charset=utf-16",
            "application/json; charset=nonsense",
            "application/json; charset=\"",
            "application/json, text/plain",
            "APPLICATION/JSON",
            "application/json\u00ff",
            "text/plain; charset=\u00ff",
            "*/*",
            "x".repeat(5_000),
            "application/json; " + "a=b;".repeat(1_000))) {
      String name = type.length() > 40 ? type.substring(0, 40) + "…" : type;
      all.add(
          kept(
              "content type",
              "\"" + printable(name) + "\" → " + route,
              route,
              route.head() + "Content-Type: " + type + "\r\nContent-Length: 15\r\n\r\n" + EVENT));
    }
    all.add(
        kept(
            "content type",
            "none → " + route,
            route,
            route.head() + "Content-Length: 15\r\n\r\n" + EVENT));
    all.add(
        kept(
            "content type",
            "two → " + route,
            route,
            route.head() + "Content-Type: text/html\r\n" + TAIL));
    for (String encoding :
        List.of(
            "br",
            "deflate",
            "compress",
            "zstd",
            "gzip, gzip",
            "identity, gzip",
            "gzip;q=1",
            "*",
            "",
            " ",
            ",",
            "GZIP",
            "x-gzip",
            "\u00ff",
            "none",
            "x".repeat(4_000))) {
      String name = encoding.length() > 40 ? "a long one" : encoding;
      all.add(
          kept(
              "content encoding",
              "\"" + printable(name) + "\" → " + route,
              route,
              route.head() + "Content-Encoding: " + encoding + "\r\n" + TAIL));
    }
    return all;
  }

  static List<BadRequest> keys(IngestRoute route) {
    List<BadRequest> all = new ArrayList<>();
    String keyless = route.head().replace(route.key() + "\r\n", "");
    List<String> lines = new ArrayList<>();
    for (String key :
        List.of(
            "",
            " ",
            "x",
            "wrong",
            ":",
            "a:",
            ":b",
            "a:b",
            "a:b:c",
            "\u00ff\u00fe",
            "k".repeat(5_000),
            "' or 1=1 --",
            "../../keys.json",
            "%00",
            "default",
            "default:wrong",
            "null",
            "{}",
            "@@",
            "a\tb")) {
      lines.add("X-Write-Key: " + key);
      lines.add("Authorization: Basic " + base64(key));
      lines.add("Authorization: " + base64(key));
      lines.add("Authorization: Basic " + key);
      lines.add("Authorization: Bearer " + key);
    }
    lines.addAll(
        List.of(
            "Authorization:",
            "Authorization: Basic",
            "Authorization: basic ====",
            "Authorization: Basic a=b",
            "Authorization: Basic " + "QQ".repeat(4_000),
            "Authorization: Digest username=\"x\"",
            "Authorization: Basic\tQTo=",
            "Authorization: Basic QTo=\r\nAuthorization: Basic QjI6",
            "Authorization: BasicQTo=",
            "Authorization: Basic Q To=",
            "Authorization: Basic "
                + Base64.getEncoder().encodeToString(new byte[] {(byte) 0xff, 0, (byte) 0xc0, ':'}),
            "Authorization: \u00ff",
            "X-Write-Key: a\r\nX-Write-Key: b",
            "X: y"));
    for (String line : lines) {
      String name = line.length() > 60 ? line.substring(0, 60) + "…" : line;
      all.add(kept("key", printable(name) + " → " + route, route, keyless + line + "\r\n" + TAIL));
    }
    for (String query :
        List.of(
            "writekey=",
            "writekey=x",
            "writekey=%ff",
            "writekey=%00",
            "writekey",
            "writekey=a&writekey=b",
            "WRITEKEY=x",
            "writekey=" + "x".repeat(5_000))) {
      String name = query.length() > 60 ? "a long one" : query;
      all.add(
          new BadRequest(
              "key",
              "?" + name + " → " + route,
              BadRequest.bytes(keyless.replace(" HTTP/1.1", "?" + query + " HTTP/1.1"), TAIL),
              false,
              Form.ANY,
              java.util.Optional.empty()));
    }
    return all;
  }

  static List<BadRequest> addresses(IngestRoute route) {
    List<BadRequest> all = new ArrayList<>();
    for (String path :
        List.of(
            "%",
            "%2",
            "%zz",
            "%ff",
            "%c0%af",
            "%ed%a0%80",
            "%00",
            "%0d%0aX:%20y",
            "%2e%2e",
            "..",
            "../..",
            "../../../etc/passwd",
            "%2e%2e%2f%2e%2e",
            "%252e",
            "a;b=c",
            ";",
            ";jsessionid=x",
            "a//b",
            "//",
            "%2f",
            "%5c",
            "\\",
            "+",
            "a+b",
            "é",
            "\u00ff",
            "%u0041",
            "{type}",
            "$%7bx%7d",
            "a%20b",
            "a%0ab",
            "x".repeat(3_000),
            "%41".repeat(1_000),
            "page/",
            "page//",
            "page?",
            "PAGE",
            "s2s",
            "s2s/",
            "s2s/page/x",
            "event%00",
            "batch",
            "p%61ge",
            "null",
            "undefined",
            "[object Object]",
            "-1",
            "a?b?c",
            "?%zz",
            "?=%ff",
            "?&&&==&",
            "?a=%",
            "?writekey=%zz",
            "?" + "a=b&".repeat(1_000),
            "?" + "x".repeat(6_000),
            "?a[]=1&a[x]=2",
            "?\u00ff",
            "?a=\u0001",
            "?;",
            "?#",
            "?%00=%00",
            "?data=%ff",
            "?data=!!!",
            "?data=e30",
            "?data=bnVsbA==",
            "?data=" + "QUFB".repeat(1_000),
            "?a.b.c=1&a.b=2&a=3",
            "?" + "a.".repeat(3_000) + "=1",
            "?....=1",
            "?a..b=1",
            "?.=1")) {
      String name = path.length() > 50 ? path.substring(0, 50) + "…" + path.length() : path;
      String line = route.method() + " " + route.path().replaceFirst("[^/]*$", "") + path;
      String head =
          route
              .head()
              .replaceFirst("^.*", java.util.regex.Matcher.quoteReplacement(line + " HTTP/1.1"));
      all.add(alone("address", printable(name) + " → " + route, head + TAIL));
    }
    return all;
  }

  private static BadRequest kept(String family, String name, IngestRoute route, String text) {
    return BadRequest.kept(family, name, text.getBytes(StandardCharsets.ISO_8859_1), route.form());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.chars()
        .forEach(
            letter -> {
              if (letter < 0x20 || letter > 0x7e) {
                printable.append("\\x%02x".formatted(letter));
              } else {
                printable.append((char) letter);
              }
            });
    return printable.toString();
  }
}
