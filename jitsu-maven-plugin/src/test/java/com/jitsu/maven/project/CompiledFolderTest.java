package com.jitsu.maven.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledFolderTest {

  @TempDir Path folder;

  @Test
  void eachFunctionIsAModuleWithItsMapAndAnEntryInTheManifest() throws IOException {
    Bundle ltv = bundle("ltv");
    new CompiledFolder(folder).write(List.of(ltv, bundle("last-visit")));
    assertThat(folder.resolve("ltv.js"))
        .hasContent("export default 1;\n//# sourceMappingURL=ltv.js.map");
    assertThat(folder.resolve("ltv.js.map")).hasContent("{}");
    assertThat(Json.parse(Files.readString(folder.resolve("manifest.json"))).at("/functions/0"))
        .isEqualTo(
            Json.parse(
                "{\"slug\": \"ltv\", \"profileBuilderId\": \"b\", \"name\": \"ltv\", \"source\":"
                    + " \"src/profiles/ltv.ts\", \"module\": \"ltv.js\", \"digest\": \""
                    + ltv.digest()
                    + "\"}"));
  }

  @Test
  void transformationsHaveAFolderAndAListOfTheirOwn() throws IOException {
    CompiledFolder compiled = new CompiledFolder(folder);
    compiled.write(List.of(transformation("ids"), transformation("removed")));
    compiled.write(List.of(bundle("removed"), transformation("ids")));
    assertThat(folder.resolve("functions/ids.js"))
        .hasContent("export default 1;\n//# sourceMappingURL=ids.js.map");
    assertThat(folder.resolve("functions/ids.js.map")).hasContent("{}");
    assertThat(folder.resolve("functions/removed.js")).doesNotExist();
    assertThat(folder.resolve("removed.js")).exists();
    assertThat(Json.parse(Files.readString(folder.resolve("manifest.json"))).at("/transformations"))
        .isEqualTo(
            Json.parse(
                "[{\"slug\": \"ids\", \"name\": \"ids\", \"source\": \"src/functions/ids.ts\","
                    + " \"module\": \"functions/ids.js\", \"digest\": \""
                    + transformation("ids").digest()
                    + "\"}]"));
  }

  @Test
  void whatAnEarlierBuildMadeOfARemovedFunctionGoes() throws IOException {
    CompiledFolder compiled = new CompiledFolder(folder);
    compiled.write(List.of(bundle("ltv"), bundle("removed")));
    Files.createDirectories(folder.resolve("types"));
    compiled.write(List.of(bundle("ltv")));
    assertThat(folder)
        .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("removed"))
        .isDirectoryContaining(path -> path.endsWith("types"))
        .isDirectoryContaining(path -> path.endsWith("ltv.js.map"));
  }

  private static Bundle transformation(String slug) {
    return Bundle.of(
        FunctionConfig.transformation(slug, slug, null),
        "src/functions/" + slug + ".ts",
        "export default 1;",
        "{}");
  }

  private static Bundle bundle(String slug) {
    return Bundle.of(
        new FunctionConfig("b", slug, slug, null),
        "src/profiles/" + slug + ".ts",
        "export default 1;",
        "{}");
  }
}
