// `context`: what a function may ask of the world. Everything crosses the border as text; an answer
// that begins with "!" is an error, told as { name, message }.
(function (host, parts) {
  "use strict";
  const { parse, stringify } = JSON;
  const { assign, freeze, defineProperty, keys } = Object;
  const isArray = Array.isArray;
  const isView = ArrayBuffer.isView;
  const Bytes = Uint8Array;
  const Buffer = ArrayBuffer;
  const GuestPromise = Promise;
  const Text = String;
  const fromCharCode = String.fromCharCode;
  const charCodeAt = String.prototype.charCodeAt.call.bind(String.prototype.charCodeAt);
  const lower = String.prototype.toLowerCase.call.bind(String.prototype.toLowerCase);
  const upper = String.prototype.toUpperCase.call.bind(String.prototype.toUpperCase);
  const slice = String.prototype.slice.call.bind(String.prototype.slice);
  const join = Array.prototype.join.call.bind(Array.prototype.join);
  const mapped = Array.prototype.map.call.bind(Array.prototype.map);
  const PlainError = Error;
  const ERRORS = freeze({ __proto__: null, TypeError, RangeError, SyntaxError });

  function shown(value) {
    if (typeof value === "string") {
      return value;
    }
    if (value instanceof PlainError) {
      return Text(value);
    }
    if (typeof value === "object" && value !== null) {
      try {
        const text = stringify(value);
        return text === undefined ? Text(value) : text;
      } catch (notJson) {
        return "[object that is no JSON]";
      }
    }
    return Text(value);
  }

  function writer(level) {
    return function (message, ...rest) {
      host.log(level, rest.length ? shown(message) + ", " + join(mapped(rest, shown), ",") : shown(message));
    };
  }
  const log = freeze({ info: writer("INFO"), warn: writer("WARN"), debug: writer("DEBUG"), error: writer("ERROR") });
  globalThis.console = { log: log.info, info: log.info, warn: log.warn, error: log.error, debug: log.debug, trace: log.debug };
  defineProperty(globalThis, "console", { enumerable: false });

  function errorOf(text) {
    const { name, message } = parse(slice(text, 1));
    const error = new (ERRORS[name] || PlainError)(message);
    if (error.name !== name) {
      defineProperty(error, "name", { value: name, configurable: true, writable: true });
    }
    return error;
  }

  function answer(text) {
    if (typeof text === "string" && text[0] === "!") {
      throw errorOf(text);
    }
    return text;
  }

  // --- store

  function keyOf(key) {
    if (typeof key !== "string" || key === "") {
      throw new TypeError("a key of the store must be a string that is not empty, found " + (key === "" ? "an empty one" : typeof key));
    }
    return key;
  }

  function option(opts) {
    const text = stringify(opts);
    return text === undefined ? "null" : text;
  }

  const store = freeze({
    async get(key) {
      const found = answer(host.storeFind(keyOf(key)));
      return found === null ? undefined : parse(found).value;
    },
    async set(key, value, opts) {
      const json = stringify(value);
      if (json === undefined) {
        answer(host.storeDelete(keyOf(key)));
      } else {
        answer(host.storeSet(keyOf(key), json, option(opts)));
      }
    },
    async del(key) {
      answer(host.storeDelete(keyOf(key)));
    },
    async ttl(key) {
      const found = answer(host.storeFind(keyOf(key)));
      return found === null ? -2 : parse(found).ttl;
    },
    async getWithTTL(key) {
      const found = answer(host.storeFind(keyOf(key)));
      return found === null ? undefined : parse(found);
    },
    async getOrSet(key, value, opts) {
      const json = stringify(value);
      if (json === undefined) {
        return store.get(key);
      }
      return parse(answer(host.storeGetOrSet(keyOf(key), json, option(opts))));
    },
  });

  // --- fetch

  function binary(bytes) {
    const parts = [];
    for (let i = 0; i < bytes.length; i++) {
      parts[i] = fromCharCode(bytes[i]);
    }
    return join(parts, "");
  }

  function bodyOf(body) {
    if (body === undefined || body === null) {
      return { kind: "none", text: "" };
    }
    if (isView(body)) {
      return { kind: "bytes", text: binary(new Bytes(body.buffer, body.byteOffset, body.byteLength)) };
    }
    if (body instanceof Buffer) {
      return { kind: "bytes", text: binary(new Bytes(body)) };
    }
    return { kind: "text", text: typeof body === "string" ? body : Text(body) };
  }

  function headersOf(given) {
    const headers = {};
    if (given === undefined || given === null) {
      return headers;
    }
    if (typeof given !== "object") {
      throw new TypeError("fetch failed: headers must be an object, found " + typeof given);
    }
    const pairs = isArray(given) ? given : mapped(keys(given), (name) => [name, given[name]]);
    for (const [name, value] of pairs) {
      if (value !== undefined && value !== null) {
        headers[name] = Text(value);
      }
    }
    return headers;
  }

  function notImplemented(method) {
    return function () {
      throw new PlainError("Method '" + method + "' is not implemented");
    };
  }

  function response(head, body, bytes) {
    const { status, statusText, url, redirected, headers } = parse(head);
    defineProperty(headers, "get", {
      value(name) {
        const value = headers[lower(Text(name))];
        return typeof value === "string" ? value : null;
      },
    });
    defineProperty(headers, "has", {
      value(name) {
        return typeof headers[lower(Text(name))] === "string";
      },
    });
    const made = {
      status,
      statusText,
      ok: status >= 200 && status < 300,
      url,
      type: "basic",
      redirected,
      bodyUsed: true,
      headers,
      body,
      async text() {
        return body;
      },
      async json() {
        return parse(body);
      },
      async arrayBuffer() {
        const array = new Bytes(bytes.length);
        for (let i = 0; i < bytes.length; i++) {
          array[i] = charCodeAt(bytes, i);
        }
        return array.buffer;
      },
      clone() {
        return response(head, body, bytes);
      },
    };
    for (const name of ["blob", "formData"]) {
      defineProperty(made, name, { value: notImplemented(name) });
    }
    return made;
  }

  function fetch(url, opts) {
    return new GuestPromise((resolve, reject) => {
      const options = opts === undefined || opts === null ? {} : opts;
      const method = options.method === undefined ? "GET" : upper(Text(options.method));
      const { kind, text } = bodyOf(options.body);
      const request = stringify({ url: Text(url), method, headers: headersOf(options.headers), kind });
      const refused = host.fetch(request, text, (head, body, bytes) => {
        if (head[0] === "!") {
          reject(errorOf(head));
        } else {
          resolve(response(head, body, bytes));
        }
      });
      if (refused !== null) {
        reject(errorOf(refused));
      }
    });
  }
  defineProperty(globalThis, "fetch", { value: fetch, writable: true, configurable: true, enumerable: false });

  // --- warehouses

  function getWarehouse(destinationId) {
    const id = Text(destinationId);
    answer(host.warehouse(id));
    return freeze({
      async query(sql, params) {
        const given = params === undefined ? "{}" : stringify(params);
        return parse(answer(host.query(id, Text(sql), given)));
      },
    });
  }

  // --- metrics

  const metrics = freeze({
    status(component, status, errorType) {
      return freeze({
        inc(value) {
          host.metric(Text(component), Text(status), errorType === undefined ? "" : Text(errorType), value === undefined ? 1 : +value);
        },
      });
    },
  });

  parts.answer = answer;
  parts.shown = shown;
  parts.log = log;
  // A fresh object for each run: what a function hangs on it is gone with the run. A literal, since
  // that is what engines make fastest.
  let env;
  parts.setVariables = function (variables) {
    env = variables;
  };
  parts.contextOfProfile = function (profileBuilder, own) {
    return { log, fetch, store, getWarehouse, metrics, props: env, profileBuilder, function: own };
  };
  parts.contextOfEvent = function (given, own) {
    return assign({ log, fetch, store, getWarehouse, metrics, props: env, function: own }, given);
  };
});
