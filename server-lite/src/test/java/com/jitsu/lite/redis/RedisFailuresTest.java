package com.jitsu.lite.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisDataException;

class RedisFailuresTest {

  private final RedisFailures failures =
      new RedisFailures(new RedisAddress("127.0.0.1", 6379, null, 0));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OOM command not allowed when used memory > 'maxmemory'.",
        "ERR Error running script (call to f_1): @user_script:3: @user_script: 3: -OOM command not allowed",
        "MISCONF Redis is configured to save RDB snapshots",
      })
  void whatRedisMayDoLaterIsUnavailable(String answer) {
    assertThat(failures.of(new JedisDataException(answer)))
        .isInstanceOf(RedisUnavailableException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WRONGTYPE Operation against a key holding the wrong kind of value",
        "ERR Error running script (call to f_1): @user_script:1: WRONGTYPE Operation",
        "ERR Error compiling script (new function): user_script:1: unexpected symbol",
      })
  void theRestIsABug(String answer) {
    assertThat(failures.of(new JedisDataException(answer)))
        .isInstanceOf(IllegalStateException.class);
  }
}
