package com.jitsu.sdk.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypeScriptSearchTest {

  private static final String LIB = "node_modules/@typescript/typescript-";

  @TempDir Path folder;

  @Test
  void theProjectsOwnComesFirstThenThatOfAFolderAboveThenTheSearchPath() throws IOException {
    Path project = Files.createDirectories(folder.resolve("shop/modules/profiles"));
    Path bin = folder.resolve("bin");
    String path = folder.resolve("nothing") + ":a\0b:" + bin + ":relative";
    assertThat(linux().find(project, path)).isEmpty();

    Path tsc = program("bin/tsc", "\u007fELF");
    assertThat(linux().find(project, path)).contains(tsc);
    Path tsgo = program("bin/tsgo", "\u007fELF");
    assertThat(linux().find(project, path)).contains(tsgo);
    Path above = program("shop/" + LIB + "linux-x64/lib/tsc", "\u007fELF");
    assertThat(linux().find(project, path)).contains(above);
    Path own = program("shop/modules/profiles/" + LIB + "linux-x64/lib/tsc", "\u007fELF");
    assertThat(linux().find(project, path)).contains(own);
  }

  @Test
  void aScriptForNodeIsNotTaken() throws IOException {
    program("bin/tsc", "#!/usr/bin/env node\n");

    assertThat(linux().find(folder, folder.resolve("bin").toString())).isEmpty();
  }

  @Test
  void everySystemHasItsOwn() throws IOException {
    Path windows = program(LIB + "win32-x64/lib/tsc.exe", "MZ");
    Path mac = program(LIB + "darwin-arm64/lib/tsc", "\u007fx");

    assertThat(new TypeScriptSearch("Windows 11", "amd64").find(folder, "C:\\bin;D:\\x"))
        .contains(windows);
    assertThat(new TypeScriptSearch("Mac OS X", "aarch64").find(folder, "")).contains(mac);
    assertThat(new TypeScriptSearch("Linux", "aarch64").find(folder, "")).isEmpty();
  }

  private static TypeScriptSearch linux() {
    return new TypeScriptSearch("Linux", "amd64");
  }

  private Path program(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
