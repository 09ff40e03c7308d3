package com.jitsu.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the archetype says twice, since Maven wants it so, is the same in both places. */
class ArchetypeFilesTest {

  private static final Path RESOURCES = Path.of("..", "archetype", "src", "main", "resources");

  @Test
  void everyPatternOfTheDescriptorIsCheckedInBatchModeToo() throws IOException {
    Path metaInf = RESOURCES.resolve("META-INF");
    String descriptor = Files.readString(metaInf.resolve("maven/archetype-metadata.xml"));
    String script = Files.readString(metaInf.resolve("archetype-post-generate.groovy"));
    Matcher property =
        Pattern.compile(
                "(?s)requiredProperty key=\"(\\w+)\">.*?<validationRegex><!\\[CDATA\\[(.*?)]]>")
            .matcher(descriptor);

    List<String> patterns =
        property.results().map(each -> each.group(1) + ":/" + each.group(2) + "/,").toList();

    assertThat(patterns).hasSize(5);
    assertThat(script.replace(" ", "")).contains(patterns);
  }

  /** The README names places of one language, for both. */
  @ParameterizedTest
  @ValueSource(strings = {"last-visit", "lifetime-value"})
  void codeIsInTheSamePlaceInBothLanguages(String slug) throws IOException {
    List<String> typed = code(slug + ".ts");

    assertThat(code(slug + ".js")).isEqualTo(typed);
    assertThat(typed).hasSizeGreaterThan(30);
  }

  /** Without what only one of the languages needs; such lines stay, as empty ones. */
  private static List<String> code(String file) throws IOException {
    return Files.readAllLines(RESOURCES.resolve("archetype-resources/src/profiles").resolve(file))
        .stream()
        .map(
            line ->
                line.matches("(import|const|/[/*]|  const seen|  const orders|  let first).*")
                    ? ""
                    : line)
        .toList();
  }
}
