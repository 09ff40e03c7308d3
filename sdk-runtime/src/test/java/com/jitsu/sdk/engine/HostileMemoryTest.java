package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What wants all of the heap. The limit is small, so that it is reached soon. */
class HostileMemoryTest {

  private static final long MEGABYTE = 1024 * 1024;

  private static final Hostile HOSTILE =
      new Hostile(
          "memory",
          LimitsOf.test().memoryBytes(32 * MEGABYTE).time(Duration.ofSeconds(30)).limits());

  @AfterAll
  static void close() {
    HOSTILE.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  void aBombEndsOnlyItsOwnRun(String name, String end, String body) {
    HOSTILE.contains(name, end, body);
  }

  static Stream<Arguments> bombs() {
    return Hostile.cases(
        """
        array bomb | ^MemoryError: .* 32 MB$ | const a = []; for (;;) a.push({ x: 1 })
        arrays that double | ^MemoryError | let a = [1]; for (;;) a = a.concat(a)
        arrays filled | ^MemoryError | const a = []; for (;;) a.push(new Array(1000).fill(1.5))
        string bomb | ^RangeError: Invalid string length | let s = 'x'; for (;;) s += s
        many strings | ^MemoryError | const a = []; for (;;) a.push(('y' + a.length).repeat(100000).toUpperCase())
        padStart | ^RangeError | 'x'.padStart(2 ** 30, 'ab')
        template | ^RangeError | const s = 'x'.repeat(2 ** 21); `${s}${s}${s}${s}`
        join | ^(RangeError|MemoryError) | new Array(2 ** 27).join('xxxxxxxx')
        split | ^MemoryError | const a = []; for (;;) a.push('ab'.repeat(1e5).split(''))
        replace | ^(RangeError|MemoryError) | let s = 'a'; for (;;) s = s.replace(/a/g, 'a'.repeat(1000))
        Map bomb | ^MemoryError | const m = new Map(); for (let i = 0; ; i++) m.set(i, { i })
        Set bomb | ^MemoryError | const m = new Set(); for (let i = 0; ; i++) m.add('k' + i)
        WeakMap bomb | ^MemoryError | const w = new WeakMap(), k = []; for (;;) { const o = {}; w.set(o, [1]); k.push(o) }
        object with endless keys | ^MemoryError | const o = {}; for (let i = 0; ; i++) o['k' + i] = i
        symbol keys | ^MemoryError | const o = {}; for (;;) o[Symbol()] = 1
        BigInt bomb | ^(MemoryError|RangeError) | const k = []; for (let i = 0n; ; i++) k.push(1n << (4000000n + i))
        typed array too large | ^RangeError | new Float64Array(2 ** 28)
        many typed arrays | ^MemoryError | const k = []; for (;;) k.push(new Uint8Array(1e5))
        closures | ^MemoryError | let f = null; for (;;) { const g = f, a = [1, 2, 3]; f = () => [g, a] }
        generators | ^MemoryError | function* g() { yield 1 } const k = []; for (;;) { const x = g(); x.next(); k.push(x) }
        promises | ^MemoryError | const k = []; for (;;) k.push(new Promise((r) => k.push(r)))
        microtasks queued | ^MemoryError | for (;;) Promise.resolve().then(() => {})
        a million timers and more | ^MemoryError | for (;;) setTimeout(() => {}, 1e6)
        JSON.parse | ^MemoryError | const t = '[' + '{"a":1},'.repeat(10000) + '1]', k = []; for (;;) k.push(JSON.parse(t))
        code from eval | ^MemoryError | const k = []; for (let i = 0; ; i++) k.push(eval('(function f' + i + '(a) { return [' + 'a,'.repeat(500) + '] })'))
        spread of something endless | ^MemoryError | const it = { *[Symbol.iterator]() { for (;;) yield {} } }; [...it]
        Array.from something enormous | ^MemoryError | Array.from({ length: 2 ** 31 }, () => ({}))
        arguments without end | ^(RangeError|MemoryError) | Math.max.apply(null, { length: 2 ** 30 })
        registry of finalizers | ^MemoryError | const r = new FinalizationRegistry(() => {}), k = []; for (;;) { const o = {}; r.register(o, [1, 2, 3]); k.push(o) }
        result of a gigabyte | ^(RangeError|MemoryError) | return { traits: { a: Array.from({ length: 1000 }, (_, i) => i + 'x'.repeat(1e6)) } }
        result with a million references to one text | ^RangeError | const t = 'x'.repeat(1e6); return { traits: { a: new Array(1e6).fill(t) } }
        logged lines kept | ^MemoryError | const k = []; for (;;) { const s = k.length + 'x'.repeat(1e5); context.log.info(s); k.push(s.split('')) }
        error with a huge message | ^Error: x{10000}…$ | throw new Error('x'.repeat(4e6))
        error with a huge name | ^x{200}…: a | throw Object.assign(new Error('a'), { name: 'x'.repeat(4e6) })\
        """);
  }

  @Test
  void garbageIsNoBomb() {
    try (ProfileFunction function =
        HOSTILE.load(
            Hostile.module(
                "let n = 0; for (let i = 0; i < 300; i++) { const a = JSON.parse('[' + '{\"a\":1},'.repeat(3000) + '1]'); n += a.length } return { traits: { n } }"))) {
      assertThat(Hostile.text(HOSTILE.provoke(function, "garbage many times the limit")))
          .isEqualTo("row {\"n\":900300}");
    }
  }

  @Test
  void aTopLevelThatKeepsTooMuchIsRefused() {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                HOSTILE.load("const a = []; for (;;) a.push({ x: 1 }); export default () => ({})"))
        .hasMessageStartingWith("JITSU-0303 src/profiles/f.ts")
        .hasMessageContaining("keeps more than 32 MB");
  }

  /** Each run stays below its limit; together they would fill any heap. */
  @Test
  void whatIsKeptFromRunToRunStaysUsable() {
    try (ProfileFunction function =
        HOSTILE.load(
            "const kept = []; "
                + Hostile.module(
                    "kept.push(Array.from({ length: 20000 }, () => ({ a: 1 }))); return { traits: {} }"))) {
      assertThat(IntStream.range(0, 30).mapToObj(i -> Hostile.text(Hostile.run(function, "bad"))))
          .allMatch(end -> end.equals("row {}") || end.startsWith("MemoryError"));
      assertThat(Hostile.text(Hostile.run(function, "good"))).isEqualTo("row {\"ok\":true}");
    }
  }
}
