package com.jitsu.sdk.engine;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What never ends, or calls itself without end. */
class HostileLoopsTest {

  private static final Hostile HOSTILE =
      new Hostile("loops", Limits.test().withTime(Duration.ofMillis(500)));

  @AfterAll
  static void close() {
    HOSTILE.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("loops")
  void anEndlessLoopEndsOnlyItsOwnRun(String name, String end, String body) {
    HOSTILE.contains(name, end, body);
  }

  static Stream<Arguments> loops() {
    return Hostile.cases(
        """
        plain loop | ^TimeoutError: .* 500ms$ | for (;;) {}
        loop inside finally | ^TimeoutError | try { for (;;) {} } finally { for (;;) {} }
        loop inside catch | ^TimeoutError | for (;;) { try { for (;;) {} } catch { } }
        loop in a getter of the result | ^TimeoutError | return { traits: { get a() { for (;;) {} } } }
        loop in the getter traits | ^TimeoutError | return { get traits() { for (;;) {} } }
        loop in toJSON | ^TimeoutError | return { traits: { toJSON() { for (;;) {} } } }
        loop in then of the result | ^TimeoutError | return { then() { for (;;) {} } }
        thenable that resolves with itself | ^TimeoutError | return { then(r) { r(this) } }
        loop in a thrown error's name | ^TimeoutError | throw Object.defineProperty(new Error('x'), 'name', { get() { for (;;) {} } })
        loop in a logged error's toString | ^TimeoutError | context.log.info(Object.assign(new Error('x'), { toString() { for (;;) {} }, get name() { for (;;) {} } }))
        loop in a proxy's trap | ^TimeoutError | return { traits: new Proxy({}, { ownKeys() { for (;;) {} } }) }
        loop in a generator | ^TimeoutError | const g = (function* () { try { yield 1 } finally { for (;;) {} } })(); for (const x of g) break
        catastrophic regular expression | ^TimeoutError | /^(?=((a+)+)+$)(\\1?x?a?)*b/.exec('a'.repeat(5000)); /(.*)*(.*)*(.*)*\\1\\2\\3x/.test('ab'.repeat(400))
        microtask chain | ^TimeoutError | const f = () => Promise.resolve().then(f); await f()
        microtasks left behind | ^TimeoutError | const f = () => Promise.resolve().then(f); f(); return {}
        comparator of sort | ^TimeoutError | [1, 2, 3].sort(() => { for (;;) {} })
        sort of a huge array | ^TimeoutError | const a = Array.from({ length: 3e5 }, (_, i) => i ^ 0x2aaaa); for (;;) a.sort((x, y) => (x * 7919) % 1000 - (y * 104729) % 1000)
        setInterval for ever | ^TimeoutError | await new Promise(() => setInterval(() => {}, 0))
        fill of something enormous | ^TimeoutError | Array.prototype.fill.call({ length: 2 ** 53 - 1 }, 1)
        iterator without end | ^TimeoutError | for (const x of { [Symbol.iterator]() { return { next() { return { done: false } } } } });
        await in a loop | ^TimeoutError | for (;;) await null
        interval while a fetch never answers | fetch failed | setInterval(() => {}, 1); await fetch('http://nowhere.invalid')\
        """);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recursions")
  void recursionWithoutEndFailsOnlyItsOwnRun(String name, String end, String body) {
    HOSTILE.contains(name, end, body);
  }

  static Stream<Arguments> recursions() {
    return Hostile.cases(
        """
        recursion | ^RangeError | const f = () => f() + 1; return { traits: { a: f() } }
        mutual recursion | ^RangeError | const f = () => g() + 1, g = () => f() + 1; f()
        recursion through toString | ^RangeError | const o = { toString() { return 'a' + o } }; return { traits: { a: '' + o } }
        recursion through a getter | ^RangeError | return { traits: { get a() { return { get b() { return this.b } }.b } } }
        recursion through toJSON | ^(RangeError|TimeoutError) | const make = () => ({ toJSON() { return { a: make() } } }); return { traits: make() }
        recursion through a proxy | ^RangeError | const p = new Proxy({}, { get: (t, k, r) => r[k] }); return { traits: { a: p.x } }
        chain of proxies | ^(RangeError|TypeError|TimeoutError) | let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); return { traits: { a: p.x } }
        nested JSON | ^(RangeError|SyntaxError|TimeoutError) | JSON.parse('['.repeat(1e6))
        deep result | ^(RangeError|TimeoutError) | let a = {}; const r = a; for (let i = 0; i < 1e5; i++) a = a.a = {}; return { traits: r }
        result as deep as JSON may be | ^(row|RangeError) | let a = {}; const r = a; for (let i = 0; i < 998; i++) a = a.a = {}; return { traits: r }
        nested source | ^(RangeError|SyntaxError) | eval('('.repeat(1e5))
        nested regular expression | ^(RangeError|SyntaxError) | new RegExp('('.repeat(1e5) + ')'.repeat(1e5))
        recursion into the host | ^(RangeError|TimeoutError) | const f = () => { try { f() } finally { context.log.info('x'); context.store.set('k', 1) } }; f()
        recursion in bind | ^(row|RangeError) | let f = () => 1; for (let i = 0; i < 1e5; i++) f = f.bind(null); return { traits: { a: f() } }
        async recursion | ^(RangeError|TimeoutError) | const f = async () => { await f() }; await f()\
        """);
  }
}
