package com.jitsu.lite.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * One request that nobody should send.
 *
 * @param bytes all of it, as it goes over the wire
 * @param own whether it needs a connection of its own, of which it sends nothing more afterwards
 * @param form in whose words it must be answered
 * @param body what the events cache keeps when it is not JSON; empty: nobody may look for it there
 */
record BadRequest(
    String family, String name, byte[] bytes, boolean own, Form form, Optional<byte[]> body) {

  /** Who answers. */
  enum Form {
    /** A route of ingestion. */
    INGESTION,
    /** What stands before the routes. */
    API,
    /** The routes of Jitsu Classic. */
    CLASSIC,
    /** Whoever it reaches; only that it is a whole answer counts. */
    NOBODY,
    /**
     * Any of ingestion's or before, as the request may be refused before or after its route is
     * known.
     */
    ANY
  }

  /** A whole request whose connection can be used again. */
  static BadRequest kept(String family, String name, byte[] bytes, Form form) {
    return new BadRequest(family, name, bytes, false, form, Optional.empty());
  }

  /** Bytes after which nothing comes. */
  static BadRequest alone(String family, String name, byte[] bytes, Form form) {
    return new BadRequest(family, name, bytes, true, form, Optional.empty());
  }

  static BadRequest alone(String family, String name, String text) {
    return alone(family, name, text.getBytes(ISO_8859_1), Form.ANY);
  }

  /** A body at a route, with a good key. */
  static BadRequest body(String family, String name, IngestRoute route, byte[] body) {
    return new BadRequest(
        family,
        name + " → " + route,
        route.request(body),
        false,
        route.form(),
        route.keeps() ? Optional.of(body) : Optional.empty());
  }

  boolean isHead() {
    return new String(bytes, 0, Math.min(bytes.length, 5), ISO_8859_1).equals("HEAD ");
  }

  /** The beginning of the request, for a failure. */
  String excerpt() {
    String text = new String(bytes, 0, Math.min(bytes.length, 700), ISO_8859_1);
    return text.replaceAll("[\\p{Cntrl}&&[^\\n]]|[^\\p{ASCII}]", "·");
  }

  static byte[] bytes(Object... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Object part : parts) {
      all.writeBytes(part instanceof byte[] raw ? raw : part.toString().getBytes(ISO_8859_1));
    }
    return all.toByteArray();
  }

  @Override
  public String toString() {
    return family + "/" + name;
  }
}
