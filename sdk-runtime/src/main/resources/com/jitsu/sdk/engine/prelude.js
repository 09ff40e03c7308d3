// The guest side of the border. Evaluated once per context, before any code of the user; `host` is
// visible to nothing else. Intrinsics that matter are taken here, so that a function which changes
// them harms only itself.
(function (host) {
  "use strict";
  const { parse, stringify } = JSON;
  const { freeze, defineProperty, getOwnPropertyNames } = Object;
  const { construct } = Reflect;
  const isArray = Array.isArray;
  const functionSource = Function.prototype.toString.call.bind(Function.prototype.toString);
  const RealDate = Date;
  const realRandom = Math.random;

  // Time and chance: the machine's, unless the run has a clock of its own (a fixture).
  let fixedNow;
  let seed = 0;

  function GuestDate(...parts) {
    if (new.target === undefined) {
      return new GuestDate().toString();
    }
    return construct(RealDate, parts.length || fixedNow === undefined ? parts : [fixedNow], new.target);
  }
  for (const name of getOwnPropertyNames(RealDate)) {
    if (name !== "length" && name !== "name") {
      defineProperty(GuestDate, name, Object.getOwnPropertyDescriptor(RealDate, name));
    }
  }
  const realNow = RealDate.now;
  GuestDate.now = function now() {
    return fixedNow === undefined ? realNow() : fixedNow;
  };
  defineProperty(GuestDate, "name", { value: "Date" });
  defineProperty(GuestDate, "length", { value: 7 });
  RealDate.prototype.constructor = GuestDate;
  globalThis.Date = GuestDate;

  Math.random = function random() {
    if (fixedNow === undefined) {
      return realRandom();
    }
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };

  function shown(value) {
    if (typeof value === "string") {
      return value;
    }
    if (value instanceof Error) {
      return String(value);
    }
    if (typeof value === "object" && value !== null) {
      try {
        return stringify(value);
      } catch (notJson) {
        return String(value);
      }
    }
    return String(value);
  }

  function writer(level) {
    return function (message, ...rest) {
      host.log(level, rest.length ? shown(message) + ", " + rest.map(shown).join(",") : shown(message));
    };
  }
  const log = { info: writer("INFO"), warn: writer("WARN"), debug: writer("DEBUG"), error: writer("ERROR") };
  globalThis.console = { log: log.info, info: log.info, warn: log.warn, error: log.error, debug: log.debug, trace: log.debug };

  // The members of an array that people try on `events`, which is no array.
  const METHODS = [
    "at", "concat", "entries", "every", "filter", "find", "findIndex", "findLast", "flatMap", "forEach", "includes",
    "indexOf", "join", "keys", "map", "pop", "push", "reduce", "reduceRight", "reverse", "shift", "slice", "some",
    "sort", "splice", "toSorted", "values",
  ];

  function missing(name, kind) {
    return new Error(
      "The 'events' object doesn't have the `" + name + "` " + kind +
        ", however you can iterate through it with `for (const item of events)` syntax",
    );
  }

  const eventsPrototype = {};
  defineProperty(eventsPrototype, "length", {
    get() {
      throw missing("length", "property");
    },
  });
  for (const name of METHODS) {
    defineProperty(eventsPrototype, name, {
      value() {
        throw missing(name, "method");
      },
    });
  }

  // One cursor for all iterators: a second pass yields nothing, and says so once.
  function singlePass(texts, profileId, profileIdHash) {
    let next = 0;
    let warned = false;
    const events = Object.create(eventsPrototype);
    defineProperty(events, Symbol.iterator, {
      value() {
        if (next > 0 && next >= texts.length && !warned) {
          warned = true;
          log.warn("'events' was iterated a second time and yields nothing: it can be read once; keep what you need, for one with [...events]");
        }
        return iterator;
      },
    });
    const iterator = {
      next() {
        if (next >= texts.length) {
          return { done: true, value: undefined };
        }
        const event = parse(texts[next]);
        texts[next++] = undefined;
        event._profile_id = profileId;
        event._profile_id_hash = profileIdHash;
        return { done: false, value: event };
      },
      [Symbol.iterator]() {
        return iterator;
      },
    };
    return freeze(events);
  }

  function id(result, camel, snake) {
    const value = result[camel] || result[snake];
    if (!value) {
      return undefined;
    }
    if (typeof value === "string" || typeof value === "number") {
      return String(value);
    }
    throw new TypeError("'" + camel + "' of the result must be a string, found " + kindOf(value));
  }

  function kindOf(value) {
    return value === null ? "null" : isArray(value) ? "an array of " + value.length : typeof value;
  }

  function settle(result) {
    if (typeof result !== "object" || result === null || isArray(result)) {
      const what = typeof result === "string" ? stringify(result.length > 40 ? result.slice(0, 40) + "…" : result) : kindOf(result);
      const value = typeof result === "boolean" || typeof result === "number" ? " " + result : "";
      host.noRow("the function returned " + (result === undefined ? "nothing" : what + value));
      return;
    }
    if (result.traits === undefined && result.properties !== undefined) {
      throw new TypeError("the function returned 'properties', which an older runtime read; return 'traits' instead: return { traits: {…} }");
    }
    const traits = result.traits || {};
    if (typeof traits !== "object" || isArray(traits)) {
      throw new TypeError("'traits' of the result must be an object, found " + kindOf(traits));
    }
    host.row(
      stringify({
        profileId: id(result, "profileId", "profile_id"),
        destinationId: id(result, "destinationId", "destination_id"),
        tableName: id(result, "tableName", "table_name"),
        traits,
      }),
    );
  }

  // In the types, because Jitsu has them, but not in this release: say so rather than "undefined".
  const NOT_YET = ["fetch", "store", "getWarehouse"];

  function withoutWhatIsNotThere(context) {
    for (const name of NOT_YET) {
      defineProperty(context, name, {
        get() {
          throw new Error("context." + name + " is not part of this release of the runtime, see 'What it does not do' in its README");
        },
      });
    }
    return context;
  }

  return {
    // Before the module is evaluated, so that its top level sees the variables.
    setVariables(text) {
      globalThis.process = { env: freeze(parse(text)) };
    },

    // Why the default export cannot be a profile function; undefined when it can.
    refusal(candidate) {
      if (typeof candidate !== "function") {
        return kindOf(candidate);
      }
      const head = functionSource(candidate).slice(0, 400);
      return /^(async\s+)?(function\s*[\w$]*\s*)?\(\s*\{[^)]*\b(context|events|user)\b/.test(head) ? "legacy" : undefined;
    },

    constant(value) {
      return value === undefined ? undefined : stringify(value);
    },

    async run(profile, argument, ...texts) {
      const { user, now, builder, slug, profileIdHash } = parse(argument);
      fixedNow = now;
      seed = 0;
      try {
        const context = withoutWhatIsNotThere({
          log,
          props: globalThis.process.env,
          profileBuilder: builder,
          function: { id: slug, type: "profile" },
        });
        settle(await profile(singlePass(texts, user.profileId, profileIdHash), user, context));
      } catch (error) {
        host.failed(error, shown(error));
      }
    },
  };
});
