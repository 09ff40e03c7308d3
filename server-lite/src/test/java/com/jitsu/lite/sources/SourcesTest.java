package com.jitsu.lite.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.jitsu.lite.config.Keys;
import com.jitsu.lite.config.Secret;
import com.jitsu.lite.config.SourceSettings;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {

  @TempDir Path folder;
  private Keys keys;

  @BeforeEach
  void keys() {
    keys = Keys.open(folder);
  }

  @Test
  void theBuiltInSourceHasTheKeysOfTheFile() {
    Sources sources = open();

    assertThat(opens(sources, keys.writeKey().reveal())).isEqualTo("default PUBLIC");
    assertThat(opens(sources, keys.serverKey().reveal())).isEqualTo("default SECRET");
    assertThat(opens(sources, keys.adminToken().reveal())).isEqualTo("nothing");
    assertThat(opens(sources, "default")).as("strict: the id is no key").isEqualTo("nothing");
    assertThat(opens(sources, "")).isEqualTo("nothing");
  }

  @Test
  void aSourceOfTheSettingsHasItsOwnKeys() {
    Sources sources = open(settings("shop", List.of("pk_shop"), List.of("sk_shop"), true));

    assertThat(opens(sources, "pk_shop")).isEqualTo("shop PUBLIC");
    assertThat(opens(sources, "sk_shop")).isEqualTo("shop SECRET");
    assertThat(opens(sources, "SK_shop")).isEqualTo("nothing");
    assertThat(opens(sources, "shop:pk_shop")).isEqualTo("shop PUBLIC");
    assertThat(opens(sources, "shop:sk_shop")).isEqualTo("shop SECRET");
    assertThat(opens(sources, "default:pk_shop")).as("of another source").isEqualTo("nothing");
  }

  @Test
  void whoIsNotStrictIsFoundByIdAndByHost() {
    SourceSettings shop = settings("shop", List.of(), List.of(), false);
    SourceSettings app = settings("app", List.of(), List.of(), false);

    assertThat(opens(open(shop), "shop")).isEqualTo("shop PUBLIC");
    assertThat(hostOpens(open(shop), "elsewhere:8001")).as("the only one").isEqualTo("shop");
    assertThat(hostOpens(open(shop, app), "elsewhere")).as("which?").isEqualTo("nothing");
    assertThat(hostOpens(open(shop, app), "APP.example:8001")).isEqualTo("app");
    assertThat(hostOpens(open(shop, app), "shop.domain.example:443")).isEqualTo("shop");
    assertThat(hostOpens(open(), "localhost")).isEqualTo("nothing");
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example, https://shop.example, true",
    "https://shop.example, http://shop.example, false",
    "shop.example, http://shop.example:8080, true",
    "shop.example, https://evil-shop.example, false",
    "https://*.shop.example, https://a.b.shop.example, true",
    "https://*.shop.example, https://shop.example.evil, false",
    "*.shop.example, https://a.shop.example, true",
    "shop.*, https://shop.example, true",
    "shop.*, https://other.example, false",
    "*shop*, https://my-shop.example, true",
    "*, https://any.where, true",
    "*a*a, https://a, false",
  })
  void originsMayHaveStars(String pattern, String origin, boolean allowed) {
    Source source = new Source("s", "S", List.of(pattern), List.of(), true, Set.of());

    assertThat(source.allows(origin)).isEqualTo(allowed);
  }

  @Test
  void aSourceOfTheApiOutlivesAStart() {
    List<Secret> made = open().put(source("app", "App"));

    assertThat(made).hasSize(2);
    assertThat(opens(open(), made.get(0).reveal())).isEqualTo("app PUBLIC");
    assertThat(opens(open(), made.get(1).reveal())).isEqualTo("app SECRET");
    assertThat(opens(open(), made.get(1).reveal() + "x")).isEqualTo("nothing");
    assertThat(open().list())
        .extracting(json -> json.path("id").asText())
        .containsExactly("app", "default");
  }

  @Test
  void noSecretIsKeptAndNobodyElseReadsTheFile() throws IOException {
    List<Secret> made = open().put(source("app", "App"));
    Path file = folder.resolve("sources.json");

    for (Secret secret : made) {
      String behindTheColon = secret.reveal().substring(secret.reveal().indexOf(':') + 1);
      assertThat(Files.readString(file)).doesNotContain(behindTheColon);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aChangeKeepsTheKeysAndARemovedKeyOpensNothing() {
    Sources sources = open();
    List<Secret> made = sources.put(source("app", "App"));

    assertThat(sources.put(source("app", "Other"))).isEmpty();
    assertThat(sources.get("app").path("name").asText()).isEqualTo("Other");
    Secret third = sources.addKey("app", KeyKind.SECRET);
    String secretId = made.get(1).reveal().split(":", 2)[0];
    sources.removeKey("app", secretId);

    assertThat(opens(sources, made.get(0).reveal())).isEqualTo("app PUBLIC");
    assertThat(opens(sources, made.get(1).reveal())).isEqualTo("nothing");
    assertThat(opens(open(), third.reveal())).isEqualTo("app SECRET");
    sources.remove("app");
    assertThat(opens(sources, third.reveal())).isEqualTo("nothing");
    assertThat(open().find("app")).isEmpty();
  }

  @Test
  void whatIsNotTheApisCannotBeChanged() {
    Sources sources = open(settings("shop", List.of(), List.of("sk_shop"), true));

    assertThat(problem(() -> sources.put(source("shop", "S"))))
        .isEqualTo("JITSU-0431 source \"shop\" is in jitsu.yaml and cannot be changed here");
    assertThat(problem(() -> sources.remove("default")))
        .isEqualTo("JITSU-0431 source \"default\" is built in and cannot be changed here");
    assertThat(problem(() -> sources.addKey("shp", KeyKind.PUBLIC)))
        .isEqualTo("JITSU-0430 there is no source \"shp\"");
    sources.put(source("app", "App"));
    assertThat(problem(() -> sources.removeKey("app", "s1")))
        .isEqualTo("JITSU-0433 source \"app\" has no key \"s1\"");
  }

  @Test
  void aSourceOfBothIsRefusedAtTheStart() {
    open().put(source("shop", "S"));

    assertThat(problem(() -> open(settings("shop", List.of(), List.of("sk_shop"), true))))
        .startsWith("JITSU-0617 the source \"shop\" is in jitsu.yaml, and was made over the API");
  }

  @Test
  void aKeyOpensOneSourceOnly() {
    String server = keys.serverKey().reveal();

    assertThat(problem(() -> open(settings("shop", List.of(), List.of(server), true))))
        .isEqualTo("JITSU-0617 a key of source \"shop\" is the id or a key of source \"default\"");
    assertThat(
            problem(
                () ->
                    open(
                        settings("shop", List.of(), List.of("apps"), true),
                        settings("apps", List.of(), List.of("sk_apps"), false))))
        .isEqualTo("JITSU-0617 a key of source \"shop\" is the id or a key of source \"apps\"");
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Files.writeString(folder.resolve("sources.json"), "{\"sources\":[{\"id\":1}]}");

    assertThat(problem(() -> open()))
        .isEqualTo(
            "JITSU-0615 the sources that were made over the API cannot be read: no text \"id\"");
  }

  private Sources open(SourceSettings... settings) {
    return Sources.open(folder, keys, List.of(settings), Clock.systemUTC());
  }

  private static SourceSettings settings(
      String id, List<String> publicKeys, List<String> secretKeys, boolean strict) {
    return new SourceSettings(
        id,
        id,
        publicKeys.stream().map(Secret::new).toList(),
        secretKeys.stream().map(Secret::new).toList(),
        List.of(),
        List.of(id + ".domain.example"),
        strict,
        Set.of("duckdb"));
  }

  private static Source source(String id, String name) {
    return new Source(id, name, List.of(), List.of(), true, Set.of("duckdb"));
  }

  private static String opens(Sources sources, String key) {
    return told(sources.byKey(key));
  }

  private static String hostOpens(Sources sources, String host) {
    return sources.byHost(host).map(grant -> grant.source().id()).orElse("nothing");
  }

  private static String told(Optional<Grant> grant) {
    return grant.map(found -> found.source().id() + " " + found.kind()).orElse("nothing");
  }

  private static String problem(ThrowingCallable call) {
    ProblemException refused = catchThrowableOfType(ProblemException.class, call);
    return refused.problems().get(0).code() + " " + refused.problems().get(0).what();
  }
}
