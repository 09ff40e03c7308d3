package com.jitsu.lite.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

  @TempDir Path folder;

  @Test
  void keysAreMadeOnceAndKept() {
    Path data = folder.resolve("new/data");
    Keys made = Keys.open(data);

    assertThat(Keys.open(data)).isEqualTo(made);
    assertThat(
            Set.of(
                made.writeKey().reveal(),
                made.serverKey().reveal(),
                made.adminToken().reveal(),
                made.deployKey().reveal()))
        .hasSize(4)
        .allMatch(key -> key.length() == 43);
    assertThat(Keys.open(folder)).isNotEqualTo(made);
    assertThat(made.toString()).doesNotContain(made.writeKey().reveal());
  }

  @Test
  void onlyTheOwnerMayReadTheFile() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    Keys.open(folder);

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("keys.json"))))
        .isEqualTo("rw-------");
    assertThat(folder.resolve("keys.json.new")).doesNotExist();
  }

  @Test
  void aKeyOpensItsOwnDoorOnly() {
    Keys keys = Keys.open(folder);

    assertThat(keys.isWriteKey(keys.writeKey().reveal())).isTrue();
    assertThat(keys.isServerKey(keys.serverKey().reveal())).isTrue();
    assertThat(keys.isAdminToken(keys.adminToken().reveal())).isTrue();
    assertThat(keys.isDeployKey(keys.deployKey().reveal())).isTrue();
    assertThat(keys.isServerKey(keys.writeKey().reveal())).isFalse();
    assertThat(keys.isAdminToken("")).isFalse();
  }

  @Test
  void theTokenOfTheSettingsWins() {
    Keys keys = Keys.open(folder).withAdminToken(new Secret("mine"));

    assertThat(keys.isAdminToken("mine")).isTrue();
    assertThat(Keys.open(folder).withAdminToken(null).isAdminToken("mine")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"writeKey\":\"a\",\"serverKey\":\"b\",\"admin",
        "{}",
        "[]",
        "null",
        "{\"writeKey\":\"a\",\"serverKey\":\"b\",\"adminToken\":\"c\",\"deployKey\":7}",
        "{\"writeKey\":\"a\",\"serverKey\":\"b\",\"adminToken\":\" \",\"deployKey\":\"d\"}",
      })
  void aDamagedFileIsAProblemAndLeftAlone(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("keys.json"), content);

    assertThatThrownBy(() -> Keys.open(folder)).hasMessageContaining("JITSU-0613");
    assertThat(file).hasContent(content);
  }

  @Test
  void aFolderThatIsAFileIsAProblem() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> Keys.open(file)).hasMessageContaining("JITSU-0614");
  }

  @Test
  void aLeftOverOfACrashIsNoObstacle() throws IOException {
    Files.writeString(folder.resolve("keys.json.new"), "{\"wri");

    assertThat(Keys.open(folder)).isEqualTo(Keys.open(folder));
  }
}
