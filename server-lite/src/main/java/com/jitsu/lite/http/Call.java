package com.jitsu.lite.http;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request as an endpoint sees it: percent-decoded, body complete and gunzipped. */
public final class Call {

  private final String method;
  private final String path;
  private final Map<String, String> parameters;
  private final Map<String, List<String>> query;
  private final Function<String, @Nullable String> headers;
  private final String remoteAddress;
  private final byte[] body;
  private final BodyBudget.Share share;

  Call(
      String method,
      String path,
      Map<String, String> parameters,
      Map<String, List<String>> query,
      Function<String, @Nullable String> headers,
      String remoteAddress,
      byte[] body,
      BodyBudget.Share share) {
    this.method = method;
    this.path = path;
    this.parameters = parameters;
    this.query = query;
    this.headers = headers;
    this.remoteAddress = remoteAddress;
    this.body = body;
    this.share = share;
  }

  Call withBody(byte[] bytes) {
    return new Call(method, path, parameters, query, headers, remoteAddress, bytes, share);
  }

  /** What this request takes of the budget for bodies. */
  BodyBudget.Share share() {
    return share;
  }

  public String method() {
    return method;
  }

  /** As sent, still percent-encoded, without the query. */
  public String path() {
    return path;
  }

  /** The value of {@code {name}} in the route; a name that is not there is a bug. */
  public String parameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no {" + name + "}, only " + parameters);
    }
    return value;
  }

  /**
   * The first value of a query parameter; {@code ?name} and {@code ?name=} are empty, not absent.
   */
  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name)).map(values -> values.get(0));
  }

  /** All query parameters in the order in which they came, each with all of its values. */
  public Map<String, List<String>> query() {
    return Collections.unmodifiableMap(query);
  }

  /** The first value of a header, in any case of its letters. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.apply(name));
  }

  /** IP address of the other end of the connection, without a port. */
  public String remoteAddress() {
    return remoteAddress;
  }

  /** Not copied; empty when there is none. */
  public byte[] body() {
    return body;
  }
}
