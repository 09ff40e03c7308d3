package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.sdk.contract.Json;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Changing what all code shares, and looking for a way out through it. */
class HostileIntrinsicsTest {

  private static final Hostile HOSTILE =
      new Hostile("intrinsics", Limits.test().withTime(Duration.ofMillis(1_500)));

  /** ECMAScript 2025 on GraalJS, and what functions are given beside it. */
  private static final Set<String> GLOBALS =
      Set.of(
          ("AggregateError Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError"
                  + " FinalizationRegistry Float16Array Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array"
                  + " Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set"
                  + " String Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap"
                  + " WeakRef WeakSet decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval globalThis isFinite"
                  + " isNaN parseFloat parseInt undefined unescape"
                  + " console process fetch setTimeout setInterval clearTimeout clearInterval"
                  + " URL URLSearchParams TextEncoder TextDecoder structuredClone atob btoa crypto queueMicrotask DOMException"
                  + " performance require DropRetryErrorName HTTPError NoRetryError NoRetryErrorName RetryError RetryErrorName TableNameParameter"
                  + " fromJitsuClassic idToClassic idToSnakeCaseFast removeUndefined toJitsuClassic toSnakeCase transfer"
                  + " transferAsClassic transferAsSnakeCase transferValue transferValueAsSnakeCase")
              .split(" "));

  /** Collects every object that can be reached from the globals; for the tests' modules. */
  private static final String WALK =
      """
      const { apply, ownKeys, getOwnPropertyDescriptor: descriptor, getPrototypeOf: proto, defineProperty: define } = Reflect;
      const members = [];
      {
        const seen = new Set([undefined, null]);
        const walk = (object) => {
          if ((typeof object !== 'object' && typeof object !== 'function') || seen.has(object)) return;
          seen.add(object);
          for (const key of ownKeys(object)) {
            const own = descriptor(object, key);
            if (key !== 'length' && key !== 'name') members.push([object, key, own]);
            walk(own.value); walk(own.get); walk(own.set);
          }
          walk(proto(object));
        };
        walk(globalThis);
        for (const made of [function* () {}, async () => {}, async function* () {}, [][Symbol.iterator](), new Map().entries(), new Set().values(),
          ''[Symbol.iterator](), 'a'.matchAll(/a/g), (function* () {})(), (async function* () {})(), Promise.resolve(), Iterator.from([]).map((x) => x)]) walk(made);
      }
      const use = async (context) => {
        context.log.info('used', { a: [1] });
        await context.store.set('k', { a: [1] }, { ttl: '1d' });
        await context.store.get('k'); await context.store.getWithTTL('k'); await context.store.getOrSet('k', 2, 60); await context.store.ttl('k'); await context.store.del('k');
        try { await fetch('http://x', { method: 'post', headers: { a: 'b' }, body: new Uint8Array(2) }) } catch {}
        try { await context.getWarehouse('x').query('select :a', { a: 1 }) } catch {}
        context.metrics.status('a', 'b').inc();
        await new Promise((r) => setTimeout(r, 0));
      };
      """;

  @AfterAll
  static void close() {
    HOSTILE.close();
  }

  @Test
  void rehearsingMissesNothing() {
    assertThat(Hostile.text(Hostile.REHEARSAL)).startsWith("row");
  }

  @Test
  void nothingUnexpectedIsGlobal() {
    RunReport report =
        HOSTILE.contains(
            "globals",
            "^row",
            "return { traits: { names: Object.getOwnPropertyNames(globalThis), symbols: Object.getOwnPropertySymbols(globalThis).map(String) } }");
    Set<String> names = new TreeSet<>();
    ((Outcome.Row) report.outcome())
        .result()
        .traits()
        .get("names")
        .forEach(name -> names.add(name.asText()));
    names.removeAll(GLOBALS);
    assertThat(names).isEmpty();
  }

