package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.sdk.bundle.Esbuilds;
import com.jitsu.sdk.bundle.Project;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CONTRACT A.12: the types that functions are written against. */
class ProtocolTypesTest {

  @TempDir Path folder;

  @Test
  void everyTypeOfTheContractCanBeUsedByItsName() throws IOException {
    Project project = new Project(folder.toRealPath());
    try (InputStream types =
        Objects.requireNonNull(getClass().getResourceAsStream("/conformance/a12-types.ts"))) {
      project.write(
          "src/profiles/types.ts", new String(types.readAllBytes(), StandardCharsets.UTF_8));
    }

    try (GraalTypeScript typescript = new GraalTypeScript(Esbuilds.typescript())) {
      assertThat(typescript.check(project.root(), project.sources().profiles()).problems())
          .isEmpty();
    }
  }
}
