package com.jitsu.lite.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.sdk.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisBinaryTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, redis-server-7.0.15-linux-amd64",
    "Linux, aarch64, redis-server-7.0.15-linux-arm64",
    "Mac OS X, x86_64, redis-server-7.0.15-darwin-amd64",
    "Mac OS X, aarch64, redis-server-7.0.15-darwin-arm64",
  })
  void theProgramForEachMachineIsOnTheClassPath(String system, String processor, String name) {
    assertThat(RedisBinary.name(system, processor)).isEqualTo(name);
    assertThat(RedisBinary.class.getResource("/" + name)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"Windows 11, amd64", "Linux, riscv64", "AIX, ppc64"})
  void otherMachinesAreToldToNameARedis(String system, String processor) {
    assertThatThrownBy(() -> RedisBinary.name(system, processor))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0620")
        .hasMessageContaining("meta.storage.redis");
  }

  @Test
  void aHalfWrittenProgramIsReplacedAndAWholeOneKept(@TempDir Path folder) throws Exception {
    Path program = RedisBinary.extract(folder);
    Files.write(program, new byte[100]);
    RedisBinary.extract(folder);
    assertThat(Files.size(program)).isGreaterThan(1_000_000);
    var written = Files.getLastModifiedTime(program);
    RedisBinary.extract(folder);
    assertThat(Files.getLastModifiedTime(program)).isEqualTo(written);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(program);
    }
  }
}
