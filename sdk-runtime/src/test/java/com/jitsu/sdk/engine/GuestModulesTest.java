package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.host.HostServices;
import com.jitsu.sdk.problem.ProblemException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What imports find. */
class GuestModulesTest {

  private static final FunctionEngine ENGINE = new FunctionEngine(Limits.test());

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void cryptoAndFunctionsLibComeWithTheRuntime() {
    String code =
        """
        import { hash, randomUUID } from "crypto";
        import crypto from "crypto";
        import * as all from "@jitsu/functions-lib";
        import { RetryError, TableNameParameter } from "@jitsu/functions-lib";
        export default async () => ({ traits: {
          hash: hash("sha256", "a").slice(0, 8),
          same: crypto.hash === hash && globalThis.RetryError === RetryError && all.RetryError === RetryError,
          uuid: randomUUID().length,
          table: TableNameParameter,
          later: (await import("crypto")).hash === hash,
        } });
        """;

    assertThat(traits(code, null))
        .isEqualTo(
            Json.parse(
                "{\"hash\":\"ca978112\",\"same\":true,\"uuid\":36,\"table\":\"JITSU_TABLE_NAME\",\"later\":true}"));
  }

  @Test
  void chanceIsTheSameInEveryRunWithAClockOfItsOwn() {
    String code =
        """
        import { randomUUID, randomInt } from "crypto";
        export default () => ({ traits: { a: randomUUID(), b: randomInt(1000000), c: globalThis.crypto.randomUUID() } });
        """;
    Instant now = Instant.parse("2026-03-01T00:00:00Z");
    try (ProfileFunction function = ENGINE.load(Functions.bundle(code))) {
      Object first = Functions.traits(function.run(Functions.run(HostServices.none(), now)));

      assertThat(Functions.traits(function.run(Functions.run(HostServices.none(), now))))
          .isEqualTo(first);
      assertThat(Functions.traits(function.run(Functions.run(HostServices.none()))))
          .isNotEqualTo(first);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "left-pad",
        "./left",
        "../../etc/passwd",
        "/etc/passwd",
        "fs",
        "https://a.test/b.js",
        "file:///etc/passwd",
        "@jitsu/functions-lib/x"
      })
  void everythingElseIsRefusedByItsName(String name) {
    assertThatThrownBy(
            () ->
                ENGINE.load(
                    Functions.bundle("import x from '" + name + "'; export default () => ({})")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("JITSU-0304")
        .hasMessageContaining("import is not allowed: " + name);
    assertThat(
            traits(
                "export default () => import('"
                    + name
                    + "').catch(e => ({ traits: { m: e.message } }))",
                null))
        .isEqualTo(Json.object().put("m", "import is not allowed: " + name));
  }

  @Test
  void requireSaysWhatToDoInstead() {
    assertThat(traits("export default () => { require('fs') }", null))
        .hasToString(
            "Failed[error=GuestError[name=Error, message='require' is not supported. Please use 'import' instead, frames=[Frame[function=default, source=src/profiles/f.ts, line=1, column=24]]]]");
  }

  private static Object traits(String code, Instant now) {
    try (ProfileFunction function = ENGINE.load(Functions.bundle(code))) {
      return Functions.traits(function.run(Functions.run(HostServices.none(), now)));
    }
  }
}
