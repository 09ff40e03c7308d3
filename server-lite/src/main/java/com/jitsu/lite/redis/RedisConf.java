package com.jitsu.lite.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.jitsu.lite.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The redis.conf of our own Redis.
 *
 * <p>Two users: the default one, which the product uses and which may do nothing dangerous, and the
 * keeper, which may only look, rewrite the files and shut down. The keeper's password is in the
 * file, so that a later run can shut down a server that lost its parent; only a hash of the other
 * one is.
 */
record RedisConf(int port, Secret password, Secret keeperPassword) {

  static final String KEEPER = "keeper";

  private static final Pattern PORT = Pattern.compile("(?m)^port (\\d{1,5})$");
  private static final Pattern KEEPER_PASSWORD =
      Pattern.compile("(?m)^user " + KEEPER + " on >([0-9a-f]+) ");

  static RedisConf generate(int port) {
    return new RedisConf(port, randomPassword(), randomPassword());
  }

  /** What an earlier run left; its {@link #password} is not known any more and empty. */
  static Optional<RedisConf> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = Files.readString(file);
    Matcher port = PORT.matcher(text);
    Matcher password = KEEPER_PASSWORD.matcher(text);
    return port.find() && password.find()
        ? Optional.of(
            new RedisConf(
                Integer.parseInt(port.group(1)), new Secret(""), new Secret(password.group(1))))
        : Optional.empty();
  }

  /** Replaces the file; only its owner can read it. */
  void write(Path file, Path folder, Path pidFile) throws IOException {
    // Such a file has mode 600 from its first moment, where the system knows modes.
    Path unfinished = Files.createTempFile(folder, "redis", ".conf.tmp");
    Files.writeString(unfinished, text(folder, pidFile));
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private String text(Path folder, Path pidFile) {
    return String.join(
        "\n",
        "# Written at every start; changes are lost.",
        "bind 127.0.0.1",
        "port " + port,
        "protected-mode yes",
        "daemonize no",
        "dir " + quoted(folder),
        "pidfile " + quoted(pidFile),
        "user default on #" + sha256(password) + " ~* &* +@all -@dangerous +info",
        "user "
            + KEEPER
            + " on >"
            + keeperPassword.reveal()
            + " +@connection +info +shutdown +bgrewriteaof",
        "appendonly yes",
        "appendfsync everysec",
        "save \"\"",
        "# Builders live here too: refuse rather than forget.",
        "maxmemory-policy noeviction",
        "");
  }

  private static String quoted(Path path) {
    return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static Secret randomPassword() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    return new Secret(HexFormat.of().formatHex(random));
  }

  private static String sha256(Secret secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.reveal().getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
