package com.jitsu.lite.redis;

import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Looks after a Redis that we started: does it answer, shut it down. */
final class RedisKeeper {

  private static final int MILLIS = 2_000;

  private final RedisConf conf;

  RedisKeeper(RedisConf conf) {
    this.conf = conf;
  }

  /** What is found at the port. */
  enum State {
    /** Ours, and ready. */
    READY,
    /** Ours, still reading its file. */
    LOADING,
    /** Nobody, somebody who does not know our password, or one who does not answer. */
    NONE
  }

  State state() {
    try (Connection connection = connect()) {
      connection.executeCommand(Protocol.Command.PING);
      return State.READY;
    } catch (JedisException e) {
      return String.valueOf(e.getMessage()).startsWith("LOADING") ? State.LOADING : State.NONE;
    }
  }

  /** Asks it to write what it has and to end, without waiting for that; false if it refuses. */
  boolean shutDown() {
    try (Connection connection = connect()) {
      try {
        connection.executeCommand(Protocol.Command.SHUTDOWN);
      } catch (JedisConnectionException e) {
        // The answer to the command is that the connection ends.
        return true;
      }
      return false;
    } catch (JedisException e) {
      return false;
    }
  }

  private Connection connect() {
    return new Connection(
        new HostAndPort("127.0.0.1", conf.port()),
        DefaultJedisClientConfig.builder()
            .resp2()
            .timeoutMillis(MILLIS)
            .user(RedisConf.KEEPER)
            .password(conf.keeperPassword().reveal())
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .build());
  }
}
