package com.jitsu.lite.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Looks after a Redis that we started: does it answer, rewrite its files, shut it down. */
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

  /** Asks it to write its data anew, in the background; false if it is at that already. */
  boolean rewrite() {
    try (Connection connection = connect()) {
      connection.executeCommand(Protocol.Command.BGREWRITEAOF);
      return true;
    } catch (JedisDataException e) {
      return false;
    }
  }

  /** A line of what Redis says of its files: {@code aof_rewrite_in_progress} → {@code 0}. */
  String persistence(String name) {
    try (Connection connection = connect()) {
      Object answer =
          connection.executeCommand(new CommandArguments(Protocol.Command.INFO).add("persistence"));
      return new String((byte[]) answer, UTF_8)
          .lines()
          .filter(line -> line.startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
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
