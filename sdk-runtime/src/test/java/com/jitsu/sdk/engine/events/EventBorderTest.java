package com.jitsu.sdk.engine.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.contract.ProfileUser;
import com.jitsu.sdk.engine.FunctionEngine;
import com.jitsu.sdk.engine.Limits;
import com.jitsu.sdk.engine.Outcome;
import com.jitsu.sdk.engine.ProfileFunction;
import com.jitsu.sdk.engine.ProfileRun;
import com.jitsu.sdk.engine.RunReport;
import com.jitsu.sdk.host.HostServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same function before and after its events are made as objects. */
class EventBorderTest {

  private static final FunctionEngine ENGINE = new FunctionEngine(Limits.test());

  @AfterAll
  static void closeTheEngine() {
    ENGINE.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (const e of events) out.push(e.type, e._profile_id, e._profile_id_hash); for (const e of events) out.push(e.type)",
        "for (const e of events) out.push(e, Object.keys(e)); for (const e of events) out.push(e)",
        "for (const e of events) { out.push(e.type); break } for (const e of events) { out.push(e.type); break } for (const e of events) out.push(e.type)",
        "const a = events[Symbol.iterator](); const b = events[Symbol.iterator](); out.push(a.next(), b.next(), a.next(), events[Symbol.iterator]().next(), b.next(), a === b)",
        "while (true) { let any = false; for (const e of events) { any = true; out.push(e.type); break } if (!any) break }",
        "out.push([...events].length, [...events].length, [...events].length)",
        "for await (const e of events) out.push(e.type)",
        "try { events.length } catch (e) { out.push(e.message) } try { events.map(e => e) } catch (e) { out.push(e.message) }",
        "out.push(typeof events, Array.isArray(events), Object.isFrozen(events), Object.keys(events))",
        "for (const e of events) out.push(e.bad.worse)",
      })
  void runsAreTheSameHoweverEventsCross(String body) {
    String code =
        "export default async (events) => { const out = []; "
            + body
            + "; return { traits: { out } } }";
    List<byte[]> events = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      events.add(EventContext.bytes("{\"type\":\"t" + i + "\",\"n\":{\"i\":" + i + "}}"));
    }
    try (ProfileFunction function = load(code)) {
      RunReport first = run(function, events);
      RunReport firstWithout = run(function, List.of());
      for (int i = 0; i < 50; i++) {
        RunReport later = run(function, events);
        assertThat(later.outcome()).isEqualTo(first.outcome());
        assertThat(later.logs()).isEqualTo(first.logs());
      }
      RunReport without = run(function, List.of());
      assertThat(without.outcome()).isEqualTo(firstWithout.outcome());
      assertThat(without.logs()).isEqualTo(firstWithout.logs());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.push(e.type)", "out.push(e)"})
  void whatIsNoJsonFailsAsItAlwaysDid(String body) {
    String code =
        "export default (events) => { const out = []; for (const e of events) "
            + body
            + "; return { traits: { out } } }";
    List<byte[]> broken =
        List.of(EventContext.bytes("{\"type\":1}"), EventContext.bytes("{\"type\":"));
    try (ProfileFunction function = load(code)) {
      Outcome first = run(function, broken).outcome();
      for (int i = 0; i < 110; i++) {
        run(function, List.of(EventContext.bytes("{\"type\":1}"), EventContext.bytes("{}")));
      }
      assertThat(first).isInstanceOf(Outcome.Failed.class);
      assertThat(run(function, broken).outcome()).isEqualTo(first);
    }
  }

  private static ProfileFunction load(String code) {
    return ENGINE.load(
        Bundle.of(
            new FunctionConfig("b", "f", "f", null),
            "src/profiles/f.ts",
            code,
            "{\"version\":3,\"sources\":[],\"mappings\":\"\"}"));
  }

  private static RunReport run(ProfileFunction function, List<byte[]> events) {
    return function.run(
        new ProfileRun(
            new ProfileUser("p1", "p1", "", Json.object()),
            events,
            Map.of(),
            new ProfileRun.BuilderVersion("b", 1),
            null,
            HostServices.none()));
  }
}
