package com.jitsu.maven.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilesZipTest {

  @TempDir Path folder;

  @Test
  void itHasManifestModulesAndMapsInOrder() throws IOException {
    try (ZipFile zip = new ZipFile(write(null).toFile())) {
      assertThat(Collections.list(zip.entries()))
          .extracting(ZipEntry::getName)
          .containsExactly(
              "last-visit.js", "last-visit.js.map", "ltv.js", "ltv.js.map", "manifest.json");
      assertThat(zip.getInputStream(zip.getEntry("ltv.js")).readAllBytes())
          .asString(StandardCharsets.UTF_8)
          .startsWith("export default 1; // ü");
    }
  }

  /** The digest was taken on JDK 17; the same test runs on later ones. */
  @Test
  void theBytesAreTheSameEverywhere() throws IOException, NoSuchAlgorithmException {
    byte[] first = Files.readAllBytes(write(null));
    byte[] second = Files.readAllBytes(write(null));

    assertThat(second).isEqualTo(first);
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(first)))
        .isEqualTo("31c5b938f7039cf72dc7d3ebcd69986f6a59558e4c753fbee7decd39e0ff586c");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T10:20:30Z,2026-03-01T10:20:30",
    "2026-03-01T10:20:30+02:00,2026-03-01T08:20:30",
    "1772360430,2026-03-01T10:20:30",
    "0,1980-02-01T00:00:00",
    "2222-01-01T00:00:00Z,2099-12-31T23:59:58",
    "x,1980-02-01T00:00:00",
  })
  void allEntriesHaveTheTimeThatIsGiven(String timestamp, LocalDateTime time) throws IOException {
    try (ZipFile zip = new ZipFile(write(timestamp).toFile())) {
      List<LocalDateTime> times = new ArrayList<>();
      zip.stream().forEach(entry -> times.add(entry.getTimeLocal()));
      assertThat(times).hasSize(5).containsOnly(time);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-03-01", "${git.commit.time}", "99999999999999999999"})
  void whatIsNoTimeIsRefused(String timestamp) {
    assertThatThrownBy(() -> new ProfilesZip(timestamp))
        .hasMessageContaining("JITSU-0840")
        .hasMessageContaining(timestamp);
  }

  private Path write(String timestamp) throws IOException {
    CompiledFolder compiled = new CompiledFolder(folder.resolve("jitsu"));
    compiled.write(List.of(bundle("ltv"), bundle("last-visit")));
    Files.createDirectories(folder.resolve("jitsu").resolve("cache"));
    Path zip = folder.resolve("out").resolve("shop-1-profiles.zip");
    new ProfilesZip(timestamp).write(compiled, zip);
    return zip;
  }

  private static Bundle bundle(String slug) {
    return Bundle.of(
        new FunctionConfig("b", slug, slug, null),
        "src/profiles/" + slug + ".ts",
        "export default 1; // ü\n",
        "{}");
  }
}
