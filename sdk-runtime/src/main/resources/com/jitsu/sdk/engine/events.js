// `events`: a single-pass iterable over the events that the host gives as texts.
(function (host, parts) {
  "use strict";
  const { parse } = JSON;
  const { freeze, defineProperty, create } = Object;
  const { log } = parts;

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
  parts.singlePass = function (texts, profileId, profileIdHash) {
    let next = 0;
    let warned = false;
    const events = create(eventsPrototype);
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
  };
});
