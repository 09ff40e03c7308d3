package com.jitsu.sdk.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CodePlacesTest {

  /** A map that sends every column of line n to itself; seven lines. */
  private static final String IDENTITY =
      "{\"version\":3,\"sources\":[\"a.js\"],\"mappings\":\"%s\"}";

  @Test
  void aKeyIsFoundInEveryWayToWriteIt() {
    assertThat(place("x = { total: 1 };", "total")).contains("1:7");
    assertThat(place("x = { a, total };", "total")).contains("1:10");
    assertThat(place("x = { \"the total\": 1 };", "the total")).contains("1:7");
    assertThat(place("traits.total = 1;", "total")).contains("1:8");
    assertThat(place("traits.total ??= 1;", "total")).contains("1:8");
    assertThat(place("traits.total++;", "total")).contains("1:8");
    assertThat(place("traits[\"total\"] = 1;", "total")).contains("1:8");
  }

  @Test
  void theLastWayCounts() {
    assertThat(place("x = { total: 1 };\ntraits.total = 2;\nf(traits.total);", "total"))
        .contains("2:8");
  }

  @Test
  void stringsCommentsAndPatternsDoNotCount() {
    String code =
        """
        x = { total: 1 };
        s = "{ total: 2 }"; // { total: 2 }
        t = `{ total: 3 } ${ { total: `${1}` } } { total: 4 }`;
        r = /[/{]total: "/.test(s) ? total : 3;
        const { total } = y; /* z.total = 1 */
        if (z.total == 3) f(a, total, b);
        export { config, total };
        """;

    assertThat(place(code, "total")).contains("3:24");
  }

  @Test
  void theConfigBlockComputesNothing() {
    String code =
        """
        x = { name: 1 };
        var config2 = { name: "Lifetime", nested: { slug: 1 } };
        export { config2 as config };
        """;

    assertThat(places(code).computed("name").map(CodePlacesTest::text)).contains("1:7");
    assertThat(places(code).computed("slug")).isEmpty();
  }

  @Test
  void aKeyThatIsNowhereHasNoPlace() {
    assertThat(place("x = { total: 1 };", "sum")).isEmpty();
  }

  @Test
  void theDefaultExportIsFoundBehindItsAliases() {
    String function = "function profile() {}\nexport {\n  profile as default\n};";
    String alias =
        "1;\nvar f = async () => ({});\nvar a_default = f;\nexport { a_default as default };";

    assertThat(places(function).defaultExport().map(CodePlacesTest::text)).contains("1:10");
    assertThat(places(alias).defaultExport().map(CodePlacesTest::text)).contains("2:5");
    assertThat(places("var x = 1;").defaultExport()).isEmpty();
  }

  private static Optional<String> place(String code, String key) {
    return places(code).computed(key).map(CodePlacesTest::text);
  }

  private static String text(Position place) {
    return place.line() + ":" + place.column();
  }

  private static CodePlaces places(String code) {
    StringBuilder mappings = new StringBuilder();
    String[] lines = code.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      mappings.append(i == 0 ? "AAAA" : ";AAC" + back(lines[i - 1].length()));
      mappings.append(",CAAC".repeat(lines[i].length()));
    }
    return CodePlaces.of(code, IDENTITY.formatted(mappings));
  }

  /** The difference of columns from a line's end to column 0, as VLQ; up to 511. */
  private static String back(int columns) {
    String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    int value = columns == 0 ? 0 : columns * 2 + 1;
    return value < 32
        ? String.valueOf(digits.charAt(value))
        : "" + digits.charAt((value & 31) | 32) + digits.charAt(value >> 5);
  }
}
