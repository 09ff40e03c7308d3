package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is returned, thrown, stored, fetched or logged only to do harm. */
class HostileValuesTest {

  private static final Hostile HOSTILE =
      new Hostile("values", Limits.test().withTime(Duration.ofSeconds(30)));

  @AfterAll
  static void close() {
    HOSTILE.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"results", "errors", "services"})
  void aHostileValueHurtsOnlyItsOwnRun(String name, String end, String body) {
    RunReport report = HOSTILE.contains(name, end, body);

    assertThat(Hostile.text(report)).doesNotContain("the runtime", "java.", "com.jitsu");
  }

  static Stream<Arguments> results() {
    return Hostile.cases(
        """
        cyclic result | ^TypeError: Converting circular structure | const t = {}; t.t = t; return { traits: t }
        BigInt in the result | ^TypeError | return { traits: { a: 1n } }
        getter that throws | ^Error: mine | return { get traits() { throw new Error('mine') } }
        toJSON that throws | ^Error: mine | return { traits: { toJSON() { throw new Error('mine') } } }
        toJSON of the result gives nothing | ^row | return { traits: { toJSON() {} } }
        toJSON of everything gives nothing | ^TypeError: the result is nothing | Object.prototype.toJSON = () => undefined; setTimeout(() => delete Object.prototype.toJSON, 0); queueMicrotask(() => queueMicrotask(() => queueMicrotask(() => queueMicrotask(() => delete Object.prototype.toJSON)))); return { traits: { a: 1 } }
        revoked proxy as result | ^TypeError | const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy
        revoked proxy as traits | ^TypeError | const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return { traits: proxy }
        proxy that lies about its keys | ^(row|TypeError) | return { traits: new Proxy({ a: 1 }, { ownKeys: () => ['b', 'c', 'b'] }) }
        thenable that settles twice | ^row .*"a":1 | return { then(r, f) { r({ traits: { a: 1 } }); f(new Error('late')); throw new Error('later') } }
        thenable that never settles | never settles | return { then() {} }
        promise that never settles | never settles | await new Promise(() => {})
        then that throws | ^Error: mine | return { get then() { throw new Error('mine') } }
        result with __proto__ | ^row | return { traits: JSON.parse('{"__proto__":{"a":1},"constructor":2}') }
        id that is an object | ^TypeError: 'profileId' of the result | return { profileId: { toString() { throw 1 } }, traits: {} }
        key longer than a reader takes | ^RangeError: the result cannot be read back | return { traits: { ['k'.repeat(60000)]: 1 } }
        lone surrogates | ^row | return { traits: { a: '\\ud800', ['\\udfff']: 1 } }
        numbers at the edge | ^row | return { traits: { a: NaN, b: -0, c: 1e308 * 10, d: Number.MIN_VALUE, e: 2 ** 53 + 2 } }\
        """);
  }

  static Stream<Arguments> errors() {
    return Hostile.cases(
        """
        null thrown | ^Error: null was thrown, which is no Error$ | throw null
        symbol thrown | ^Error: Symbol\\(x\\) was thrown | throw Symbol('x')
        function thrown | was thrown, which is no Error$ | throw () => 1
        revoked proxy thrown | ^Error: something that cannot be shown was thrown | const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy
        error whose members throw | ^Error: | class E extends Error { get name() { throw new Error('n') } get message() { throw 1 } get stack() { throw 3 } toString() { throw 2 } }; throw new E()
        error whose name throws the second time | ^N: | let n = 0; throw Object.defineProperty(new Error('x'), 'name', { get() { if (n++ > 0) throw new Error('later'); return 'N' } })
        object whose members throw | was thrown, which is no Error$ | throw { get name() { throw 1 }, get message() { throw 1 }, toString() { throw 1 } }
        proxy of an error | . | throw new Proxy(new Error('x'), { get() { throw 5 }, getPrototypeOf() { throw 6 } })
        error with a cyclic cause | ^Error: x$ | const e = new Error('x'); e.cause = e; throw e
        prepareStackTrace | ^Error: x$ | Error.prepareStackTrace = () => { throw new Error('stack') }; Error.stackTraceLimit = Infinity; throw new Error('x')
        cyclic message logged | ^row | const o = {}; o.o = o; context.log.info(o, Symbol('x'), 1n, null, undefined, Object.create(null), { toString() { return {} } })\
        """);
  }

  static Stream<Arguments> services() {
    return Hostile.cases(
        """
        key that is an object | ^TypeError: a key of the store | await context.store.set({ toString() { return 'k' } }, 1)
        key with Symbol.toPrimitive | ^TypeError: a key of the store | await context.store.get({ [Symbol.toPrimitive]() { throw new Error('x') } })
        key that is enormous | ^RangeError: a key | await context.store.set('k'.repeat(4e6), 1)
        key __proto__ | ^row .*"a":1 | await context.store.set('__proto__', { a: 1 }); return { traits: await context.store.get('__proto__') }
        cyclic value stored | ^TypeError | const o = {}; o.o = o; await context.store.set('k', o)
        value that is no JSON | ^row \\{\\}$ | await context.store.set('k', () => 1); return { traits: { k: await context.store.get('k') } }
        value nested deeply | ^RangeError | let a = {}; const r = a; for (let i = 0; i < 5000; i++) a = a.a = {}; await context.store.set('k', r)
        hostile ttl | ^(row|TypeError|RangeError|Error) | await context.store.set('k', 1, { ttl: { toJSON() { return '1000000000000000d' } } }); return {}
        ttl that throws | ^Error: mine | await context.store.set('k', 1, { get ttl() { throw new Error('mine') } })
        url that throws | ^Error: mine | await fetch({ [Symbol.toPrimitive]() { throw new Error('mine') } })
        headers with __proto__ | ^TypeError: fetch failed | await fetch('http://x', { headers: JSON.parse('{"__proto__":"1","constructor":"2"}') })
        headers that are a proxy | ^(TypeError|Error) | await fetch('http://x', { headers: new Proxy({}, { ownKeys() { throw new Error('mine') } }) })
        header name that is enormous | ^(TypeError|Error): | await fetch('http://x', { headers: { ['h'.repeat(45000)]: '1' } })
        body that throws | ^Error: mine | await fetch('http://x', { method: 'POST', body: { toString() { throw new Error('mine') } } })
        method that is a symbol | ^TypeError | await fetch('http://x', { method: Symbol('x') })
        query with a cyclic parameter | ^(TypeError|Error: Warehouse) | const o = {}; o.o = o; await context.getWarehouse('x').query('select :a', { a: o })
        metric that is a BigInt | ^TypeError | context.metrics.status('a', 'b').inc(1n)
        timer without a function | ^TypeError: a timer | setTimeout('alert(1)', 0)
        timer with a hostile delay | ^Error: mine | setTimeout(() => {}, { valueOf() { throw new Error('mine') } })
        timer that throws | . | setTimeout(() => { throw new Error('mine') }, 0); await new Promise((r) => setTimeout(r, 5)); return {}
        rejection that nobody handles | ^row | Promise.reject(new Error('x')); return {}
        a million log lines | ^row | for (let i = 0; i < 1e6; i++) context.log.info('line'); return {}\
        """);
  }

  @Test
  void whatIsLeftBehindIsGoneWithItsRun() {
    try (ProfileFunction function =
        HOSTILE.load(
            "let late = 0; let keep; "
                + Hostile.module(
                        "keep = context; setTimeout(() => { late++; context.log.info('late') }, 1);"
                            + " setInterval(() => { late++ }, 0);"
                            + " fetch('http://x').then(() => late++, () => late++);"
                            + " (async () => { await new Promise(r => setTimeout(r, 1)); late++ })();"
                            + " return {}")
                    .replace(
                        "return { traits: { ok: true } }",
                        "await new Promise(r => setTimeout(r, 20)); return { traits: { late } }"))) {
      assertThat(Hostile.text(HOSTILE.provoke(function, "timers and promises left behind")))
          .isEqualTo("row {}");
      RunReport next = Hostile.run(function, "good");
      assertThat(Hostile.text(next)).isEqualTo("row {\"late\":0}");
      assertThat(next.logs()).isEmpty();
    }
  }

  /** The log of a run that is over belongs to the run that is on. */
  @Test
  void aContextThatOutlivesItsRunReachesOnlyItsOwnFunction() {
    try (ProfileFunction function =
        HOSTILE.load(
            "let keep; export default async (events, user, context) => { if (!keep) { keep = context; return {} }"
                + " keep.log.info('from an old context'); await keep.store.set('k', 1); return {} }")) {
      Hostile.run(function, "one");
      assertThat(Hostile.log(Hostile.run(function, "two"))).containsExactly("from an old context");
    }
  }
}
