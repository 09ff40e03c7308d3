// The guest side of the border, evaluated last: how a run begins and ends. `host` is visible to the
// scripts of this folder and to nothing else. Intrinsics that matter are taken before any code of the
// user runs, so that a function which changes them harms only itself.
(function (host, parts) {
  "use strict";
  const { parse, stringify } = JSON;
  const { freeze, defineProperty, keys } = Object;
  const isArray = Array.isArray;
  const RealDate = Date;
  const functionSource = Function.prototype.toString.call.bind(Function.prototype.toString);
  const Text = String;
  const { answer, clock, shown, contextOfProfile, contextOfEvent, singlePass } = parts;

  function id(result, camel, snake) {
    const value = result[camel] || result[snake];
    if (!value) {
      return undefined;
    }
    if (typeof value === "string" || typeof value === "number") {
      return Text(value);
    }
    throw new TypeError("'" + camel + "' of the result must be a string, found " + kindOf(value));
  }

  function kindOf(value) {
    return value === null ? "null" : isArray(value) ? "an array of " + value.length : typeof value;
  }

  function described(result) {
    if (result === undefined) {
      return "nothing";
    }
    const what = typeof result === "string" ? stringify(result.length > 40 ? result.slice(0, 40) + "…" : result) : kindOf(result);
    return typeof result === "boolean" || typeof result === "number" ? what + " " + result : what;
  }

  // Members that JSON leaves out: each removes the built-in trait of its name, as CONTRACT A.6 has it.
  function leftOut(traits) {
    const left = [];
    const names = keys(traits);
    for (let i = 0; i < names.length; i++) {
      const kind = typeof traits[names[i]];
      if (kind === "undefined" || kind === "function" || kind === "symbol") {
        left[left.length] = names[i];
      }
    }
    return left;
  }

  function settle(result) {
    if (typeof result !== "object" || result === null || isArray(result)) {
      host.noRow("the function returned " + described(result));
      return;
    }
    if (result.traits === undefined && result.properties !== undefined) {
      throw new TypeError("the function returned 'properties', which an older runtime read; return 'traits' instead: return { traits: {…} }");
    }
    const traits = result.traits || {};
    if (typeof traits !== "object" || isArray(traits)) {
      throw new TypeError("'traits' of the result must be an object, found " + kindOf(traits));
    }
    const text = stringify({
      profileId: id(result, "profileId", "profile_id"),
      destinationId: id(result, "destinationId", "destination_id"),
      tableName: id(result, "tableName", "table_name"),
      traits,
      removed: leftOut(traits),
    });
    if (typeof text !== "string") {
      throw new TypeError("the result is nothing as JSON");
    }
    answer(host.row(text));
  }

  // What a transformation function returned, as CONTRACT A.8 has it.
  function settleEvent(result) {
    if (result === null || result === false || result === "drop" || (isArray(result) && result.length === 0)) {
      host.dropped("the function returned " + described(result));
    } else if (!result) {
      host.passed();
    } else {
      const text = stringify(isArray(result) ? result : [result]);
      answer(host.events(text === undefined ? "[]" : text));
    }
  }

  function thrown(error, config) {
    let name = "";
    let policy = "";
    try {
      const given = error !== null && typeof error === "object" ? error.name : "";
      name = typeof given === "string" ? given : "";
      const own = config !== null && typeof config === "object" ? config.retryPolicy : undefined;
      policy = own === undefined ? "" : stringify(own) || "";
    } catch (hostile) {
      // An error that throws when it is looked at has no name and no policy.
    }
    let text = "something that cannot be shown";
    try {
      text = shown(error);
    } catch (hostile) {
      // Likewise.
    }
    host.failed(error, text, name, policy);
  }

  return freeze({
    // Before the module is evaluated, so that its top level sees the variables.
    setVariables(text) {
      const env = freeze(parse(text));
      parts.setVariables(env);
      defineProperty(globalThis, "process", { value: { env }, configurable: true, writable: true });
    },

    // Why the default export cannot be a function of this kind; undefined when it can.
    refusal(candidate, kind) {
      if (typeof candidate !== "function") {
        return kindOf(candidate);
      }
      if (kind !== "profile") {
        return undefined;
      }
      const head = functionSource(candidate).slice(0, 400);
      return /^(async\s+)?(function\s*[\w$]*\s*)?\(\s*\{[^)]*\b(context|events|user)\b/.test(head) ? "legacy" : undefined;
    },

    fire(timer, now) {
      clock.fire(timer, now);
    },

    isWaiting(timer) {
      return clock.isWaiting(timer);
    },

    async profile(candidate, argument, ...texts) {
      const { user, now, builder, slug, profileIdHash } = parse(argument);
      clock.begin(now);
      try {
        const context = contextOfProfile(builder, { id: slug, type: "profile" });
        settle(await candidate(singlePass(texts, user.profileId, profileIdHash), user, context));
      } catch (error) {
        thrown(error);
      }
    },

    async event(candidate, argument, text, config) {
      const { now, slug, context: given } = parse(argument);
      clock.begin(now);
      try {
        if (given.receivedAt !== undefined) {
          given.receivedAt = new RealDate(given.receivedAt);
        }
        const context = contextOfEvent(given, { id: slug, type: "udf" });
        settleEvent(await candidate(parse(text), context));
      } catch (error) {
        thrown(error, config);
      }
    },
  });
});
