// Time and chance: the machine's, unless the run has a clock of its own (a fixture). Then Date stands
// still until nothing but timers is left to wait for, and jumps from one to the next.
(function (host, parts) {
  "use strict";
  // The engine's arguments of a program, of which there are none.
  delete globalThis.arguments;

  const { defineProperty, getOwnPropertyNames, getOwnPropertyDescriptor } = Object;
  const { construct, apply } = Reflect;
  const RealDate = Date;
  const realNow = RealDate.now;
  const realRandom = Math.random;
  const max = Math.max;
  const min = Math.min;

  let fixedNow;
  let seed = 0;

  function GuestDate(...given) {
    if (new.target === undefined) {
      return new GuestDate().toString();
    }
    return construct(RealDate, given.length || fixedNow === undefined ? given : [fixedNow], new.target);
  }
  for (const name of getOwnPropertyNames(RealDate)) {
    if (name !== "length" && name !== "name") {
      defineProperty(GuestDate, name, getOwnPropertyDescriptor(RealDate, name));
    }
  }
  GuestDate.now = function now() {
    return fixedNow === undefined ? realNow() : fixedNow;
  };
  defineProperty(GuestDate, "now", { enumerable: false });
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
  defineProperty(Math, "random", { enumerable: false });

  // Timers live as long as the run. A number, as in browsers; the host keeps the order.
  const timers = new Map();
  const has = timers.has.bind(timers);
  const set = timers.set.bind(timers);
  const remove = timers.delete.bind(timers);
  const clear = timers.clear.bind(timers);
  const find = timers.get.bind(timers);
  let lastTimer = 0;

  function schedule(callback, delay, given, every) {
    if (typeof callback !== "function") {
      throw new TypeError("a timer needs a function to call, found " + typeof callback);
    }
    const id = ++lastTimer;
    const millis = min(max(+delay || 0, every ? 1 : 0), 2147483647);
    const timer = { millis, every, call: () => apply(callback, undefined, given) };
    set(id, timer);
    host.timer(id, millis);
    return id;
  }

  function cancel(id) {
    remove(id);
  }

  for (const [name, value] of [
    ["setTimeout", function setTimeout(callback, delay, ...given) { return schedule(callback, delay, given, false); }],
    ["setInterval", function setInterval(callback, delay, ...given) { return schedule(callback, delay, given, true); }],
    ["clearTimeout", function clearTimeout(id) { cancel(id); }],
    ["clearInterval", function clearInterval(id) { cancel(id); }],
  ]) {
    defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }

  parts.clock = {
    begin(now) {
      fixedNow = now;
      seed = 0;
      clear();
    },
    isFixed() {
      return fixedNow !== undefined;
    },
    isWaiting: has,
    // Called by the host when a timer is due; `now` is given while the clock is the run's own.
    fire(id, now) {
      const timer = find(id);
      if (timer === undefined) {
        return;
      }
      if (fixedNow !== undefined) {
        fixedNow = now;
      }
      if (timer.every) {
        host.timer(id, timer.millis);
      } else {
        remove(id);
      }
      timer.call();
    },
  };
});
