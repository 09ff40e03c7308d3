package com.jitsu.lite.config;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.problem.NearNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One of the {@code sources} of {@code jitsu.yaml}: who may send events.
 *
 * <pre>
 * sources:
 *   shop:
 *     name: Web shop
 *     public_keys: [pk_shop]                  # in pages: events as a browser sends them
 *     secret_keys: ["${SHOP_KEY}"]            # on servers
 *     origins: ["https://shop.example", "https://*.shop.example"]   # pages that may send; default all
 *     domains: [events.shop.example]          # hosts by which it is found without a key, unless strict
 *     strict: true                            # default: no event without a key
 *     destinations: [duckdb]                  # default all; [] keeps nothing
 * </pre>
 *
 * @param destinations ids of those that take its events; empty: none
 */
public record SourceSettings(
    String id,
    String name,
    List<Secret> publicKeys,
    List<Secret> secretKeys,
    List<String> origins,
    List<String> domains,
    boolean strict,
    Set<String> destinations) {

  /** The source that every server has. */
  public static final String BUILT_IN = "default";

  static final Set<String> KNOWN =
      Set.of(
          "sources.*.name",
          "sources.*.public_keys",
          "sources.*.secret_keys",
          "sources.*.origins",
          "sources.*.domains",
          "sources.*.strict",
          "sources.*.destinations");

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
  private static final Pattern ORIGIN =
      Pattern.compile("\\*|(https?://)?[A-Za-z0-9.*\\[\\]:-]*[A-Za-z0-9*\\]]");

  /** Also what HTTP can carry: no blanks, no control characters. */
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{4,200}");

  private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}");

  public SourceSettings {
    requireNonNull(id);
    requireNonNull(name);
    publicKeys = List.copyOf(publicKeys);
    secretKeys = List.copyOf(secretKeys);
    origins = List.copyOf(origins);
    domains = List.copyOf(domains);
    destinations = Set.copyOf(destinations);
  }

  /** Whether a source can have this id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Whether this names origins: a host, or scheme and host, where {@code *} is any text. */
  public static boolean isOrigin(String text) {
    return ORIGIN.matcher(text).matches();
  }

  /** Whether this is the name of a host, without a port. */
  public static boolean isDomain(String text) {
    return DOMAIN.matcher(text).matches();
  }

  static List<SourceSettings> read(YamlSettings yaml, Set<String> destinations) {
    List<SourceSettings> sources = new ArrayList<>();
    Map<String, String> owners = new HashMap<>();
    yaml.section("sources")
        .forEach(
            (id, node) -> {
              if (id.equals(BUILT_IN)) {
                yaml.problem(
                    "the source \"" + id + "\" is built in, with the keys of keys.json",
                    node.line(),
                    "name this one otherwise");
              } else if (isId(id)) {
                sources.add(read(yaml, id, destinations, owners));
              } else {
                yaml.problem(
                    "a source cannot be named \"" + id + "\"",
                    node.line(),
                    "use letters, digits, _ and -, at most 64, first a letter or digit");
              }
            });
    return sources;
  }

  private static SourceSettings read(
      YamlSettings yaml, String id, Set<String> destinations, Map<String, String> owners) {
    String prefix = "sources." + id + ".";
    List<Secret> publicKeys = keys(yaml, id, "public_keys", owners);
    List<Secret> secretKeys = keys(yaml, id, "secret_keys", owners);
    boolean strict = yaml.flag(prefix + "strict", true);
    if (strict && publicKeys.isEmpty() && secretKeys.isEmpty()) {
      yaml.problem(
          "source \"" + id + "\" has no key, so nobody can send",
          yaml.line("sources." + id),
          "add secret_keys: [\"${KEY}\"] or public_keys, or let it do without: strict: false");
    }
    return new SourceSettings(
        id,
        yaml.text(prefix + "name", "Web shop").orElse(id),
        publicKeys,
        secretKeys,
        texts(yaml, prefix + "origins", ORIGIN, "is not an origin", "https://*.shop.example"),
        texts(yaml, prefix + "domains", DOMAIN, "is not a host", "events.shop.example"),
        strict,
        destinations(yaml, prefix + "destinations", destinations));
  }

  /** A key opens one source in one way; two owners would make it a matter of luck whose. */
  private static List<Secret> keys(
      YamlSettings yaml, String id, String kind, Map<String, String> owners) {
    String name = "sources." + id + "." + kind;
    List<Secret> keys = new ArrayList<>();
    for (String key : yaml.texts(name)) {
      if (!KEY.matcher(key).matches()) {
        yaml.problem(
            "\"" + name + "\" holds a key that is too short, too long, or has blanks in it",
            yaml.line(name),
            "use 4 to 200 printable ASCII characters, 20 random ones at best");
        continue;
      }
      String before = owners.putIfAbsent(key, name);
      if (before != null) {
        yaml.problem(
            "a key of \"" + name + "\" is one of \"" + before + "\" too",
            yaml.line(name),
            "give each place a key of its own");
      }
      keys.add(new Secret(key));
    }
    return keys;
  }

  private static List<String> texts(
      YamlSettings yaml, String name, Pattern pattern, String otherwise, String example) {
    List<String> texts = yaml.texts(name);
    for (String text : texts) {
      if (!pattern.matcher(text).matches()) {
        yaml.problem(
            "\"" + name + "\" holds \"" + text + "\", which " + otherwise,
            yaml.line(name),
            "write for example " + example);
      }
    }
    return texts;
  }

  private static Set<String> destinations(YamlSettings yaml, String name, Set<String> known) {
    if (!yaml.has(name)) {
      return known;
    }
    Set<String> wanted = new LinkedHashSet<>(yaml.texts(name));
    for (String id : wanted) {
      if (!known.contains(id)) {
        yaml.problem(
            "there is no destination \"" + id + "\"",
            yaml.line(name),
            NearNames.suggestion(id, known));
      }
    }
    return wanted;
  }
}
