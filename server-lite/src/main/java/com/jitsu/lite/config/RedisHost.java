package com.jitsu.lite.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code meta.storage.redis.host}, taken apart. It may hold a password, so no message
 * repeats any of it.
 *
 * @param scheme {@code redis}, {@code rediss} or {@code sentinel}; null without {@code ://}
 * @param name before the colon of {@code name:password@}: a user, or the sentinels' master
 */
record RedisHost(
    @Nullable String scheme,
    @Nullable String name,
    @Nullable Secret password,
    List<Place> places,
    @Nullable Integer database) {

  static final Set<String> SCHEMES = Set.of("redis", "rediss", "sentinel");

  private static final Pattern URL = Pattern.compile("([^:/@]*)://(.*)");
  private static final Pattern PLACE =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(.*))?");
  private static final Pattern BARE_IPV6 =
      Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Map<String, String> NEAR_SCHEMES =
      Map.of(
          "http", "redis",
          "https", "rediss",
          "tcp", "redis",
          "tls", "rediss",
          "ssl", "rediss",
          "redis+tls", "rediss",
          "redis-sentinel", "sentinel",
          "redis+sentinel", "sentinel");

  /** A host; its port where one was written. */
  record Place(String host, @Nullable Integer port) {}

  /** What is wrong with the text, in words that hold none of it. */
  static final class Malformed extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    Malformed(String what, String remedy) {
      super(what);
      this.remedy = remedy;
    }

    /** What is wrong: {@code "is not …"}. */
    String what() {
      return String.valueOf(getMessage());
    }

    String remedy() {
      return remedy;
    }
  }

  static RedisHost parse(String text) throws Malformed {
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      return new RedisHost(null, null, null, places(text), null);
    }
    String scheme = scheme(url.group(1));
    String rest = url.group(2);
    // The last one: passwords that nobody encoded may hold another.
    int at = rest.lastIndexOf('@');
    String login = at < 0 ? "" : rest.substring(0, at);
    rest = rest.substring(at + 1);
    int slash = rest.indexOf('/');
    Integer database = slash < 0 ? null : database(rest.substring(slash + 1)).orElse(null);
    List<Place> places = places(slash < 0 ? rest : rest.substring(0, slash));
    int colon = login.indexOf(':');
    // Without a colon it is the sentinels' master, or the password of Redis.
    boolean named = colon >= 0 || scheme.equals("sentinel");
    String name = named ? decoded(colon < 0 ? login : login.substring(0, colon)) : null;
    String password = named && colon < 0 ? null : decoded(login.substring(colon + 1));
    return new RedisHost(
        scheme, name, password == null ? null : new Secret(password), places, database);
  }

  boolean encrypted() {
    return "rediss".equals(scheme);
  }

  private static String scheme(String typed) throws Malformed {
    String scheme = typed.toLowerCase(Locale.ROOT);
    if (SCHEMES.contains(scheme)) {
      return scheme;
    }
    String near = NEAR_SCHEMES.get(scheme);
    throw new Malformed(
        "is a URL of another kind",
        near == null
            ? "begin it with redis://, rediss:// (TLS) or sentinel://"
            : "did you mean " + near + "://?");
  }

  private static Optional<Integer> database(String path) throws Malformed {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    if (!path.matches("\\d{1,7}")) {
      throw new Malformed(
          "ends with something that is not a database",
          "write its number: redis://redis.internal:6379/0");
    }
    return Optional.of(Integer.valueOf(path));
  }

  private static List<Place> places(String text) throws Malformed {
    if (BARE_IPV6.matcher(text).matches()) {
      return List.of(new Place(text, null));
    }
    List<Place> places = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      Matcher place = PLACE.matcher(each.strip());
      if (!place.matches()) {
        throw new Malformed(
            "is not a host name",
            "write for example redis.internal, or redis://:password@redis.internal:6379/0");
      }
      places.add(new Place(place.group(1).replaceAll("[\\[\\]]", ""), port(place.group(2))));
    }
    return places;
  }

  private static @Nullable Integer port(@Nullable String text) throws Malformed {
    if (text == null) {
      return null;
    }
    if (!text.matches("\\d{1,5}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > 65_535) {
      throw new Malformed(
          "has a port that is not a whole number from 1 to 65535",
          "write for example redis.internal:6379; a password goes before an @");
    }
    return Integer.valueOf(text);
  }

  private static @Nullable String decoded(String text) throws Malformed {
    if (text.isEmpty()) {
      return null;
    }
    if (BROKEN_ESCAPE.matcher(text).find()) {
      throw new Malformed(
          "has a % in its password that two hexadecimal digits do not follow",
          "write %25 for %, or give the password on a line of its own: password:");
    }
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
