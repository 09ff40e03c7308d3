// `events`: a single-pass iterable over the events that the host gives, as texts or as one array of
// objects.
(function (host, parts) {
  "use strict";
  const { parse } = JSON;
  const { freeze, defineProperty, create } = Object;
  const byIterator = Symbol.iterator;
  const { log } = parts;
  const { apply } = Reflect;
  const { values, lastIndexOf, splice } = Array.prototype;
  const { next: nextOfArray } = Object.getPrototypeOf([].values());

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
  parts.singlePass = function (given, profileId, profileIdHash) {
    const events = create(eventsPrototype);
    const asObjects = given.length === 1 && typeof given[0] === "object";
    const cursor = asObjects ? cursorOfObjects(given[0]) : cursorOfTexts(given, profileId, profileIdHash);
    let warned = false;
    defineProperty(events, byIterator, {
      value() {
        if (!warned && cursor.isOver()) {
          warned = true;
          log.warn("'events' was iterated a second time and yields nothing: it can be read once; keep what you need, for one with [...events]");
        }
        return cursor.iterator;
      },
    });
    return freeze(events);
  };

  function cursorOfTexts(texts, profileId, profileIdHash) {
    let next = 0;
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
      [byIterator]() {
        return iterator;
      },
    };
    return { iterator, isOver: () => next > 0 && next >= texts.length };
  }

  // An array's own iterator is the one that engines run fastest. It does not tell where it stands, so
  // the second time that it is asked for, it is tried, and what it yields is put back before it.
  function cursorOfObjects(list) {
    const iterator = apply(values, list, []);
    let asked = false;
    return {
      iterator,
      isOver() {
        if (!asked || list.length === 0) {
          asked = true;
          return false;
        }
        const step = apply(nextOfArray, iterator, []);
        if (!step.done) {
          apply(splice, list, [apply(lastIndexOf, list, [step.value]) + 1, 0, step.value]);
        }
        return step.done;
      },
    };
  }
});
