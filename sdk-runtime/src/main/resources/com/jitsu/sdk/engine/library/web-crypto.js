// globalThis.crypto: random values, UUIDs and digests; keys and ciphers are not there.
(function (kit) {
  "use strict";
  const { ArrayBuffer, TypeError, String, host, domError, bytesOf, defineProperty, toStringTag, lowerCase } = kit;

  const INTEGERS = {
    __proto__: null,
    Int8Array: true, Uint8Array: true, Uint8ClampedArray: true, Int16Array: true, Uint16Array: true, Int32Array: true,
    Uint32Array: true, BigInt64Array: true, BigUint64Array: true,
  };
  const DIGESTS = { __proto__: null, "sha-1": 20, "sha-256": 32, "sha-384": 48, "sha-512": 64 };

  class SubtleCrypto {
    async digest(algorithm, data) {
      const name = lowerCase(String(typeof algorithm === "object" && algorithm !== null ? algorithm.name : algorithm));
      const size = DIGESTS[name];
      if (size === undefined) {
        throw domError("Unrecognized algorithm name", "NotSupportedError");
      }
      const bytes = bytesOf(data);
      if (bytes === undefined) {
        throw new TypeError(
          "Failed to execute 'digest' on 'SubtleCrypto': 2nd argument is not instance of ArrayBuffer, TypedArray, or DataView.",
        );
      }
      const result = new ArrayBuffer(size);
      host.digest(name, bytes[0], bytes[1], bytes[2], result);
      return result;
    }
  }
  defineProperty(SubtleCrypto.prototype, toStringTag, { __proto__: null, value: "SubtleCrypto", configurable: true });
  const subtle = new SubtleCrypto();

  class Crypto {
    get subtle() {
      return subtle;
    }

    randomUUID() {
      return host.randomUuid();
    }

    getRandomValues(array) {
      if (!kit.isView(array) || INTEGERS[kit.typeOf(array)] === undefined) {
        throw domError("The data argument must be an integer-type TypedArray", "TypeMismatchError");
      }
      const size = kit.sizeOf(array);
      if (size > 65536) {
        throw domError("The requested length exceeds 65,536 bytes", "QuotaExceededError");
      }
      host.fill(kit.bufferOf(array), kit.offsetOf(array), size);
      return array;
    }
  }
  defineProperty(Crypto.prototype, toStringTag, { __proto__: null, value: "Crypto", configurable: true });

  return { crypto: new Crypto() };
});
