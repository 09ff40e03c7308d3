package com.jitsu.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A code that a user reads is explained, and nothing is explained that no user can read. */
class ProblemsPageTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern IN_CODE = Pattern.compile("\"(JITSU-\\d{4})\"");
  private static final Pattern ON_PAGE = Pattern.compile("(?m)^## (JITSU-\\d{4})$");

  @Test
  void everyCodeHasItsSectionAndEverySectionItsCode() throws IOException {
    Set<String> inCode = new TreeSet<>();
    for (Path sources : sources()) {
      try (Stream<Path> files = Files.walk(sources)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> inCode.addAll(found(IN_CODE, read(file))));
      }
    }

    assertThat(found(ON_PAGE, read(ROOT.resolve("docs/problems.md")))).isEqualTo(inCode);
    assertThat(inCode).hasSizeGreaterThan(50);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .toList();
    }
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> codes = new TreeSet<>();
    pattern.matcher(text).results().forEach(match -> codes.add(match.group(1)));
    return codes;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
