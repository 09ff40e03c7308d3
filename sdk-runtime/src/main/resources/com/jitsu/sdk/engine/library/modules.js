// Keeps the exports of the runtime's own modules where the text of a module can find them. Nothing
// that an import would not give: frozen, and the same at each call.
(function (modules) {
  "use strict";
  Object.defineProperty(globalThis, Symbol.for("jitsu.modules"), {
    value: Object.freeze({ crypto: modules.crypto, functionsLib: modules.functionsLib }),
  });
});