  /** One at a time, in place until the run is over; each spoils at most its own run. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("poisons")
  void everyIntrinsicMayBePoisoned(String name, String poison) {
    try (ProfileFunction function =
        HOSTILE.load(
            WALK
                + "let undo = () => {}; let next = 0; export const count = () => members.length;"
                + "export default async (events, user, context) => { undo();"
                + " if (next >= members.length) return { traits: { done: true } };"
                + " const [object, key, own] = members[next++];"
                + " undo = () => { try { define(object, key, own) } catch {} };"
                + poison
                + " await use(context); for (const event of events) event.type; return { traits: { next } } }")) {
      int runs = 0;
      String end;
      do {
        RunReport report = Hostile.run(function, "bad");
        end = Hostile.text(report);
        assertThat(end).as("poisoned member %s", runs).doesNotContain("the runtime", "java.");
        runs++;
      } while (!end.contains("done") && runs < 5_000);
      assertThat(runs).isBetween(800, 4_999);
      HOSTILE.provoke(function, name + ", " + runs + " of them");
    }
  }

  static Stream<Arguments> poisons() {
    return Stream.of(
        Arguments.of(
            "intrinsics that throw",
            "try { define(object, key, { ...own, ...('value' in own ? { value: () => { throw new EvalError('poisoned') } } : { get() { throw new EvalError('poisoned') } }) }) } catch {}"),
        Arguments.of("intrinsics that are nothing", "try { delete object[key] } catch {}"));
  }

  /** Replaces every function at once by one that tells what it was called with. */
  @Test
  void noCallbackOfTheHostIsEverHandedOut() {
    String code =
        WALK
            + """
            const caught = new Set(); let busy = false;
            const spy = (original) => function (...given) {
              if (!busy) {
                busy = true;
                try { caught.add(this); for (let i = 0; i < given.length; i++) caught.add(given[i]); } finally { busy = false }
              }
              const result = new.target ? Reflect.construct(original, given, new.target === spied.get(original) ? original : new.target) : apply(original, this, given);
              if (!busy) { busy = true; try { caught.add(result) } finally { busy = false } }
              return result;
            };
            const spied = new Map();
            const sensitive = ['storeFind', 'storeSet', 'row', 'noRow', 'failed', 'timer', 'metric', 'load', 'digest', 'singlePass', 'answer', 'clock'];
            export default async (events, user, context) => {
              if (user.profileId === 'bad') {
                for (const [object, key, own] of members) {
                  if (typeof own.value === 'function' && own.configurable && key !== 'constructor' && key !== 'prototype') {
                    if (!spied.has(own.value)) spied.set(own.value, spy(own.value));
                    try { define(object, key, { ...own, value: spied.get(own.value) }) } catch {}
                  }
                }
                for (const key of [...sensitive, 'host', 'parts', 'then', 'toJSON', 'get', 'set', 'value', 'log']) {
                  try { define(Object.prototype, key, { configurable: true, set(v) { caught.add(this); caught.add(v) }, get() { caught.add(this); return undefined } }) } catch {}
                }
                try { await use(context) } catch {}
                return { traits: {} };
              }
              busy = true;
              for (const [object, key, own] of members) { try { define(object, key, own) } catch {} }
              for (const key of [...sensitive, 'host', 'parts', 'then', 'toJSON', 'get', 'set', 'value', 'log']) delete Object.prototype[key];
              const found = [];
              for (const value of caught) {
                if (value === null || (typeof value !== 'object' && typeof value !== 'function')) continue;
                for (const key of sensitive) { try { if (key in value && value !== globalThis && !(value instanceof Map)) found.push(key + ' in ' + String(value)) } catch {} }
                if (typeof value === 'function' && !spied.has(value)) { try { value('INFO', 'LEAKED') } catch {} }
              }
              return { traits: { caught: caught.size > 100, found } };
            }
            """;
    try (ProfileFunction function = HOSTILE.load(code)) {
      HOSTILE.provoke(function, "intrinsics that spy, all at once");
      RunReport report = Hostile.run(function, "good");
      assertThat(Hostile.text(report)).isEqualTo("row {\"caught\":true,\"found\":[]}");
      assertThat(Hostile.log(report)).doesNotContain("LEAKED");
    }
  }

