// What the web platform gives beside the language, put on globalThis. Evaluated once per context,
// before any code of the user, so it takes the intrinsics that the parts work with (what a function
// does to them later is no matter of ours) and leaves the parts themselves to their first use: most
// functions use none.
//
// `host` is Java. It never leaves these closures: its functions are called directly, with and for
// strings, numbers and array buffers, and what they throw is not passed on.
//
// Returns { crypto(), functionsLib() }: the exports of the two modules, each made once.
(function (host) {
  "use strict";
  const { freeze, defineProperty, getPrototypeOf, getOwnPropertyDescriptor } = Object;
  const uncurry = Function.prototype.bind.bind(Function.prototype.call);
  const getter = (prototype, name) => uncurry(getOwnPropertyDescriptor(prototype, name).get);
  const TypedArray = getPrototypeOf(Uint8Array);
  const global = globalThis;

  // The host fails only where we have a bug or the machine is out of something; its exceptions are
  // objects of the other side.
  function fenced(name) {
    const callback = host[name];
    return (a, b, c, d, e) => {
      try {
        return callback(a, b, c, d, e);
      } catch {
        throw new kit.Error("the runtime failed in " + name);
      }
    };
  }

  const names = [
    "base64", "unbase64", "decode", "digest", "domain", "fill", "load", "randomBelow", "randomUuid", "utf8", "utf8Length",
  ];
  const fencedHost = { __proto__: null };
  for (let i = 0; i < names.length; i++) {
    fencedHost[names[i]] = fenced(names[i]);
  }

  const kit = {
    __proto__: null,
    host: freeze(fencedHost),
    Error, TypeError, RangeError, String, Number, ArrayBuffer, Uint8Array, DataView, Map, Set, Date, RegExp,
    apply: Reflect.apply,
    fromCharCode: String.fromCharCode,
    iterator: Symbol.iterator,
    toStringTag: Symbol.toStringTag,
    symbolText: uncurry(Symbol.prototype.toString),
    defineProperty,
    freeze,
    getPrototypeOf,
    keys: Object.keys,
    isArray: Array.isArray,
    isInteger: Number.isInteger,
    isSafeInteger: Number.isSafeInteger,
    isView: ArrayBuffer.isView,
    parseInt, encodeURIComponent, decodeURIComponent,
    uncurry,
    getter,
    charCode: uncurry(String.prototype.charCodeAt),
    codePoint: uncurry(String.prototype.codePointAt),
    slice: uncurry(String.prototype.slice),
    indexOf: uncurry(String.prototype.indexOf),
    lastIndexOf: uncurry(String.prototype.lastIndexOf),
    lowerCase: uncurry(String.prototype.toLowerCase),
    upperCase: uncurry(String.prototype.toUpperCase),
    split: uncurry(String.prototype.split),
    matches: uncurry(RegExp.prototype.exec),
    join: uncurry(Array.prototype.join),
    pop: uncurry(Array.prototype.pop),
    numberText: uncurry(Number.prototype.toString),
    byteLength: getter(ArrayBuffer.prototype, "byteLength"),
    sliceBuffer: uncurry(ArrayBuffer.prototype.slice),
    bufferOf: getter(TypedArray.prototype, "buffer"),
    offsetOf: getter(TypedArray.prototype, "byteOffset"),
    sizeOf: getter(TypedArray.prototype, "byteLength"),
    typeOf: getter(TypedArray.prototype, Symbol.toStringTag),
    TypedArray,
    dataBuffer: getter(DataView.prototype, "buffer"),
    dataOffset: getter(DataView.prototype, "byteOffset"),
    dataSize: getter(DataView.prototype, "byteLength"),
    // Both brand checks at once: [buffer, offset, length] of a view or a buffer, else undefined.
    bytesOf(value) {
      if (!kit.isView(value)) {
        try {
          return [value, 0, kit.byteLength(value)];
        } catch {
          return undefined;
        }
      }
      return kit.typeOf(value) === undefined
        ? [kit.dataBuffer(value), kit.dataOffset(value), kit.dataSize(value)]
        : [kit.bufferOf(value), kit.offsetOf(value), kit.sizeOf(value)];
    },
    part,
    domError(message, name) {
      const { DOMException } = part("dom-exception");
      return new DOMException(message, name);
    },
  };

  const parts = { __proto__: null };
  function part(name) {
    return (parts[name] ??= fencedHost.load(name)(kit));
  }

  // A global that is made when it is first asked for. Assigning to it is as to any other.
  function lazily(name, make) {
    const become = (value) => {
      defineProperty(global, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
      return value;
    };
    defineProperty(global, name, { __proto__: null, get: () => become(make()), set: become, enumerable: false, configurable: true });
  }

  function from(file, name) {
    lazily(name, () => part(file)[name]);
  }

  from("url", "URL");
  from("url", "URLSearchParams");
  from("text", "TextEncoder");
  from("text", "TextDecoder");
  from("text", "atob");
  from("text", "btoa");
  from("clone", "structuredClone");
  from("dom-exception", "DOMException");
  from("web-crypto", "crypto");
  const functionsLib = [
    "TableNameParameter", "DropRetryErrorName", "RetryErrorName", "NoRetryErrorName", "RetryError", "NoRetryError", "HTTPError",
    "toJitsuClassic", "fromJitsuClassic", "removeUndefined", "transfer", "transferValue", "transferAsSnakeCase",
    "transferValueAsSnakeCase", "transferAsClassic", "toSnakeCase", "idToSnakeCaseFast", "idToClassic",
  ];
  for (let i = 0; i < functionsLib.length; i++) {
    from("functions-lib", functionsLib[i]);
  }

  // By the clock of Date, whatever that is: one that stands still measures nothing.
  lazily("performance", () => {
    const now = global.Date.now;
    const timeOrigin = now();
    return { timeOrigin, now: () => now() - timeOrigin };
  });

  function visible(name, value) {
    defineProperty(global, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
  }

  async function later(callback) {
    await undefined;
    callback();
  }
  visible("queueMicrotask", function queueMicrotask(callback) {
    if (typeof callback !== "function") {
      throw new kit.TypeError('The "callback" argument must be of type function');
    }
    later(callback);
  });
  visible("require", function require() {
    throw new kit.Error("'require' is not supported. Please use 'import' instead");
  });

  return freeze({ crypto: () => part("crypto"), functionsLib: () => part("functions-lib") });
});
