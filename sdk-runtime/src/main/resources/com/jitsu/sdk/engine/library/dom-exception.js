// The error of the web's functions: known by its name, as in DataCloneError.
(function (kit) {
  "use strict";
  const { Error, String, defineProperty, toStringTag } = kit;
  const CODES = {
    __proto__: null,
    InvalidCharacterError: 5, NotSupportedError: 9, SyntaxError: 12, TypeMismatchError: 17, QuotaExceededError: 22,
    DataCloneError: 25,
  };

  class DOMException extends Error {
    #name;

    constructor(message = "", name = "Error") {
      super(String(message));
      this.#name = String(name);
    }

    get name() {
      return this.#name;
    }

    get code() {
      return CODES[this.#name] ?? 0;
    }
  }
  defineProperty(DOMException.prototype, toStringTag, { __proto__: null, value: "DOMException", configurable: true });

  return { DOMException };
});
