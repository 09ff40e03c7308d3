package com.jitsu.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.FixtureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fixture that the generated project's README shows is one. */
class FixtureFormatPageTest {

  private static final Path README =
      Path.of("..", "archetype", "src/main/resources/archetype-resources/README.md");
  private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");

  @TempDir Path root;

  @Test
  void theFixtureInTheReadmeCanBeRead() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(README));
    assertThat(block.find()).isTrue();
    Path file = Files.writeString(root.resolve("readme.fixture.yaml"), block.group(1));

    Fixture fixture = new FixtureReader(root).read(file).get(0);

    assertThat(fixture.world().store()).isNotEmpty();
    assertThat(fixture.world().fetch()).hasSize(3);
    assertThat(fixture.traces().store()).isNotEmpty();
    assertThat(fixture.traces().logs()).hasSize(2);
  }
}
