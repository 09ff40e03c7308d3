// The module "crypto": the four functions that Jitsu gives (CONTRACT A.11), as Node 20 has them.
(function (kit) {
  "use strict";
  const { ArrayBuffer, Uint8Array, Error, TypeError, RangeError, String, host, freeze, lowerCase, isInteger, isSafeInteger } = kit;
  const { bytesOf, matches, slice, defineProperty } = kit;

  const MAX_BYTES = 2 ** 31 - 1;
  const MAX_RANGE = 2 ** 48 - 1;
  const ENCODINGS = {
    __proto__: null,
    hex: "hex", base64: "base64", base64url: "base64url", latin1: "latin1", binary: "latin1", ascii: "ascii",
    utf8: "utf-8", "utf-8": "utf-8", ucs2: "utf-16le", "ucs-2": "utf-16le", utf16le: "utf-16le", "utf-16le": "utf-16le",
    buffer: "buffer",
  };

  function failure(Kind, code, message) {
    const error = new Kind(message);
    defineProperty(error, "code", { __proto__: null, value: code, writable: true, enumerable: true, configurable: true });
    return error;
  }

  // As Node names what it was given instead.
  function received(value) {
    switch (typeof value) {
      case "undefined":
        return "undefined";
      case "function":
        return "function " + value.name;
      case "object":
        return value === null ? "null" : "an instance of " + (value.constructor?.name || "Object");
      case "string":
        return "type string ('" + (value.length > 28 ? slice(value, 0, 25) + "..." : value) + "')";
      case "symbol":
        return "type symbol (" + kit.symbolText(value) + ")";
      case "bigint":
        return "type bigint (" + value + "n)";
      default:
        return "type " + typeof value + " (" + value + ")";
    }
  }

  function wrongType(name, expected, value) {
    return failure(TypeError, "ERR_INVALID_ARG_TYPE", 'The "' + name + '" argument must be ' + expected + ". Received " + received(value));
  }

  function outOfRange(name, expected, value) {
    let text = String(value);
    if (isInteger(value) && (value > 2 ** 32 || value < -(2 ** 32))) {
      for (let found; (found = matches(/^(-?\d+)(\d{3}(?:_\d{3})*)$/, text)) !== null; ) {
        text = found[1] + "_" + found[2];
      }
    }
    return failure(RangeError, "ERR_OUT_OF_RANGE", 'The value of "' + name + '" is out of range. It must be ' + expected + ". Received " + text);
  }

  // Bytes that can say themselves in the encodings that people put ids and keys in.
  class Bytes extends Uint8Array {
    toString(encoding = "utf8", start = 0, end = kit.sizeOf(this)) {
      const name = ENCODINGS[lowerCase(String(encoding))];
      if (name === undefined || name === "buffer") {
        throw failure(TypeError, "ERR_UNKNOWN_ENCODING", "Unknown encoding: " + encoding);
      }
      const size = kit.sizeOf(this);
      const from = start > 0 ? (start < size ? start | 0 : size) : 0;
      const to = end < size ? (end > from ? end | 0 : from) : size;
      return to <= from ? "" : host.decode(kit.bufferOf(this), kit.offsetOf(this) + from, to - from, name);
    }
  }

  function hash(algorithm, input, outputEncoding = "hex") {
    if (typeof algorithm !== "string") {
      throw wrongType("algorithm", "of type string", algorithm);
    }
    const bytes = typeof input === "string" ? undefined : kit.isView(input) ? bytesOf(input) : null;
    if (bytes === null) {
      throw wrongType("input", "of type string or an instance of Buffer, TypedArray, or DataView", input);
    }
    if (typeof outputEncoding !== "string") {
      throw wrongType("outputEncoding", "of type string", outputEncoding);
    }
    const encoding = ENCODINGS[lowerCase(outputEncoding)];
    if (encoding === undefined) {
      throw failure(TypeError, "ERR_INVALID_ARG_VALUE", "The argument 'outputEncoding' is invalid. Received '" + outputEncoding + "'");
    }
    const direct = encoding === "hex" || encoding === "base64" || encoding === "base64url";
    const buffer = direct ? undefined : new ArrayBuffer(64);
    const output = direct ? encoding : buffer;
    const result =
      bytes === undefined
        ? host.digest(algorithm, input, 0, 0, output)
        : host.digest(algorithm, bytes[0], bytes[1], bytes[2], output);
    if (result === null) {
      throw new Error("Digest method " + algorithm + " is not supported");
    }
    if (direct) {
      return result;
    }
    return encoding === "buffer" ? new Bytes(kit.sliceBuffer(buffer, 0, result)) : host.decode(buffer, 0, result, encoding);
  }

  function randomUUID() {
    return host.randomUuid();
  }

  function randomBytes(size) {
    if (typeof size !== "number") {
      throw wrongType("size", "of type number", size);
    }
    if (!(size >= 0 && size <= MAX_BYTES)) {
      throw outOfRange("size", ">= 0 && <= " + MAX_BYTES, size);
    }
    const bytes = new Bytes(size);
    host.fill(kit.bufferOf(bytes), 0, kit.sizeOf(bytes));
    return bytes;
  }

  function randomInt(min, max) {
    const low = max === undefined ? 0 : min;
    const high = max === undefined ? min : max;
    if (!isSafeInteger(low)) {
      throw wrongType("min", "a safe integer", low);
    }
    if (!isSafeInteger(high)) {
      throw wrongType("max", "a safe integer", high);
    }
    if (high <= low) {
      throw outOfRange("max", 'greater than the value of "min" (' + low + ")", high);
    }
    if (high - low > MAX_RANGE) {
      throw outOfRange("max - min", "<= " + MAX_RANGE, high - low);
    }
    return low + host.randomBelow(high - low);
  }

  const all = freeze({ hash, randomUUID, randomBytes, randomInt });
  return freeze({ ...all, default: all });
});
