package com.jitsu.lite.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisCrashIT {

  @TempDir Path folder;

  @Test
  void aRedisThatOutlivesItsKilledParentIsReplacedByTheNextAndItsDataKept() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                RedisParentProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = parent.inputReader(UTF_8)) {
      String line = output.readLine();
      // The log goes to the same place.
      while (!line.matches("\\d+")) {
        line = output.readLine();
      }
      ProcessHandle orphan = ProcessHandle.of(Long.parseLong(line)).orElseThrow();
      parent.toHandle().destroyForcibly();
      parent.waitFor();
      assertThat(orphan.isAlive()).isTrue();

      try (EmbeddedRedis redis = EmbeddedRedis.start(folder);
          RedisStore store = RedisStore.connect(redis.address())) {
        assertThat(orphan.isAlive()).isFalse();
        assertThat(store.get("key")).isEqualTo(Optional.of("value"));
      }
    } finally {
      parent.destroyForcibly();
    }
  }
}
