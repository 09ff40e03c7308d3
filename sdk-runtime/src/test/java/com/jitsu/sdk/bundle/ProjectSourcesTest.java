package com.jitsu.sdk.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.sdk.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectSourcesTest {

  @TempDir Path root;

  @Test
  void functionsAreFoundInAStableOrderWithoutWhatSupportsThem() {
    Project project = new Project(root);
    for (String path :
        new String[] {
          "b.ts",
          "a.js",
          "shop/z.ts",
          "shop/lib/deep.ts",
          "lib/money.ts",
          "lib/x/y.js",
          "types.d.ts",
          "a.test.ts",
          "a.test.js",
          "notes.md",
          "c.json",
          "node_modules/x/index.js"
        }) {
      project.write("src/profiles/" + path, "").write("src/functions/" + path, "");
    }

    ProjectSources sources = project.sources();

    assertThat(relative(sources.profiles()))
        .containsExactly(
            "src/profiles/a.js",
            "src/profiles/b.ts",
            "src/profiles/shop/lib/deep.ts",
            "src/profiles/shop/z.ts");
    assertThat(relative(sources.transformations()))
        .containsExactly(
            "src/functions/a.js",
            "src/functions/b.ts",
            "src/functions/shop/lib/deep.ts",
            "src/functions/shop/z.ts");
  }

  @Test
  void oneKindOfFunctionIsEnough() {
    Project project = new Project(root).write("src/functions/a.js", "");

    assertThat(project.sources().profiles()).isEmpty();
    assertThat(relative(project.sources().all())).containsExactly("src/functions/a.js");
  }

  @Test
  void aProjectWithoutFunctionsIsToldHowToAddOne() {
    new Project(root).write("src/profiles/lib/money.ts", "");

    assertThatThrownBy(() -> ProjectSources.find(root))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0101 src/profiles")
        .hasMessageContaining("profileBuilderId");
    assertThatThrownBy(() -> ProjectSources.find(root.resolve("nowhere")))
        .isInstanceOf(ProblemException.class);
  }

  private List<String> relative(List<Path> files) {
    return files.stream().map(file -> ProjectSources.relative(root, file)).toList();
  }
}
