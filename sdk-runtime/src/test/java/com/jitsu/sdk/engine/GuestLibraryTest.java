package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for the library as a whole: what is there, when, and that the host stays out of reach.
 */
class GuestLibraryTest {

  private static final String USE_ALL =
      """
      const attempt = (f) => { try { return f(); } catch (e) { return e; } };
      const results = [
        () => new URL("http://bücher.de:80/a b/../é?x=%zz%ff#y"), () => new URL("http://[::1.2.3.4]/").searchParams.append("a", "b"),
        () => new URL("bad"), () => String(new URLSearchParams({ a: "b c" })), () => new TextEncoder().encode("é"),
        () => new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array([255])), () => atob("*"), () => btoa("a"),
        () => structuredClone({ a: [new Map([[1, 2]]), new Date(0)] }), () => structuredClone(() => 1),
        () => crypto.randomUUID(), () => crypto.getRandomValues(new Uint8Array(4)), () => crypto.subtle.digest("sha-1", new Uint8Array(1)),
        () => nodeCrypto.hash("md5", "a"), () => nodeCrypto.hash("md5", new Uint8Array(3), "buffer").toString("hex"),
        () => nodeCrypto.hash("nope", "a"), () => nodeCrypto.randomBytes(3), () => nodeCrypto.randomInt(5), () => nodeCrypto.randomUUID(),
        () => toJitsuClassic({ type: "page", context: { ip: "1.2.3.4", page: { url: "http://h/" } }, properties: { aB: 1 } }),
        () => fromJitsuClassic({ event_type: "x", vp_size: "1x2" }), () => new RetryError({ message: "m" }), () => queueMicrotask(() => {}),
        () => require("fs"), () => performance.now(), () => new DOMException("a", "b"),
      ].map(attempt);
      """;

  private static final int FAILURES = 8;

  private final LibraryContext guest = new LibraryContext().withCryptoModule();

