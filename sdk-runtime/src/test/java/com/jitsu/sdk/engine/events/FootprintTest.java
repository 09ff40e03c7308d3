package com.jitsu.sdk.engine.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FootprintTest {

  static Stream<Arguments> closedFunctions() {
    return ClosedFunctions.pathsByFunction().entrySet().stream()
        .map(each -> Arguments.of(each.getKey(), each.getValue()));
  }

  @ParameterizedTest
  @MethodSource("closedFunctions")
  void theseAreClosed(String module, String paths) {
    Footprint footprint = Footprint.of(module);

    assertThat(footprint.why()).isEmpty();
    assertThat(String.join(" ", footprint.closed().orElseThrow().lines())).isEqualTo(paths);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Names that do not stand in the text.
        "for (const e of events) out.push(e[key])",
        "for (const e of events) out.push(e['ty' + 'pe'])",
        "for (const e of events) out.push(e[0])",
        "for (const { [key]: x } of events) out.push(x)",
        "for (const e of events) out.push(key in e)",
        // The whole event.
        "for (const e of events) out.push(e)",
        "for (const e of events) console.log(e)",
        "for (const e of events) out.push({ ...e })",
        "for (const { type, ...rest } of events) out.push(rest)",
        "for (const e of events) for (const k in e) out.push(k)",
        "for (const e of events) out.push(Object.keys(e))",
        "for (const e of events) out.push(JSON.stringify(e))",
        "for (const e of events) out.push(`${e}`, '' + e)",
        "for (const e of events) out.push(e == 'x')",
        "for (const e of events) out.push(e + 1)",
        "for (const e of events) out.push(tag`${e}`)",
        "for (const e of events) out.e = e",
        "for (const e of events) out[key] = e",
        "for (const e of events) seen = e; out.push(seen)",
        "for (const e of events) new Set([e])",
        "for (const e of events) new Thing(e)",
        "for (const e of events) throw e",
        "for (const e of events) return e",
        "for (const e of events) e.self = e",
        "for (const e of events) e()",
        "for (const e of events) e.toString()",
        "for (const e of events) out.push(e.hasOwnProperty('x'))",
        "for (const e of events) out.push(e instanceof Object)",
        "for (const e of events) user.take?.(e)",
        "for (const e of events) handlers[e.type]?.(e)",
        "for (const e of events) (e.type ? e : out).push(1)",
        "for (const e of events) { const f = e ?? {}; out.push(f) }",
        "let last; for (const e of events) last = e; out.push(last)",
        "let a; for (const e of events) [a] = [e]; out.push(a)",
        "let a; for (const e of events) ({ a } = { a: e })",
        "let a = {}; for (a.x of events) out.push(1)",
        "let f; for (const e of events) f = () => e",
        // What events become.
        "out.push(events)",
        "return events",
        "out.push([...events, 1])",
        "out.push(...events)",
        "Math.max(...events)",
        "const { ...rest } = events; out.push(rest)",
        "out.push(events[Symbol.iterator]())",
        "const it = events[Symbol.iterator](); out.push(it.next())",
        "out.push(new Map(events))",
        "out.push(Object.groupBy(events, e => e.type))",
        "events.forEach(e => out.push(e.type))",
        "out.push([...events].map(e => e))",
        "out.push([...events].reduce((a, b) => a))",
        "out.push([...events].map(out.push))",
        "out.push([...events].map(JSON.stringify))",
        "out.push([...events].sort())",
        "out.push([...events].join())",
        "out.push([...events].concat([]))",
        "out.push([...events].entries())",
        "const all = [...events]; all.push(1); out.push(all)",
        "const all = [...events]; out.push(all.map.call(all, e => e.type))",
        "const all = [...events]; const m = all.map; out.push(m)",
        "const all = [...events]; const k = 'map'; out.push(all[k](e => 1))",
        "[...events].forEach(function (e) { out.push(arguments[0]) })",
        "out.push([...events].map((...rest) => rest))",
        "out.push(Array.from(events, x => x))",
        "out.push(Array.from(events, out.f))",
        "for (const e of events) f2(...[e])",
        "function* g() { for (const e of events) yield e.type, yield e } out.push(...g())",
        // Functions that are not what they seem.
        "let f = x => x.type; if (out.length) f = user.other; for (const e of events) out.push(f(e))",
        "function h(f) { f ??= x => x.type; for (const e of events) out.push(f(e)) } h(user.other)",
        "try { throw user.other } catch (f) { for (const e of events) { f(e); f = x => 1 } }",
        "const f = function () { return arguments[0] }; for (const e of events) out.push(f(e))",
        "const f = (...all) => all; for (const e of events) out.push(f(e))",
        "const f = { g(x) { return x } }; for (const e of events) out.push(f.g(e))",
        "const id = x => x; for (const e of events) out.push(id(e))",
        "class A { static take(e) { return e } } for (const e of events) out.push(A.take(e))",
        "async function f() { for (const e of events) await e } f()",
        // Ways to change what events inherit.
        "for (const e of events) out.push(e.__proto__)",
        "for (const e of events) out.push(e.constructor)",
        "for (const { constructor } of events) out.push(constructor)",
        "Array.prototype.map = function () { return this }; for (const e of events) out.push(e.type)",
        "const p = Array.prototype; for (const e of events) out.push(e.type)",
        "Object.defineProperty(Object.prototype, 'type', { get() { return this } }); for (const e of events) out.push(e.type)",
        "Object.defineProperty(Object['prototype'], 'type', {}); for (const e of events) out.push(e.type)",
        "const { prototype } = Object; for (const e of events) out.push(e.type)",
        "const p = Object.getPrototypeOf({}); for (const e of events) out.push(e.type)",
        "const A = Array; A.from = x => x; out.push(...Array.from(events).map(e => e.type))",
        "Array.from = x => x; out.push(...Array.from(events).map(e => e.type))",
        "globalThis.Array = 1; for (const e of events) out.push(e.type)",
        "const g = globalThis; for (const e of events) out.push(e.type)",
        "eval('1'); for (const e of events) out.push(e.type)",
        "new Function('return 1')(); for (const e of events) out.push(e.type)",
        "(() => 1).constructor('return 1')(); for (const e of events) out.push(e.type)",
        "Reflect.ownKeys({}); for (const e of events) out.push(e.type)",
        "for (const e of events) out.push(e.prototype.type)",
      })
  void theseAreOpen(String body) {
    String module =
        "const key = 'type', handlers = {}, tag = String.raw; let seen; function f2() {}"
            + " export default function (events, user) { const out = []; "
            + body
            + "; return out }";

    assertThat(Footprint.of(module).closed()).isEmpty();
    assertThat(Footprint.of(module).why()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export const a = 1",
        "export default 1",
        "export default wrap(events => 1); function wrap(f) { return f }",
        "let f = events => [...events].length; export { f as default }; f = other; function other(events) { return events }",
        "export default class { }",
        "export { default } from './other'",
        "export default function ({ events }) { return events }",
        "export default function (...all) { return all }",
        "export default function () { return arguments[0] }",
        "export default events => { @ }",
      })
  void theseHaveNoFunctionToFollow(String module) {
    assertThat(Footprint.of(module).closed()).isEmpty();
  }

  @Test
  void whatGoesIntoAFunctionIsFollowedToo() {
    assertThat(
            Footprint.of(
                    "export default events => { for (const e of events) f(e) }; function f(e) { g(e) } function g(e) { return h(e) } function h(e) { return e.a.b }")
                .closed()
                .orElseThrow()
                .lines())
        .containsExactly("a.b");
  }
}
