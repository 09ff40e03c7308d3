package com.jitsu.sdk.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EsbuildBinaryTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "Linux,amd64,linux-x64",
    "Linux,x86_64,linux-x64",
    "Mac OS X,x86_64,darwin-x64",
    "Mac OS X,aarch64,darwin-arm64",
    "Darwin,arm64,darwin-arm64",
    "Windows 11,amd64,win32-x64",
    "Windows Server 2022,amd64,win32-x64",
    "Windows 11,aarch64,win32-x64",
  })
  void eachSystemHasItsArtifact(String os, String arch, String artifact) {
    assertThat(EsbuildBinary.platform(os, arch)).isEqualTo(artifact);
  }

  @ParameterizedTest
  @CsvSource({"Linux,aarch64", "Linux,ppc64le", "FreeBSD,amd64", "Mac OS X,ppc", "SunOS,sparcv9"})
  void whereThereIsNoArtifactTheMessageNamesTheWayOut(String os, String arch) {
    assertThatThrownBy(() -> EsbuildBinary.platform(os, arch))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(os)
        .hasMessageContaining(arch)
        .hasMessageContaining("-Djitsu.esbuild=");
  }

  @Test
  void extractingTwiceWritesOnce() throws IOException {
    Path jar = jarWith("META-INF/resources/_static/linux-x64/1/bin/esbuild", "#!/bin/sh");
    Path first = EsbuildBinary.extract(jar, folder.resolve("cache"));
    FileTime written = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(first, written);

    Path second = EsbuildBinary.extract(jar, folder.resolve("cache"));

    assertThat(second).isEqualTo(first).isExecutable().hasContent("#!/bin/sh");
    assertThat(Files.getLastModifiedTime(second)).isEqualTo(written);
    assertThat(filesBeside(first)).containsExactly(first);
  }

  @Test
  void manyExtractingAtOnceSeeOneWholeFile() throws IOException {
    Path jar = jarWith("_static/win32-x64/1/esbuild.exe", "MZ");

    List<Path> extracted =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> EsbuildBinary.extract(jar, folder.resolve("cache")))
            .distinct()
            .toList();

    assertThat(extracted).hasSize(1);
    assertThat(extracted.get(0)).hasContent("MZ").hasFileName("esbuild.exe");
    assertThat(filesBeside(extracted.get(0))).hasSize(1);
  }

  @Test
  void aTruncatedFileIsReplaced() throws IOException {
    Path jar = jarWith("bin/esbuild/bin/esbuild", "#!/bin/sh");
    Path executable = EsbuildBinary.extract(jar, folder);
    Files.writeString(executable, "#!");

    assertThat(EsbuildBinary.extract(jar, folder)).hasContent("#!/bin/sh");
  }

  @Test
  void aJarWithoutEsbuildIsAProblem() throws IOException {
    Path jar = jarWith("README", "nothing");

    assertThatThrownBy(() -> EsbuildBinary.extract(jar, folder))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(jar.toString());
  }

  @Test
  void aNamedBinaryMustBeThereAndMayBeExecuted() throws IOException {
    Path file = Files.writeString(folder.resolve("my esbuild"), "#!/bin/sh\n");

    assertThatThrownBy(() -> EsbuildBinary.named(folder.resolve("nix")))
        .hasMessageContaining("JITSU-0102")
        .hasMessageContaining("names no file")
        .hasMessageContaining(folder.resolve("nix").toString());
    assertThatThrownBy(() -> EsbuildBinary.named(folder)).hasMessageContaining("names no file");
    assumeTrue(!Files.isExecutable(file), "here every file may be executed");
    assertThatThrownBy(() -> EsbuildBinary.named(file))
        .hasMessageContaining("chmod +x '" + file + "'");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    assertThat(EsbuildBinary.named(file)).isEqualTo(file);
  }

  @Test
  void aBinaryThatDoesNotStartIsAProblem() throws IOException {
    Path text = Files.writeString(folder.resolve("esbuild"), "no program");

    assertThatThrownBy(() -> new Esbuild(text).run(folder, List.of(), ""))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0102")
        .hasMessageContaining("-Djitsu.esbuild=");
  }

  private Path jarWith(String name, String content) throws IOException {
    Path jar = folder.resolve("esbuild.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return jar;
  }

  private static List<Path> filesBeside(Path file) throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.toList();
    }
  }
}
