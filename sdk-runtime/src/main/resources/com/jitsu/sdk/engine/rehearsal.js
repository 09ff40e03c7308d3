// Calls what the language has built in, once, with room on the stack. A class of the JVM whose first
// use meets the end of the stack stays broken for the whole process; after this, a function that
// recurses without end finds few such classes left. What is thrown here is of no interest.
export default async function rehearsal(events, user, context) {
  const { apply, construct, getPrototypeOf, ownKeys, getOwnPropertyDescriptor } = Reflect;
  const AsyncFunction = (async () => {}).constructor;
  const skipped = new Set([eval, Function, AsyncFunction, (function* () {}).constructor, (async function* () {}).constructor]);

  // What a JVM before 20 cannot do ends not just the call but the script.
  function keysOf(value) {
    return ownKeys(value).filter((key) => !/f(loat)?16/i.test(String(key)));
  }

  function attempt(work) {
    try {
      const made = work();
      if (made instanceof Promise) {
        made.catch(() => {});
      }
      return made;
    } catch (expected) {
      return undefined;
    }
  }

  function* three() {
    yield* [1, 2, 3];
  }

  // Small things of each kind, anew for each call, since calls change them.
  const receivers = [
    () => "aäb😀c 12,5", () => 3.7, () => 40n, () => true, () => Symbol("s"), () => [3, 1, 2], () => [1.5, , "x", [2]],
    () => ({ a: 1, b: [2], length: 2, 0: "x", 1: "y" }), () => new Map([[1, { a: 2 }], ["b", 3]]), () => new Set([1, 2]),
    () => new WeakMap(), () => new WeakSet(), () => /(?<y>a+?)|[^\d\s]{2,3}(?=b)/giu, () => new Date(86400000),
    () => new Uint8Array([3, 1, 2]), () => new Float64Array([1.5, 2]), () => new BigInt64Array(2), () => new DataView(new ArrayBuffer(16)),
    () => new ArrayBuffer(8), () => Promise.resolve(1), () => three(), () => [1, 2][Symbol.iterator](), () => new Error("e", { cause: 1 }),
    () => (a, b) => a - b, () => new Proxy({ a: 1 }, { ownKeys: (of) => ownKeys(of) }), () => new WeakRef({}), () => (async function* () { yield 1; })(),
  ];
  const given = [
    () => [], () => ["a", "b"], () => [1, 2], () => [(a) => a, 0], () => [/a(b)?/g, "$1x"], () => [{ a: 1 }, { b: 2 }], () => [[1, 2], [3]], () => ["de", { style: "short" }],
  ];

  const seen = new Set();
  function walk(value, depth) {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value) || depth > 6) {
      return;
    }
    seen.add(value);
    for (const key of attempt(() => keysOf(value)) || []) {
      const { value: own, get } = attempt(() => getOwnPropertyDescriptor(value, key)) || {};
      walk(own, depth + 1);
      walk(get, depth + 1);
    }
    walk(getPrototypeOf(value), depth + 1);
    if (typeof value !== "function" || skipped.has(value)) {
      return;
    }
    for (const args of given) {
      attempt(() => apply(value, undefined, args()));
      attempt(() => construct(value, args()));
    }
  }

  // Each kind's own methods, on it.
  function exercise(make) {
    for (let at = Object(make()); at !== null; at = getPrototypeOf(at)) {
      for (const key of keysOf(at)) {
        const { value, get } = getOwnPropertyDescriptor(at, key);
        if (get !== undefined) {
          attempt(() => apply(get, make(), []));
        }
        if (typeof value !== "function" || skipped.has(value)) {
          continue;
        }
        for (const args of given) {
          attempt(() => {
            const result = apply(value, make(), args());
            if (result !== null && typeof result === "object" && typeof result.next === "function") {
              attempt(() => result.next());
            }
          });
        }
      }
    }
    attempt(() => `${make()}`);
    attempt(() => JSON.stringify({ a: [make()], b: make() }, null, 1));
    attempt(() => make() + 1);
    attempt(() => make() < 2);
    attempt(() => [...make()]);
    attempt(() => ({ ...make() }));
    attempt(() => String(new Error(make())));
  }

  const PATTERNS = [
    "a|b*?c{2,5}", "^(?:(a)|b)+$", "(?<=x)y(?!z)", "\\p{L}+\\d", "[\\w-[a]]", "(a*)*\\1", "\\bword\\b.", "[^\\u{1F600}-z]", "(?<n>.)\\k<n>", "(?i:a)",
  ];
  const PROGRAMS = [
    "let { a, ...r } = { a: 1, b: 2 }; const [x = 1, , ...y] = [1, 2, 3, 4]; a ??= r?.b; a **= 2; `${a}${x}${y}`",
    "class A { #p = 1; static s = 2; get g() { return this.#p } static { this.t = 3 } m() { return super.toString() } }; class B extends A { constructor(...a) { super(...a); new.target } }; new B().g",
    "label: for (const k in { a: 1 }) { for (let i = 0; i < 2; i++) { if (i) continue label; } } do { var z = 1 } while (0); switch (z) { case 1: break; default: }",
    "try { null.x } catch ({ message }) { message } finally { void 0 } try { undefinedName } catch (e) { e.stack } try { (function f() { 'use strict'; y = 1 })() } catch (e) {}",
    "function* g() { const r = yield 1; try { yield* [r] } finally { r } } const it = g(); it.next(); it.next(2); it.return(3);",
    "(async () => { for await (const x of (async function* () { yield 1 })()) { await x } try { await Promise.reject(new Error('x')) } catch {} })()",
    "(function () { return arguments.length + (() => this)() })(1, 2); delete Object.x; typeof q; 1 in [1]; ({}) instanceof Object; 5 >>> 1 | 2 ^ 3 & ~4 % 5; 2n ** 64n % 7n << 2n; new Date() - 1",
    "Object.assign(() => {}, { get a() { return 1 }, set a(v) {}, ['b' + 1]: 2, async *c() {}, __proto__: null }); tag`a${1}b`; function tag(s, ...v) { return s.raw + v }",
    "import('nothing').catch(() => {})", "with ({ a: 1 }) { a }", "syntax error here", "x = ", "'\\u{110000}'", "/(/", "eval('var v = 1; v')", "new Function('a', 'b', 'return a + b')(1, 2)",
  ];

  walk(globalThis, 0);
  receivers.forEach(exercise);
  for (const pattern of PATTERNS) {
    for (const flags of ["", "giu", "sy", "m", "d"]) {
      for (const text of ["", "aabbc", "wörd xy 😀 12", "x".repeat(300)]) {
        attempt(() => text.replace(new RegExp(pattern, flags), (all) => all + 1));
        attempt(() => text.split(new RegExp(pattern, flags)));
        attempt(() => new RegExp(pattern, flags).exec(text));
      }
    }
  }
  for (const program of PROGRAMS) {
    attempt(() => (0, eval)(program));
  }
  for (const text of ['{"a":[1,-2.5e3,"x\\u00e4",null,true,{}]}', "[1,]", '{"a"', "nul", "1e999"]) {
    attempt(() => JSON.parse(text, (key, value) => value));
  }
  attempt(function deep() {
    return deep() + 1;
  });
  const { store, log, metrics } = context;
  for (const ask of [
    () => store.set("k", [null, true, -1, 5e9, 1.5e300, 1e-7, "x", {}, []]), () => store.get("k"), () => store.set("k", 1, "10s"), () => store.set("k", { a: [1] }, { ttl: "1d" }), () => store.getOrSet("l", null), () => store.getOrSet("k", 1, 60), () => store.getWithTTL("k"), () => store.ttl("k"), () => store.del("k"),
    () => store.set("", 1), () => fetch("http://nowhere.invalid/", { method: "POST", headers: { a: "b" }, body: new Uint8Array(3) }),
    () => context.getWarehouse("none").query("select :a", { a: 1 }), () => context.getWarehouse("none").query("select 1"), () => metrics.status("a", "b").inc(), () => log.warn("rehearsed", {}, [1]),
    () => new Promise((resolve) => setTimeout(resolve, 1)), () => [...events].map((event) => event.type), () => import("nothing"),
  ]) {
    try {
      await ask();
    } catch (expected) {
      // Of no interest.
    }
  }
  return { traits: { walked: seen.size } };
}
