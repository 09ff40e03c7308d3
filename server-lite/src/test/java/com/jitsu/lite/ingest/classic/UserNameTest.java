package com.jitsu.lite.ingest.classic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.lite.config.Keys;
import com.jitsu.lite.config.Secret;
import com.jitsu.lite.config.SourceSettings;
import com.jitsu.lite.sources.KeyKind;
import com.jitsu.lite.sources.Sources;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code Authorization: Basic} says of a source that opens to its id alone. */
class UserNameTest {

  @TempDir Path folder;
  private Sources sources;
  private Tokens tokens;

  @BeforeEach
  void open() {
    sources =
        Sources.open(
            folder,
            Keys.open(folder),
            List.of(
                new SourceSettings(
                    "shop",
                    "shop",
                    List.of(new Secret("shop-public")),
                    List.of(new Secret("shop-secret")),
                    List.of(),
                    List.of(),
                    false,
                    Set.of("duckdb"))),
            Clock.systemUTC());
    tokens = new Tokens(sources);
  }

  @ParameterizedTest
  @CsvSource({
    "shop:shop-secret, shop:shop-secret, SECRET",
    "shop:shop-public, shop, PUBLIC",
    "shop:wrong, shop, PUBLIC",
    "shop:, shop, PUBLIC",
    "shop, shop, PUBLIC",
    "shop-public:anything, shop-public, PUBLIC",
    "shop-secret:anything, shop-secret, SECRET",
  })
  void aSecretIsNotHiddenByTheUserNameBeforeIt(String sent, String token, KeyKind opens) {
    Tokens.Found found = tokens.find(tokens.userName(basic(sent)));

    assertThat(found.text()).isEqualTo(token);
    assertThat(found.grant().orElseThrow().source().id()).isEqualTo("shop");
    assertThat(found.grant().orElseThrow().isBrowser()).isEqualTo(opens == KeyKind.PUBLIC);
  }

  @Test
  void whatOpensNothingAloneIsAMadeKey() {
    assertThat(tokens.userName(basic("key:secret"))).isEqualTo("key:secret");
    assertThat(tokens.userName("Bearer key")).isEmpty();
  }

  private static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
  }
}
