package com.jitsu.maven.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledMemoryTest {

  private static final List<Bundle> BUNDLES =
      List.of(bundle("ltv", "pays"), bundle("last-visit", null), transformation("ids"));

  @TempDir Path folder;
  private Path root;
  private Path output;

  @BeforeEach
  void compiled() throws IOException {
    root = folder.resolve("shop");
    output = root.resolve("target").resolve("jitsu");
    write("src/profiles/ltv.ts", "export default 1;\nexport const a = 1;\n");
    write("src/profiles/lib/money.ts", "export const cents = 100;\n");
    write("tsconfig.json", "{}");
    write("../shared/rates.ts", "export const rate = 1;\n");
    compile("v1");
  }

  @Test
  void whatHasNotChangedIsRecalled() throws IOException {
    write("README.md", "new");
    Files.setLastModifiedTime(
        root.resolve("src/profiles/ltv.ts"), FileTime.from(Instant.parse("2031-01-01T00:00:00Z")));

    assertThat(memory("v1").recall()).contains(BUNDLES);
  }

  @Test
  void howLinesEndDoesNotCount() throws IOException {
    write("src/profiles/ltv.ts", "export default 1;\r\nexport const a = 1;\r\n");

    assertThat(memory("v1").recall()).contains(BUNDLES);
  }

  @Test
  void everyChangeOfASourceCounts() throws IOException {
    Map<String, String> changes =
        Map.of(
            "src/profiles/ltv.ts", "export default 2;\n",
            "src/profiles/lib/money.ts", "",
            "src/profiles/lib/added.ts", "",
            "src/profiles/ltv.js", "",
            "src/functions/added.ts", "",
            "tsconfig.json", "{ }",
            "package.json", "{}",
            "../shared/rates.ts", "export const rate = 2;\n");
    for (Map.Entry<String, String> change : changes.entrySet()) {
      Path file = root.resolve(change.getKey());
      String original = Files.exists(file) ? Files.readString(file) : null;
      write(change.getKey(), change.getValue());

      assertThat(memory("v1").recall()).as(change.getKey()).isEmpty();

      if (original == null) {
        Files.delete(file);
      } else {
        Files.writeString(file, original);
      }
      assertThat(memory("v1").recall()).as("back: " + change.getKey()).contains(BUNDLES);
    }
    Files.delete(root.resolve("../shared/rates.ts"));
    assertThat(memory("v1").recall()).isEmpty();
  }

  @Test
  void aFolderThatIsNotWholeIsMadeAgain() throws IOException {
    for (String file : List.of("ltv.js", "ltv.js.map", "functions/ids.js", "manifest.json")) {
      Path made = output.resolve(file);
      String text = Files.readString(made);
      Files.writeString(made, text + " ");
      assertThat(memory("v1").recall()).as(file).isEmpty();
      Files.delete(made);
      assertThat(memory("v1").recall()).as(file).isEmpty();
      Files.writeString(made, text);
    }
    Files.writeString(output.resolve("stray.js"), "");
    assertThat(memory("v1").recall()).isEmpty();
  }

  @Test
  void anotherVersionOrADamagedNoteMeansNothing() throws IOException {
    assertThat(memory("v2").recall()).isEmpty();

    write("target/jitsu/cache/compiled.json", "{\"version\": ");
    assertThat(memory("v1").recall()).isEmpty();
  }

  @Test
  void aSourceThatChangesWhileItIsCompiledIsCompiledAgain() throws IOException {
    Map<String, String> before = memory("v1").sources();
    write("src/profiles/ltv.ts", "export default 2;\n");
    memory("v1").remember(before, List.of(root.resolve("src/profiles/ltv.ts")));

    assertThat(memory("v1").recall()).isEmpty();
  }

  private void compile(String version) throws IOException {
    new CompiledFolder(output).write(BUNDLES);
    CompiledMemory memory = memory(version);
    memory.remember(memory.sources(), List.of(root.resolve("../shared/rates.ts").normalize()));
  }

  private CompiledMemory memory(String version) {
    return new CompiledMemory(root, output, version);
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Bundle bundle(String slug, String description) {
    return Bundle.of(
        new FunctionConfig("b", slug, "The " + slug, description),
        "src/profiles/" + slug + ".ts",
        "export default 1;\n",
        "{}");
  }

  private static Bundle transformation(String slug) {
    return Bundle.of(
        FunctionConfig.transformation(slug, slug, null),
        "src/functions/" + slug + ".ts",
        "export default 2;\n",
        "{}");
  }
}
