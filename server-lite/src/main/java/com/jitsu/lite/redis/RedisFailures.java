package com.jitsu.lite.redis;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Tells what passes from what is a bug, and says it without secrets. */
final class RedisFailures {

  /** First words of answers of a Redis that will not do now what it may do later. */
  private static final Map<String, String> FOR_NOW =
      Map.ofEntries(
          Map.entry("LOADING", "still reads its data"),
          Map.entry("BUSY", "is busy with a script"),
          Map.entry("OOM", "is full"),
          Map.entry("MISCONF", "takes no writes, because it cannot save"),
          Map.entry("NOREPLICAS", "takes no writes, because it has too few replicas"),
          Map.entry("READONLY", "is a replica, which takes no writes"),
          Map.entry("MASTERDOWN", "is a replica that has lost its master"),
          Map.entry("NOAUTH", "wants a password"),
          Map.entry("WRONGPASS", "refuses the password"),
          Map.entry("NOPERM", "does not permit this user a command"));

  /** What Redis before 6 says instead. */
  private static final String NO_PASSWORD_WANTED = "without any password configured";

  private static final String OTHER_PASSWORD = "ERR invalid password";
  private static final String NO_DATABASE = "DB index is out of range";
  private static final String CLUSTER = "SELECT is not allowed in cluster mode";

  /** Redis up to 6 wraps what a command in a script answers. */
  private static final Pattern IN_SCRIPT =
      Pattern.compile("^ERR Error running script.*: -(?=[A-Z])");

  private final RedisAddress address;

  RedisFailures(RedisAddress address) {
    this.address = address;
  }

  RuntimeException of(JedisException e) {
    Optional<String> answer = answer(e);
    if (answer.isEmpty()) {
      return new RedisUnavailableException(address, "does not answer: " + reason(e), e);
    }
    String word = answer.get().split(" ", 2)[0];
    String known = FOR_NOW.get(word);
    if (known != null || isLogin(answer.get())) {
      String what = known == null ? "does not let us in" : known;
      return new RedisUnavailableException(address, what + " (" + answer.get() + ")", e);
    }
    return new IllegalStateException("Redis at " + address + " refuses: " + answer.get(), e);
  }

  /** What waiting at the start is no help against; empty for the rest. */
  Optional<ProblemException> lasting(RuntimeException failure) {
    String answer = answer(failure).orElse("");
    if (answer.startsWith("NOAUTH")) {
      return told(
          "JITSU-0625", "wants a password", "write it in meta.storage.redis.password", failure);
    }
    if (answer.contains(NO_PASSWORD_WANTED)) {
      return told(
          "JITSU-0625",
          "has no password, and one is given",
          "remove meta.storage.redis.password, or correct host and port",
          failure);
    }
    if (answer.startsWith("WRONGPASS") || answer.startsWith(OTHER_PASSWORD)) {
      return told(
          "JITSU-0625",
          "refuses the password",
          "correct meta.storage.redis.password, or the one in host; a user goes into host:"
              + " redis://user:password@redis.internal:6379/0",
          failure);
    }
    if (answer.contains(NO_DATABASE) || answer.contains(CLUSTER)) {
      return told(
          "JITSU-0626",
          "has no database " + address.database() + " (" + answer + ")",
          "correct meta.storage.redis.database; Redis has 0 to 15 unless its own configuration says"
              + " otherwise, and a cluster only 0",
          failure);
    }
    if (answer.startsWith("NOPERM")) {
      return told(
          "JITSU-0628",
          "does not permit this user what is needed (" + answer + ")",
          "ACL SETUSER <user> ~* +@read +@write +@scripting +@connection",
          failure);
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return encryption(cause, failure);
      }
      if (String.valueOf(cause.getMessage()).contains("not monitored")) {
        return told(
            "JITSU-0629",
            "is not known there: the sentinels answer, but have no master of this name",
            "correct meta.storage.redis.sentinel_master_name, or the name in host:"
                + " sentinel://name:password@host:26379",
            failure);
      }
    }
    return Optional.empty();
  }

  ProblemException noAnswer(RuntimeException failure) {
    String remedy =
        "start it, correct meta.storage.redis, or leave that out to use the built-in one";
    return problem("JITSU-0623", "does not answer: " + reason(failure), remedy, failure);
  }

  ProblemException otherDialect(RuntimeException failure) {
    return address.encrypted()
        ? problem(
            "JITSU-0627",
            "does not speak TLS at this port",
            "begin the host with redis://, or name the port that does",
            failure)
        : problem(
            "JITSU-0627",
            "speaks only TLS at this port",
            "begin the host with rediss://, or name the port that does not",
            failure);
  }

  private Optional<ProblemException> encryption(Throwable cause, RuntimeException failure) {
    String message = String.valueOf(cause.getMessage());
    if (message.contains("Unsupported or unrecognized SSL message")) {
      return Optional.of(otherDialect(failure));
    }
    boolean certificate =
        message.contains("PKIX") || message.contains("ertificate") || message.contains("subject");
    return certificate
        ? told(
            "JITSU-0627",
            "shows a certificate that is not trusted (" + message + ")",
            "name the certificates to trust: meta.storage.redis.tls_ca: redis-ca.pem; and use the"
                + " host's name that the certificate has",
            failure)
        : Optional.empty();
  }

  /** The words of Redis itself, if it said something. */
  private static Optional<String> answer(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof JedisDataException) {
        return Optional.of(IN_SCRIPT.matcher(String.valueOf(cause.getMessage())).replaceFirst(""));
      }
    }
    return Optional.empty();
  }

  private static boolean isLogin(String answer) {
    return answer.contains(NO_PASSWORD_WANTED)
        || answer.startsWith(OTHER_PASSWORD)
        || answer.contains(NO_DATABASE);
  }

  /** Why there was no answer, in words. */
  private static String reason(Throwable failure) {
    String last = "";
    for (Throwable cause = failure; cause != null; cause = below(cause)) {
      if (cause instanceof JedisDataException) {
        return String.valueOf(cause.getMessage());
      }
      if (cause instanceof UnknownHostException) {
        return "there is no host of this name";
      }
      if (cause instanceof ConnectException) {
        return "nobody listens there";
      }
      if (cause instanceof SocketTimeoutException) {
        return "it takes too long";
      }
      String message = String.valueOf(cause.getMessage());
      if (message.contains("Unexpected end of stream")
          || message.contains("Connection reset")
          || message.contains("Broken pipe")) {
        return "it closes the connection";
      }
      last = message;
    }
    return last;
  }

  /** Where a host has several addresses, Jedis says only beside the cause why each failed. */
  private static @Nullable Throwable below(Throwable failure) {
    Throwable cause = failure.getCause();
    Throwable[] beside = failure.getSuppressed();
    return cause == null && beside.length > 0 ? beside[0] : cause;
  }

  private Optional<ProblemException> told(
      String code, String what, String remedy, Throwable cause) {
    return Optional.of(problem(code, what, remedy, cause));
  }

  private ProblemException problem(String code, String what, String remedy, Throwable cause) {
    return new ProblemException(
        new Problem(code, "Redis at " + address + " " + what, null, remedy), cause);
  }
}
