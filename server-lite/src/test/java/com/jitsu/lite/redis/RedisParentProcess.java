package com.jitsu.lite.redis;

import java.nio.file.Path;

/**
 * Starts the embedded Redis, writes a key, prints the child's process id and waits to be killed.
 */
final class RedisParentProcess {

  private RedisParentProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedRedis redis = EmbeddedRedis.start(Path.of(arguments[0]));
    RedisStore store = RedisStore.connect(redis.address());
    store.set("key", "value");
    System.out.println(redis.pid());
    Thread.currentThread().join();
  }
}
