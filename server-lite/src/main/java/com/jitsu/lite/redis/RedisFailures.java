package com.jitsu.lite.redis;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.util.Set;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Tells what passes from what is a bug, and says it without secrets. */
final class RedisFailures {

  /** First words of answers of a Redis that will not do now what it may do later. */
  private static final Set<String> FOR_NOW =
      Set.of("LOADING", "BUSY", "OOM", "MISCONF", "READONLY", "MASTERDOWN", "NOAUTH", "WRONGPASS");

  /** Redis up to 6 wraps what a command in a script answers. */
  private static final Pattern IN_SCRIPT =
      Pattern.compile("^ERR Error running script.*: -(?=[A-Z])");

  private final RedisAddress address;

  RedisFailures(RedisAddress address) {
    this.address = address;
  }

  RuntimeException of(JedisException e) {
    String message = String.valueOf(e.getMessage());
    String answer = IN_SCRIPT.matcher(message).replaceFirst("");
    if (e instanceof JedisDataException && !FOR_NOW.contains(answer.split(" ", 2)[0])) {
      return new IllegalStateException("Redis at " + address + " refuses: " + message, e);
    }
    return new RedisUnavailableException(address, e);
  }

  ProblemException noAnswer(Throwable cause) {
    return problem(
        "JITSU-0623",
        "does not answer",
        "start it, correct meta.storage.redis, or leave that out to use the built-in one",
        cause);
  }

  ProblemException wrongPassword(Throwable cause) {
    return problem(
        "JITSU-0625", "refuses the password", "correct meta.storage.redis.password", cause);
  }

  static boolean isWrongPassword(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof JedisAccessControlException
          || message.contains("WRONGPASS")
          || message.contains("NOAUTH")
          || message.contains("AUTH <password>")) {
        return true;
      }
    }
    return false;
  }

  private ProblemException problem(String code, String what, String remedy, Throwable cause) {
    return new ProblemException(
        new Problem(code, "Redis at " + address + " " + what, null, remedy), cause);
  }
}
