package com.jitsu.lite.loader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnNamesTest {

  @Test
  void aNameIsMadeOnce() {
    ColumnNames.Name root = new ColumnNames().root();
    ColumnNames.Name url = root.of("context").of("Page URL");

    assertThat(url.column()).isEqualTo("context_page_url");
    assertThat(url.path()).isEqualTo("context.Page URL");
    assertThat(root.of("context").of("Page URL")).isSameAs(url);
    assertThat(root.of("context").of("JITSU_X").isControl()).isTrue();
  }

  @Test
  void longNamesAndLateOnesAreNotKept() {
    ColumnNames.Name root = new ColumnNames().root();
    String large = "k".repeat(50_000);

    assertThat(root.of(large)).isNotSameAs(root.of(large));
    assertThat(root.of(large).column()).hasSize(200).isEqualTo(root.of(large).column());
    for (int i = 0; i < 20_000; i++) {
      root.of("k" + i);
    }
    assertThat(root.of("late")).isNotSameAs(root.of("late"));
    assertThat(root.of("k7")).isSameAs(root.of("k7"));
  }
}
