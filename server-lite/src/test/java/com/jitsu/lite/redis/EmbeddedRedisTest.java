package com.jitsu.lite.redis;

import static com.jitsu.lite.redis.Until.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.lite.FolderSearch;
import com.jitsu.lite.config.Secret;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisTest {

  @TempDir Path folder;

  @Test
  void dataIsThereAfterCloseAndStart() {
    try (EmbeddedRedis redis = EmbeddedRedis.start(folder);
        RedisStore store = RedisStore.connect(redis.address())) {
      store.set("key", "value");
      redis.check();
    }
    try (EmbeddedRedis redis = EmbeddedRedis.start(folder);
        RedisStore store = RedisStore.connect(redis.address())) {
      assertThat(store.get("key")).contains("value");
    }
  }

  @Test
  void whatIsDeletedIsNotInTheFilesOnceTheyAreRewritten() {
    try (EmbeddedRedis redis = EmbeddedRedis.start(folder);
        RedisStore store = RedisStore.connect(redis.address())) {
      store.set("key", "unmistakable");
      store.set("kept", "other value");
      until("the file", () -> !FolderSearch.filesWith(folder, "unmistakable").isEmpty());

      store.delete("key");
      redis.rewriteFiles();

      assertThat(FolderSearch.filesWith(folder, "unmistakable")).isEmpty();
      redis.rewriteFiles();
      assertThat(store.get("kept")).contains("other value");
    }
    try (EmbeddedRedis redis = EmbeddedRedis.start(folder);
        RedisStore store = RedisStore.connect(redis.address())) {
      assertThat(store.get("kept")).contains("other value");
      assertThat(store.get("key")).isEmpty();
    }
  }

  @Test
  void onlyTheOwnerReadsTheConfAndNoTextShowsThePassword() throws IOException {
    try (EmbeddedRedis redis = EmbeddedRedis.start(folder)) {
      Secret password = redis.address().password();
      Path conf = folder.resolve("redis.conf");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(conf)))
          .isEqualTo("rw-------");
      assertThat(password).isNotNull();
      assertThat(Files.readString(conf)).doesNotContain(password.reveal());
      assertThat(redis.address() + " " + password).doesNotContain(password.reveal());
    }
  }

  @Test
  void withoutThePasswordNobodyGetsInAndDangerousCommandsAreRefused() {
    try (EmbeddedRedis redis = EmbeddedRedis.start(folder);
        RedisStore store = RedisStore.connect(redis.address())) {
      RedisAddress address = redis.address();
      for (Secret password : new Secret[] {null, new Secret("wrong")}) {
        RedisAddress wrong = new RedisAddress(address.host(), address.port(), password, 0);
        assertThatThrownBy(() -> RedisStore.connect(wrong))
            .isInstanceOf(ProblemException.class)
            .hasMessageContaining("JITSU-0625")
            .hasMessageContaining("meta.storage.redis.password");
      }
      assertThatThrownBy(
              () -> store.evalText("return redis.call('flushall')", List.of(), List.of()))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aRedisThatDiesIsStartedAgainAtTheSameAddressWithItsData() {
    try (EmbeddedRedis redis = EmbeddedRedis.start(folder);
        RedisStore store = RedisStore.connect(redis.address())) {
      RedisAddress address = redis.address();
      for (int life = 0; life < 3; life++) {
        store.set("key" + life, "value");
        long pid = redis.pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        until("another process", () -> redis.pid() != pid);
        until("an answer", () -> answers(store));
        redis.check();
        assertThat(redis.address()).isEqualTo(address);
        assertThat(store.get("key" + life)).contains("value");
      }
    }
  }

  @Test
  void whileItIsAwayItSaysSo() {
    try (EmbeddedRedis redis = EmbeddedRedis.start(folder);
        RedisStore store = RedisStore.connect(redis.address())) {
      ProcessHandle.of(redis.pid()).orElseThrow().destroyForcibly();
      until(
          "a failing check",
          () -> {
            try {
              redis.check();
              return false;
            } catch (ProblemException e) {
              assertThat(e).hasMessageContaining("JITSU-0624").hasMessageContaining("redis.log");
              return true;
            }
          });
      until("an answer", () -> answers(store));
    }
  }

  @Test
  void oneLeftBehindByAKilledParentIsShutDownWithItsDataKept() throws Exception {
    Path program = RedisBinary.extract(folder);
    RedisConf conf = RedisConf.generate(freePort());
    conf.write(folder.resolve("redis.conf"), folder, folder.resolve("redis.pid"));
    Process orphan = start(program.toString(), folder.resolve("redis.conf").toString());
    RedisAddress left = new RedisAddress("127.0.0.1", conf.port(), conf.password(), 0);
    try (RedisStore store = RedisStore.connect(left)) {
      store.set("key", "value");
    }

    try (EmbeddedRedis redis = EmbeddedRedis.start(folder);
        RedisStore store = RedisStore.connect(redis.address())) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(store.get("key")).contains("value");
    }
  }

  @Test
  void oneThatDoesNotAnswerIsEndedToo() throws Exception {
    Path program = RedisBinary.extract(folder);
    Process silent = start(program.toString(), "--port", String.valueOf(freePort()));
    Files.writeString(folder.resolve("redis.pid"), silent.pid() + "\n");

    EmbeddedRedis.start(folder).close();

    assertThat(silent.isAlive()).isFalse();
  }

  @Test
  void aProcessThatOnlyHasTheNumberOfAnOldOneIsLeftAlone() throws Exception {
    Process stranger = start("sleep", "600");
    try {
      Files.writeString(folder.resolve("redis.pid"), stranger.pid() + "\n");

      EmbeddedRedis.start(folder).close();

      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aFolderInUseIsRefusedAndItsRedisUnharmed() {
    try (EmbeddedRedis redis = EmbeddedRedis.start(folder)) {
      assertThatThrownBy(() -> EmbeddedRedis.start(folder))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("JITSU-0601");
      redis.check();
    }
  }

  @Test
  void aDamagedFileSaysWhatRedisSaid() throws IOException {
    try (EmbeddedRedis redis = EmbeddedRedis.start(folder);
        RedisStore store = RedisStore.connect(redis.address())) {
      store.set("key", "value");
    }
    try (var files = Files.walk(folder.resolve("appendonlydir"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.writeString(file, "nonsense\n");
      }
    }

    assertThatThrownBy(() -> EmbeddedRedis.start(folder))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0621")
        .hasMessageContaining("redis.log")
        .hasMessageContaining("AOF");
  }

  @Test
  void closingTwiceIsHarmlessAndLeavesNoProcess() {
    EmbeddedRedis redis = EmbeddedRedis.start(folder);
    long pid = redis.pid();
    redis.close();
    redis.close();

    assertThat(ProcessHandle.of(pid)).isEmpty();
    assertThatThrownBy(redis::check).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRedisThatIsNotThereIsNamedWithTheWayOut() throws IOException {
    RedisAddress nobody = new RedisAddress("127.0.0.1", freePort(), new Secret("s3cret"), 2);

    assertThatThrownBy(() -> RedisStore.connect(nobody, Duration.ZERO))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0623")
        .hasMessageContaining("redis://127.0.0.1:" + nobody.port() + "/2")
        .hasMessageNotContaining("s3cret");
  }

  private Process start(String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .directory(folder.toFile())
        .start();
  }

  private static boolean answers(RedisStore store) {
    try {
      store.ping();
      return true;
    } catch (RedisUnavailableException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