  @Test
  void aFreshContextOfThePoisonedFunctionIsClean() {
    String poison =
        WALK
            + "export default async (events, user, context) => { if (user.profileId === 'bad') { for (let i = 0; i < members.length; i++) { try { define(members[i][0], members[i][1], { value: () => { throw 1 } }) } catch {} } for (;;) {} }"
            + " return { traits: { a: [1, 2].map((x) => x + 1).join(), b: JSON.stringify({ a: 1 }), c: typeof ({}).toJSON, d: await Promise.resolve(4) } } }";
    try (ProfileFunction function = HOSTILE.load(poison)) {
      assertThat(
              Hostile.text(HOSTILE.provoke(function, "everything poisoned at once, then a loop")))
          .startsWith("TimeoutError");
      assertThat(Hostile.text(Hostile.run(function, "good")))
          .isEqualTo("row {\"a\":\"2,3\",\"b\":\"{\\\"a\\\":1}\",\"c\":\"undefined\",\"d\":4}");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysOut")
  void thereIsNoWayOut(String name, String end, String body) {
    assertThat(Json.text(Json.object().put("end", Hostile.text(HOSTILE.contains(name, end, body)))))
        .doesNotContain("java.", "com.jitsu", "HostObject");
  }

  static Stream<Arguments> waysOut() {
    return Hostile.cases(
        """
        names of the host | ^row \\{"a":\\[\\]\\}$ | return { traits: { a: ['Java', 'Polyglot', 'Graal', 'Packages', 'java', 'javax', 'load', 'loadWithNewGlobal', 'print', 'printErr', 'quit', 'exit', 'read', 'module', 'host', 'parts', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'ShadowRealm', 'Realm', 'JSAdapter', 'importScripts'].filter((n) => { try { return (0, eval)('typeof ' + n) !== 'undefined' } catch { return false } }) } }
        Function constructors | ^row \\{"a":"undefined,undefined,undefined,undefined,undefined"\\}$ | const AF = (async () => {}).constructor, GF = (function* () {}).constructor, AG = (async function* () {}).constructor, t = 'typeof host + typeof Java'.slice(0, 11); return { traits: { a: [Function('return ' + t)(), await AF('return ' + t)(), GF('yield ' + t)().next().value, (await AG('yield ' + t)().next()).value, context.log.info.constructor('return ' + t)()].join() } }
        this of a plain function | ^row .*"a":true | return { traits: { a: Function('return this')() === globalThis } }
        callee and caller | ^row .*"a":\\["TypeError","TypeError","TypeError"\\] | const t = (f) => { try { return String(f()) } catch (e) { return e.name } }; return { traits: { a: [t(() => (function () { return arguments.callee })()), t(() => context.log.info.caller), t(() => context.store.get.arguments)] } }
        stack of an error | ^row | const s = new Error('x').stack; return { traits: { s } }
        CallSites | ^row .*"a":(false|true) | let sites; Error.prepareStackTrace = (e, s) => { sites = s; return '' }; context.log.info({ toJSON() { return new Error('x').stack } }); return { traits: { a: !sites || sites.every((s) => s.getThis() === undefined && s.getFunction() === undefined) } }
        constructor of an error of the host | ^row .*"a":true | try { await context.getWarehouse('x').query('y') } catch (e) { const F = e.constructor.constructor; return { traits: { a: F('return typeof host')() === 'undefined' && Object.getPrototypeOf(e) === Error.prototype } } }
        error of a broken callback | ^row .*"a":"TypeError | try { await context.store.set('k', 1, 5n) } catch (e) { return { traits: { a: e.name + Object.keys(e) } } }
        prototypes of what is given | ^row \\{"a":true\\}$ | const plain = (o) => { const p = Object.getPrototypeOf(o); return p === null || p === Object.prototype || p === Array.prototype || p === Function.prototype || plain(p) }; const [e] = events; return { traits: { a: [context, context.log, context.log.info, context.store, context.fetch, context.props, user, e, events, context.metrics].every(plain) } }
        import of a URL | import is not allowed: http://example.com/x.js | await import('http://example.com/x.js')
        import of a file | import is not allowed: file:///etc/passwd | await import('file:///etc/passwd')
        import of a path | import is not allowed: /etc/passwd | await import('/etc/passwd')
        import of data, which is no more than eval | ^row \\{"a":"undefined"\\}$ | const m = await import('data:text/javascript,export%20default%20typeof%20host'); return { traits: { a: m.default } }
        import of nothing | ^(Error|TypeError): | await import('')
        import of NUL | ^Error: Nul character not allowed | await import('\\0')
        import of JSON | import is not allowed | await import('./a.json', { with: { type: 'json' } })
        import of something enormous | ^Error: .{1,10001}$ | await import('x'.repeat(1e5))
        import that throws | ^Error: mine | await import({ toString() { throw new Error('mine') } })
        import of node's modules | import is not allowed: fs | await import('fs')
        environment | ^row \\{"a":\\[\\]\\}$ | return { traits: { a: Object.keys(process.env) } }
        writing to what is frozen | ^TypeError | context.log.info = () => {}
        code by way of a timer | ^TypeError | setTimeout('globalThis.x = 1')\
        """);
  }
}
