package com.jitsu.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.maven.Golden;
import com.jitsu.sdk.bundle.Position;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.ProfileUser;
import com.jitsu.sdk.engine.GuestError;
import com.jitsu.sdk.fixtures.Chain;
import com.jitsu.sdk.fixtures.Difference;
import com.jitsu.sdk.fixtures.Expectation;
import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.Traces;
import com.jitsu.sdk.fixtures.World;
import com.jitsu.sdk.fixtures.laws.Breach;
import com.jitsu.sdk.fixtures.laws.BrokenLaw;
import com.jitsu.sdk.fixtures.laws.Generated;
import com.jitsu.sdk.fixtures.laws.Law;
import com.jitsu.sdk.fixtures.laws.Plan;
import com.jitsu.sdk.fixtures.laws.Stance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LawReportTest {

  private static final Position PLACE = new Position("src/profiles/orders.ts", 22, 9);
  private static final String ORDER =
      "{\"type\":\"track\",\"messageId\":\"message-1\",\"properties\":{\"total\":5}}";

  private static final Breach TWICE =
      new Breach.Differs(
          List.of(
              new Difference("traits.total", "5 (number)", "10 (number)", PLACE),
              new Difference("traits.orders", "1 (number)", "2 (number)", null)));
  private static final Breach THROWN =
      new Breach.Fails(
          new GuestError(
              "TypeError",
              "Cannot read properties of undefined (reading 'total')",
              List.of(new GuestError.Frame("total", "src/profiles/orders.ts", 22, 9))),
          PLACE);

  private static final LawReport WARNINGS =
      report(
          broken(Law.DUPLICATES, Stance.WARN, TWICE, history(ORDER)),
          broken(Law.EMPTY_HISTORY, Stance.WARN, THROWN, history()),
          new BrokenLaw(
              Law.REPEATABLE, Stance.WARN, "orders", TWICE, history(), history(ORDER, ORDER)));
  private static final LawReport FAILURES =
      report(
          broken(Law.DUPLICATES, Stance.FAIL, TWICE, history(ORDER)),
          broken(Law.SINGLE_EVENT, Stance.FAIL, THROWN, history(ORDER)),
          new BrokenLaw(
              Law.REPEATABLE, Stance.FAIL, "orders", TWICE, history(), history(ORDER, ORDER)));
  private static final Generated FOUND =
      new Generated(
          new Plan(500, 7, Duration.ofSeconds(20)),
          212,
          List.of(broken(Law.GENERATED, Stance.WARN, THROWN, history(ORDER))));

  @Test
  void aWarningTakesTwoLinesAndAFailureAllThatItTakes() {
    List<String> lines = new ArrayList<>();
    LawConsole console = console(lines);
    console.checked(WARNINGS);
    lines.add("");
    console.checked(FAILURES);

    Golden.assertMatches("laws-console.txt", String.join("\n", lines));
  }

  @Test
  void whatGeneratedHistoriesFindIsAFixtureToPaste() {
    List<String> lines = new ArrayList<>();
    LawConsole console = console(lines);
    console.generated("orders", new Generated(FOUND.plan(), 500, List.of()));
    console.generated("orders", new Generated(FOUND.plan(), 212, List.of()));
    console.generated("orders", FOUND);
    console.found(
        FOUND.broken().get(0),
        LawConsole.fixtures(FOUND).get(0),
        "target/jitsu/generated/orders-1.fixture.yaml");

    Golden.assertMatches("generated-console.txt", String.join("\n", lines));
  }

  @Test
  void otherToolsGetIt() {
    LawReport report = new LawReport("orders", WARNINGS.broken(), FOUND);

    Golden.assertMatches("laws.json", report.toJson().toPrettyString());
    assertThat(report.failures()).isZero();
    assertThat(FAILURES.failures()).isEqualTo(3);
  }

  private static LawConsole console(List<String> lines) {
    return new LawConsole(
        text -> lines.add("[INFO] " + text),
        text -> lines.add("[WARNING] " + text),
        text -> lines.add("[ERROR] " + text));
  }

  private static LawReport report(BrokenLaw... broken) {
    return new LawReport("orders", List.of(broken), null);
  }

  private static BrokenLaw broken(Law law, Stance stance, Breach breach, Fixture history) {
    return new BrokenLaw(law, stance, "orders", breach, history, null);
  }

  private static Fixture history(String... events) {
    return new Fixture(
        "two orders",
        "src/test/profiles/orders/" + (events.length == 0 ? "01-none" : "02-two") + ".fixture.yaml",
        14,
        List.of(),
        Arrays.stream(events).map(each -> each.getBytes(StandardCharsets.UTF_8)).toList(),
        new ProfileUser("u1", "", "", Json.object()),
        Map.of(),
        Fixture.DEFAULT_NOW,
        World.empty(),
        new Expectation.NoRow(),
        Traces.any(),
        Chain.none());
  }
}
