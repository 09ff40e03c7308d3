package com.jitsu.lite.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Start here: everything that nobody should send, always the same, in an order that never changes.
 */
final class Corpus {

  private Corpus() {}

  /** All of it, for a server with these keys. */
  static List<BadRequest> of(String key, String publicKey) {
    List<BadRequest> all = new ArrayList<>();
    bodies(all);
    packed(all);
    for (IngestRoute route : IngestRoute.ALL) {
      all.addAll(Headers.addresses(route));
      all.addAll(Headers.keys(route));
      all.addAll(Framing.methods(route));
      all.addAll(Framing.pipelines(route));
      if (route.takesBody()) {
        all.addAll(Headers.contentTypes(route));
        all.addAll(Framing.lengths(route));
      }
    }
    List<IngestRoute> withBody = IngestRoute.withBody();
    all.addAll(Framing.chunks(withBody.get(0)));
    all.addAll(Framing.chunks(withBody.get(2)));
    all.addAll(Headers.odd(withBody.get(1)));
    all.addAll(Headers.odd(withBody.get(2)));
    all.addAll(Headers.bombs(withBody.get(0)));
    all.addAll(Framing.lines());
    all.addAll(Forms.all());
    return all.stream()
        .map(request -> with(request, IngestRoute.KEY, key))
        .map(request -> with(request, IngestRoute.PUBLIC_KEY, publicKey))
        .toList();
  }

  private static void bodies(List<BadRequest> all) {
    spread(all, "truncated", Bodies.truncated());
    spread(all, "changed", Bodies.changed());
    spread(all, "type of a field", Bodies.types());
    spread(all, "number", Bodies.numbers());
    spread(all, "large", Bodies.large());
    everywhere(all, "depth", Bodies.deep());
    everywhere(all, "encoding", Bodies.encodings());
    everywhere(all, "text", Bodies.texts());
    everywhere(all, "duplicate key", Bodies.duplicates());
    everywhere(all, "syntax", Bodies.syntax());
    for (IngestRoute route : IngestRoute.ALL) {
      if (route.takes() == IngestRoute.Takes.BATCH) {
        Bodies.batches()
            .forEach((name, body) -> all.add(BadRequest.body("batch", name, route, body)));
      }
    }
  }

  private static void packed(List<BadRequest> all) {
    int turn = 0;
    List<IngestRoute> routes = IngestRoute.withBody();
    for (Map.Entry<String, byte[]> body : Packed.all().entrySet()) {
      IngestRoute route = routes.get(turn++ % routes.size());
      all.add(
          BadRequest.kept(
              "gzip",
              body.getKey() + " → " + route,
              route.request(body.getValue(), "Content-Encoding: gzip"),
              route.form()));
    }
  }

  /** Each body at one route, in turn. */
  private static void spread(List<BadRequest> all, String family, Map<String, byte[]> bodies) {
    int turn = 0;
    for (Map.Entry<String, byte[]> body : bodies.entrySet()) {
      add(all, family, body, IngestRoute.ALL.get(turn++ % IngestRoute.ALL.size()));
    }
  }

  private static void everywhere(List<BadRequest> all, String family, Map<String, byte[]> bodies) {
    for (IngestRoute route : IngestRoute.ALL) {
      bodies.entrySet().forEach(body -> add(all, family, body, route));
    }
  }

  private static void add(
      List<BadRequest> all, String family, Map.Entry<String, byte[]> body, IngestRoute route) {
    // An address has no room for more.
    IngestRoute to =
        !route.takesBody() && body.getValue().length > 5_000 ? IngestRoute.first() : route;
    all.add(BadRequest.body(family, body.getKey(), to, body.getValue()));
  }

  private static BadRequest with(BadRequest request, String marker, String key) {
    String text =
        new String(request.bytes(), 0, Math.min(request.bytes().length, 30_000), ISO_8859_1);
    int at = text.indexOf(marker);
    if (at < 0) {
      return request;
    }
    byte[] rest = new byte[request.bytes().length - at - marker.length()];
    System.arraycopy(request.bytes(), at + marker.length(), rest, 0, rest.length);
    byte[] bytes = BadRequest.bytes(text.substring(0, at), key, rest);
    return new BadRequest(
        request.family(), request.name(), bytes, request.own(), request.form(), request.body());
  }
}
