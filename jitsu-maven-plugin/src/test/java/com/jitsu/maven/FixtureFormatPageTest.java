package com.jitsu.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.fixtures.Expectation;
import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.FixtureReader;
import com.jitsu.sdk.fixtures.FixtureSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fixtures that our pages show are fixtures, and one page has the whole format. */
class FixtureFormatPageTest {

  private static final Path README =
      Path.of("..", "archetype", "src/main/resources/archetype-resources/README.md");
  private static final Path PAGE = Path.of("..", "docs", "fixtures.md");

  @TempDir Path root;

  @Test
  void theFixtureInTheReadmeCanBeRead() throws IOException {
    List<Fixture> fixtures = read("readme", blocks(README, "yaml").get(0));

    assertThat(fixtures)
        .extracting(Fixture::name)
        .containsExactly(
            "a returning customer keeps the first purchase date [env.CURRENCY=EUR]",
            "a returning customer keeps the first purchase date [env.CURRENCY=USD]");
    Fixture fixture = fixtures.get(0);
    assertThat(fixture.tags()).containsExactly("smoke");
    assertThat(fixture.world().store()).isNotEmpty();
    assertThat(fixture.world().fetch()).hasSize(3);
    assertThat(fixture.traces().store()).isNotEmpty();
    assertThat(fixture.traces().logs()).hasSize(2);
  }

  @Test
  void everyExampleOfThePageCanBeRead() throws IOException {
    Files.createDirectories(root.resolve("src/test/profiles/_events"));
    Files.writeString(
        root.resolve("src/test/profiles/_events/shop.ndjson"),
        "{\"userId\":\"u1\",\"properties\":{\"plan\":\"pro\"}}\n");
    List<String> examples = blocks(PAGE, "yaml");

    assertThat(examples).hasSize(5);
    for (String example : examples) {
      assertThat(read("example", whole(example))).isNotEmpty();
    }
    assertThat(read("example", examples.get(0)).get(0).events()).hasSize(2);
    assertThat(read("example", whole(examples.get(4))))
        .hasSize(4)
        .first()
        .extracting(Fixture::name)
        .isEqualTo("in every currency [env.CURRENCY=EUR store.rate:EUR=1]");
  }

  @Test
  void theRecordedOutcomeOfThePageIsOne() throws IOException {
    Path folder = Files.createDirectories(root.resolve("src/test/profiles/f"));
    Files.writeString(folder.resolve("a.snapshot.json"), blocks(PAGE, "json").get(0));

    Fixture fixture = read("a", whole("name: a customer\n" + blocks(PAGE, "yaml").get(3))).get(0);

    assertThat(fixture.expectation())
        .isInstanceOfSatisfying(
            Expectation.Snapshot.class, snapshot -> assertThat(snapshot.recorded()).isNotNull());
  }

  @Test
  void everyKeyIsOnThePage() throws IOException {
    Set<String> keys = new TreeSet<>();
    keys(Json.parse(FixtureSchema.text()), keys);
    String page = Files.readString(PAGE);

    assertThat(keys).contains("events", "where", "headers", "match");
    keys.removeIf(
        key -> Pattern.compile("`([a-z]+\\.)?" + Pattern.quote(key) + "`").matcher(page).find());
    assertThat(keys).isEmpty();
  }

  /** Of the objects that a fixture has; conditions name the same ones again. */
  private static void keys(JsonNode schema, Set<String> keys) {
    schema.path("properties").fieldNames().forEachRemaining(keys::add);
    schema.forEach(each -> keys(each, keys));
  }

  /** A part of a fixture with what it leaves out. */
  private static String whole(String part) {
    String events = part.contains("events:") ? "" : "events: [{ userId: u1 }]\n";
    String expect = part.contains("expect:") ? "" : "expect: { noRow: true }\n";
    return part + events + expect;
  }

  private List<Fixture> read(String name, String text) throws IOException {
    Path folder = Files.createDirectories(root.resolve("src/test/profiles/f"));
    return new FixtureReader(root)
        .read(Files.writeString(folder.resolve(name + ".fixture.yaml"), text));
  }

  private static List<String> blocks(Path page, String language) throws IOException {
    return Pattern.compile("(?s)```" + language + "\n(.*?)```")
        .matcher(Files.readString(page))
        .results()
        .map(block -> block.group(1))
        .toList();
  }
}