  @AfterEach
  void close() {
    guest.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "URL",
        "URLSearchParams",
        "TextEncoder",
        "TextDecoder",
        "atob",
        "btoa",
        "structuredClone",
        "crypto",
        "DOMException",
        "performance",
        "queueMicrotask",
        "require",
        "RetryError",
        "toJitsuClassic"
      })
  void aGlobalIsMadeAtItsFirstUseAndCanBeReplaced(String name) {
    assertThat(
            guest.json(
                "const first = globalThis." + name + ";",
                "const kept = first !== undefined && first === globalThis." + name + ";",
                "globalThis." + name + " = 5;",
                "return [kept, " + name + ", Object.keys(globalThis).includes('" + name + "')]"))
        .isEqualTo("[true,5,false]");
  }

  /** CONTRACT A.11: all exports of functions-lib are globals as well. */
  @Test
  void theExportsOfFunctionsLibAreGlobals() {
    Value exports = guest.functionsLib();

    assertThat(exports.getMemberKeys()).hasSize(18);
    for (String name : exports.getMemberKeys()) {
      Value same = guest.value("(value) => value === " + name).execute(exports.getMember(name));
      assertThat(same.asBoolean()).as(name).isTrue();
    }
  }

  /** CONTRACT A.11: require. */
  @Test
  void requireSaysWhatToUseInstead() {
    assertThat(guest.json("require('fs')"))
        .isEqualTo("Error: 'require' is not supported. Please use 'import' instead");
  }

  @Test
  void microtasksRunAfterTheCodeThatQueuedThem() {
    Value seen =
        guest.value(
            "globalThis.seen = []; queueMicrotask(() => seen.push('later')); seen.push('first'); seen");

    assertThat(seen.getArraySize()).isEqualTo(2);
    assertThat(seen.getArrayElement(1).asString()).isEqualTo("later");
    assertThat(guest.json("queueMicrotask(1)")).startsWith("TypeError");
  }

  @Test
  void performanceGoesByTheClockOfDate() {
    assertThat(
            guest.json(
                "Date.now = () => 1000;",
                "const before = performance.now();",
                "return [before, performance.timeOrigin]"))
        .isEqualTo("[0,1000]");
  }

  /** Nothing that a changed intrinsic gets to see is Java's, or leads to what is. */
  @Test
  void changedIntrinsicsSeeNothingOfTheHost() {
    Value seen =
        guest.value(
            """
            globalThis.seen = [];
            (() => {
              const { apply, ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect;
              const note = (value) => { seen[seen.length] = value; };
              const prototypes = [Array, String, Number, RegExp, Function, Object, Map, Set, Date, Error, Promise, ArrayBuffer, DataView,
                Uint8Array, Object.getPrototypeOf(Uint8Array), Symbol].map(c => c.prototype);
              const statics = [Object, Reflect, Array, String, Number, ArrayBuffer, JSON, Promise];
              for (const holder of [...prototypes, ...statics]) {
                for (const key of ownKeys(holder)) {
                  const { value, configurable } = getOwnPropertyDescriptor(holder, key);
                  if (typeof value === "function" && configurable && key !== "constructor") {
                    defineProperty(holder, key, { configurable: true, writable: true, value: function (...all) {
                      note(this); for (let i = 0; i < all.length; i++) note(all[i]); return apply(value, this, all); } });
                  }
                }
              }
              for (const trap of ["host", "load", "digest", "kit", "part", "name", "get", "then"]) {
                defineProperty(Object.prototype, trap, { configurable: true, set(value) { note(this); note(value); }, get() { note(this); return undefined; } });
              }
            })();
            """
                + USE_ALL
                + "seen");

    assertThat(
            guest
                .value(
                    "let failed = 0; for (let i = 0; i < results.length; i++) if (results[i] instanceof Error) failed++; failed")
                .asInt())
        .isEqualTo(FAILURES);
    assertThat(seen.getArraySize()).isGreaterThan(20);
    for (long i = 0; i < seen.getArraySize(); i++) {
      Value each = seen.getArrayElement(i);
      assertThat(each.isProxyObject() || each.isHostObject()).as(each.toString()).isFalse();
      assertThat(each.hasMember("bytesOf") || each.hasMember("randomBelow"))
          .as("the kit")
          .isFalse();
    }
  }

  /** Stack frames could hand out functions and receivers, as V8's do for sloppy code. */
  @Test
  void stackFramesHandOutNothing() {
    assertThat(
            guest.json(
                "const found = [];",
                "Error.prepareStackTrace = (error, frames) => { for (const f of frames) found.push(typeof f.getFunction?.(), typeof f.getThis?.()); return ''; };",
                "const spy = { toString() { new Error('x').stack; return 'http://h/'; } };",
                "new URL(spy); nodeCrypto.hash('md5', 'a'); try { atob('*') } catch (e) { e.stack } try { new URL('x') } catch (e) { e.stack }",
                "return [...new Set(found)].filter(kind => kind !== 'undefined')"))
        .isEqualTo("[]");
  }

  @Test
  void failuresAreErrorsOfTheGuest() {
    Value errors = guest.value(USE_ALL + "results.filter(each => each instanceof Error)");

    assertThat(errors.getArraySize()).isEqualTo(FAILURES);
    for (long i = 0; i < errors.getArraySize(); i++) {
      assertThat(errors.getArrayElement(i).isHostObject()).isFalse();
      assertThat(errors.getArrayElement(i).getMember("message").asString())
          .doesNotContain("the runtime failed");
    }
  }

  @Test
  void whatOneContextDoesToTheLibraryNoOtherSees() {
    guest.value(
        "URL.prototype.toString = () => 'mine'; RetryError.prototype.x = 1; crypto.randomUUID = () => 'mine';");

    try (LibraryContext other = new LibraryContext()) {
      assertThat(
              other.json(
                  "[String(new URL('http://h')), new RetryError().x, crypto.randomUUID().length]"))
          .isEqualTo("[\"http://h/\",null,36]");
    }
  }
}
