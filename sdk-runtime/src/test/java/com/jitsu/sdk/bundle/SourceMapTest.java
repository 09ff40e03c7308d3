package com.jitsu.sdk.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SourceMapTest {

  // What esbuild 0.25.10 made of a function of nine lines that imports a file of one.
  private static final SourceMap MAP =
      SourceMap.parse(
          """
          {"version": 3, "sources": ["src/profiles/lib/money.ts", "src\\\\profiles\\\\a.ts"], "names": [],
           "mappings": ";AAAO,SAAS,IAAI,GAAW,GAAW;AAAE,SAAO,IAAI;AAAG;;;ACEnD,IAAM,SAAS,EAAE,kBAAkB,MAAM,MAAM,OAAO;AAC7D,IAAM,IAAqB,OAAO,QAAQ,MAAM,YAAY;AAC1D,MAAI,QAAQ;AACZ"}
          """);

  @Test
  void aPlaceInTheBundleIsTheOneItWasWrittenAt() {
    assertThat(MAP.original(2, 1)).contains(new Position("src/profiles/lib/money.ts", 1, 8));
    assertThat(MAP.original(7, 5)).contains(new Position("src/profiles/a.ts", 3, 14));
    assertThat(MAP.original(9, 7)).contains(new Position("src/profiles/a.ts", 5, 7));
  }

  @Test
  void aPlaceBetweenTwoEntriesBelongsToTheOneBefore() {
    assertThat(MAP.original(9, 8)).isEqualTo(MAP.original(9, 7));
    assertThat(MAP.original(9, 500)).contains(new Position("src/profiles/a.ts", 5, 15));
  }

  @Test
  void whatTheBundlerAddedHasNoPlace() {
    assertThat(MAP.original(1, 1)).isEmpty();
    assertThat(MAP.original(99, 1)).isEmpty();
    assertThat(MAP.original(0, 1)).isEmpty();
  }

  @Test
  void sourcesHaveSlashesOnEverySystem() {
    assertThat(MAP.sources()).containsExactly("src/profiles/lib/money.ts", "src/profiles/a.ts");
  }

  @Test
  void largeAndNegativeStepsAndEntriesWithoutSourceAreRead() {
    // Column 0 → 0:1234:100, column 40 without source, next line back to 0:0:0.
    SourceMap map =
        SourceMap.parse(
            "{\"version\":3,\"sources\":[\"a.js\"],\"mappings\":\"AAitCoG,wC;AAjtCpG\"}");

    assertThat(map.original(1, 1)).contains(new Position("a.js", 1234, 101));
    assertThat(map.original(1, 41)).isEmpty();
    assertThat(map.original(2, 1)).contains(new Position("a.js", 1, 1));
  }

  @Test
  void anythingElseIsABug() {
    assertThatThrownBy(() -> SourceMap.parse("{\"version\":2}"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> SourceMap.parse("{\"version\":3,\"sources\":[],\"mappings\":\"A!\"}"))
        .isInstanceOf(IllegalStateException.class);
  }
}
