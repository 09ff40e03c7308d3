// structuredClone as the HTML standard has it, less what cannot occur here (files, ports, images).
(function (kit) {
  "use strict";
  const { Map, Set, Date, RegExp, ArrayBuffer, DataView, TypeError, String, uncurry, getter, defineProperty, keys, isArray } = kit;
  const { getPrototypeOf, domError, symbolText } = kit;
  const objectPrototype = Object.prototype;
  const hasOwn = Object.hasOwn;
  const construct = Reflect.construct;

  // Each gives something for its own kind of object and throws for any other.
  const BOXES = [
    uncurry(Boolean.prototype.valueOf),
    uncurry(Number.prototype.valueOf),
    uncurry(String.prototype.valueOf),
    uncurry(BigInt.prototype.valueOf),
  ];
  const symbol = uncurry(Symbol.prototype.valueOf);
  const time = uncurry(Date.prototype.getTime);
  const mapSize = getter(Map.prototype, "size");
  const setSize = getter(Set.prototype, "size");
  const pattern = getter(RegExp.prototype, "source");
  const flags = getter(RegExp.prototype, "flags");
  const global = getter(RegExp.prototype, "global");
  const weakMapHas = uncurry(WeakMap.prototype.has);
  const weakSetHas = uncurry(WeakSet.prototype.has);
  const deref = uncurry(WeakRef.prototype.deref);
  const then = uncurry(Promise.prototype.then);

  const mapGet = uncurry(Map.prototype.get);
  const mapHas = uncurry(Map.prototype.has);
  const mapSet = uncurry(Map.prototype.set);
  const setAdd = uncurry(Set.prototype.add);
  const mapEach = uncurry(Map.prototype.forEach);
  const setEach = uncurry(Set.prototype.forEach);
  const detach = ArrayBuffer.prototype.transfer === undefined ? undefined : uncurry(ArrayBuffer.prototype.transfer);

  const ERRORS = { __proto__: null, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
  const VIEWS = {
    __proto__: null,
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array,
    BigInt64Array, BigUint64Array,
  };

  function is(probe, value) {
    try {
      probe(value);
      return true;
    } catch {
      return false;
    }
  }

  function refused(text) {
    return domError(text + " could not be cloned.", "DataCloneError");
  }

  function put(target, key, value) {
    if (key === "__proto__") {
      defineProperty(target, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
    } else {
      target[key] = value;
    }
  }

  // An Error has no mark that can be read; what inherits from Error.prototype is taken for one.
  function isError(value) {
    for (let each = getPrototypeOf(value); each !== null; each = getPrototypeOf(each)) {
      if (each === ERRORS.Error.prototype) {
        return true;
      }
    }
    return false;
  }

  function cloneError(value, seen) {
    const name = value.name;
    const Kind = ERRORS[typeof name === "string" ? name : "Error"] ?? ERRORS.Error;
    const message = hasOwn(value, "message") ? String(value.message) : undefined;
    const copy = message === undefined ? new Kind() : new Kind(message);
    mapSet(seen, value, copy);
    const hidden = { writable: true, enumerable: false, configurable: true };
    const stack = value.stack;
    if (typeof stack === "string") {
      defineProperty(copy, "stack", { __proto__: null, ...hidden, value: stack });
    }
    if (hasOwn(value, "cause")) {
      defineProperty(copy, "cause", { __proto__: null, ...hidden, value: clone(value.cause, seen) });
    }
    return copy;
  }

  function cloneView(value, seen) {
    const kind = kit.typeOf(value);
    const isData = kind === undefined;
    const buffer = clone(isData ? kit.dataBuffer(value) : kit.bufferOf(value), seen);
    const offset = isData ? kit.dataOffset(value) : kit.offsetOf(value);
    const bytes = isData ? kit.dataSize(value) : kit.sizeOf(value);
    return isData ? new DataView(buffer, offset, bytes) : new VIEWS[kind](buffer, offset, bytes / VIEWS[kind].BYTES_PER_ELEMENT);
  }

  function cloneOwn(copy, value, seen) {
    const names = keys(value);
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      put(copy, name, clone(value[name], seen));
    }
    return copy;
  }

  // What is neither an array nor made by braces; undefined when it is an object all the same.
  function cloneSpecial(value, seen) {
    if (is(time, value)) {
      return new Date(time(value));
    }
    if (is(mapSize, value)) {
      const copy = new Map();
      mapSet(seen, value, copy);
      const entries = [];
      mapEach(value, (each, key) => {
        entries[entries.length] = key;
        entries[entries.length] = each;
      });
      for (let i = 0; i < entries.length; i += 2) {
        mapSet(copy, clone(entries[i], seen), clone(entries[i + 1], seen));
      }
      return copy;
    }
    if (is(setSize, value)) {
      const copy = new Set();
      mapSet(seen, value, copy);
      const members = [];
      setEach(value, (each) => {
        members[members.length] = each;
      });
      for (let i = 0; i < members.length; i++) {
        setAdd(copy, clone(members[i], seen));
      }
      return copy;
    }
    if (kit.isView(value)) {
      return cloneView(value, seen);
    }
    if (is(kit.byteLength, value)) {
      return kit.sliceBuffer(value, 0);
    }
    if (isError(value)) {
      return cloneError(value, seen);
    }
    if (is(global, value) && value !== RegExp.prototype) {
      return new RegExp(pattern(value), flags(value));
    }
    for (let i = 0; i < BOXES.length; i++) {
      if (is(BOXES[i], value)) {
        return construct(Object, [BOXES[i](value)]);
      }
    }
    if (is(symbol, value)) {
      throw refused("Object(Symbol())");
    }
    const weak = is((each) => weakMapHas(each, each), value)
      ? "WeakMap"
      : is((each) => weakSetHas(each, each), value)
        ? "WeakSet"
        : is(deref, value)
          ? "WeakRef"
          : is((each) => then(each), value)
            ? "Promise"
            : undefined;
    if (weak !== undefined) {
      throw refused("#<" + weak + ">");
    }
    return undefined;
  }

  function clone(value, seen) {
    switch (typeof value) {
      case "symbol":
        throw refused(symbolText(value));
      case "function":
        throw refused(value.name ? "function " + String(value.name) : "a function");
      case "object":
        break;
      default:
        return value;
    }
    if (value === null) {
      return null;
    }
    if (mapHas(seen, value)) {
      return mapGet(seen, value);
    }
    if (isArray(value)) {
      const copy = [];
      copy.length = value.length;
      mapSet(seen, value, copy);
      return cloneOwn(copy, value, seen);
    }
    const prototype = getPrototypeOf(value);
    if (prototype !== objectPrototype && prototype !== null) {
      const copy = cloneSpecial(value, seen);
      if (copy !== undefined) {
        mapSet(seen, value, copy);
        return copy;
      }
    }
    const copy = {};
    mapSet(seen, value, copy);
    return cloneOwn(copy, value, seen);
  }

  function structuredClone(value, options) {
    if (arguments.length === 0) {
      throw new TypeError('The "value" argument must be specified');
    }
    const seen = new Map();
    const given = options === undefined || options === null ? undefined : options.transfer;
    const transferred = given === undefined || given === null ? [] : [...given];
    for (let i = 0; i < transferred.length; i++) {
      if (detach === undefined || !is(kit.byteLength, transferred[i]) || mapHas(seen, transferred[i])) {
        throw domError("Value could not be transferred.", "DataCloneError");
      }
      mapSet(seen, transferred[i], kit.sliceBuffer(transferred[i], 0));
    }
    const copy = clone(value, seen);
    for (let i = 0; i < transferred.length; i++) {
      detach(transferred[i]);
    }
    return copy;
  }

  return { structuredClone };
});
