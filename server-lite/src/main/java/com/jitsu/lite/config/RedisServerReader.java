package com.jitsu.lite.config;

import static com.jitsu.lite.config.RedisSettings.SECTION;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together what the keys beside {@code host} say and what its URL says; both is a mistake. */
final class RedisServerReader {

  private static final int PORT = 6379;
  private static final int SENTINEL_PORT = 26_379;
  private static final int MOST_DATABASES = 1_000_000;

  private final YamlSettings yaml;
  private final Path folder;

  RedisServerReader(YamlSettings yaml, Path folder) {
    this.yaml = yaml;
    this.folder = folder;
  }

  /** Null without a host, or with a wrong one. */
  RedisSettings.@Nullable Server read() {
    Optional<String> text = yaml.text(key("host"), "127.0.0.1");
    int port = yaml.integer(key("port"), PORT, 1, 65_535);
    Optional<Secret> password = yaml.text(key("password"), "${REDIS_PASSWORD}").map(Secret::new);
    int database = yaml.integer(key("database"), 0, 0, MOST_DATABASES);
    Optional<String> master = yaml.text(key("sentinel_master_name"), "main");
    boolean skipVerify = yaml.flag(key("tls_skip_verify"), false);
    Path ca = certificates();
    if (text.isEmpty()) {
      requireHost();
      return null;
    }
    RedisHost host;
    try {
      host = RedisHost.parse(text.get().strip());
    } catch (RedisHost.Malformed e) {
      yaml.problem("\"" + key("host") + "\" " + e.what(), yaml.line(key("host")), e.remedy());
      return null;
    }
    boolean sentinel = "sentinel".equals(host.scheme()) || master.isPresent();
    refuseContradictions(host, port, database);
    refuseIdleTls(host, skipVerify);
    String masterName = master.orElse("sentinel".equals(host.scheme()) ? host.name() : null);
    if (!places(host, sentinel) || !sentinelsAreNamed(host, sentinel, masterName)) {
      return null;
    }
    int otherwise = yaml.has(key("port")) || !sentinel ? port : SENTINEL_PORT;
    List<RedisSettings.Node> nodes =
        host.places().stream()
            .map(
                place ->
                    new RedisSettings.Node(
                        place.host(), place.port() == null ? otherwise : place.port()))
            .toList();
    return new RedisSettings.Server(
        nodes,
        sentinel ? masterName : null,
        sentinel ? null : host.name(),
        host.password() == null ? password.orElse(null) : host.password(),
        host.database() == null ? database : host.database(),
        host.encrypted() ? new RedisSettings.Tls(ca, !skipVerify) : null);
  }

  /** Without a host only what counts for our own Redis too makes sense. */
  private void requireHost() {
    boolean more =
        yaml.section(SECTION).keySet().stream().anyMatch(key -> !key.equals("ttl_minutes"));
    if (more && !yaml.has(key("host"))) {
      yaml.problem(
          "\"" + SECTION + "\" has no host",
          yaml.line(SECTION),
          "add host: 127.0.0.1, or remove the section to have a Redis started for you");
    }
  }

  private void refuseContradictions(RedisHost host, int port, int database) {
    boolean otherPort =
        host.places().stream().anyMatch(place -> place.port() != null && place.port() != port);
    if (yaml.has(key("port")) && otherPort) {
      twice("port", "name different ports");
    }
    if (yaml.has(key("password")) && host.password() != null) {
      twice("password", "each hold a password");
    }
    if (yaml.has(key("database")) && host.database() != null && host.database() != database) {
      twice("database", "name different databases");
    }
    if (yaml.has(key("sentinel_master_name"))
        && "sentinel".equals(host.scheme())
        && host.name() != null) {
      twice("sentinel_master_name", "each name a master");
    }
  }

  private void twice(String name, String what) {
    yaml.problem(
        "\"" + key("host") + "\" and \"" + key(name) + "\" " + what,
        yaml.line(key(name)),
        "leave one of them out");
  }

  private void refuseIdleTls(RedisHost host, boolean skipVerify) {
    if (host.encrypted()) {
      if (skipVerify && yaml.has(key("tls_ca"))) {
        yaml.problem(
            "\"" + key("tls_ca") + "\" is not looked at with tls_skip_verify: true",
            yaml.line(key("tls_ca")),
            "leave one of them out");
      }
      return;
    }
    String asked = skipVerify ? "tls_skip_verify" : yaml.has(key("tls_ca")) ? "tls_ca" : "";
    if (!asked.isEmpty()) {
      yaml.problem(
          "\"" + key(asked) + "\" counts for TLS only, and this host is spoken to without it",
          yaml.line(key(asked)),
          "begin the host with rediss://, or remove this line");
    }
  }

  private boolean places(RedisHost host, boolean sentinel) {
    if (sentinel) {
      return true;
    }
    if (host.places().size() > 1) {
      yaml.problem(
          "\"" + key("host") + "\" names " + host.places().size() + " hosts",
          yaml.line(key("host")),
          "name one; or, if these are sentinels, add sentinel_master_name");
      return false;
    }
    return true;
  }

  private boolean sentinelsAreNamed(RedisHost host, boolean sentinel, @Nullable String masterName) {
    if (!sentinel) {
      return true;
    }
    if (masterName == null) {
      yaml.problem(
          "\"" + key("host") + "\" does not say which Redis the sentinels are asked for",
          yaml.line(key("host")),
          "write sentinel://master:password@host:26379, or add sentinel_master_name");
      return false;
    }
    if (host.scheme() != null && !"sentinel".equals(host.scheme())) {
      yaml.problem(
          "\"" + key("sentinel_master_name") + "\" counts for sentinels, and this host is a Redis",
          yaml.line(key("sentinel_master_name")),
          "begin the host with sentinel://, or remove this line");
      return false;
    }
    return true;
  }

  private @Nullable Path certificates() {
    Optional<String> text = yaml.text(key("tls_ca"), "redis-ca.pem");
    if (text.isEmpty()) {
      return null;
    }
    try {
      Path file = folder.resolve(text.get());
      if (Files.isReadable(file) && Files.isRegularFile(file)) {
        return file;
      }
    } catch (InvalidPathException e) {
      // Told below, like a file that is not there.
    }
    yaml.wrong(key("tls_ca"), "is not a file that can be read", "redis-ca.pem");
    return null;
  }

  private static String key(String name) {
    return SECTION + "." + name;
  }
}
