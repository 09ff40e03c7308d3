// Does to events whatever JavaScript can do to an object, in an order that depends on nothing but the
// number of the run, and returns all that could be seen.
const KEYS = [
  "type", "type", "properties", "context", "page", "url", "total", "items", "name", "timestamp", "toString", "__proto__",
  "constructor", "length", "0", "", "é", "then", "_profile_id", "missing", "a_key_that_is_longer_than_eight",
];

const show = (value) => {
  if (typeof value === "function") return "function " + value.name;
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "number") return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch (error) {
    return String(error);
  }
};

const described = (e) => show(Object.entries(Object.getOwnPropertyDescriptors(e)).map(([key, d]) => [key, d.writable, d.enumerable, d.configurable, show(d.value), typeof d.get]));

const OPERATIONS = [
  (e, k) => e[k],
  (e, k) => e[k],
  (e, k, l) => e[k]?.[l],
  (e, k, l) => e[k][l],
  (e, k, l) => e[k]?.[l]?.[k],
  (e) => Object.keys(e),
  (e) => Object.values(e),
  (e) => Object.entries(e),
  (e) => Reflect.ownKeys(e).map(String),
  (e) => Object.getOwnPropertyNames(e),
  (e) => Object.getOwnPropertySymbols(e).length,
  (e) => JSON.stringify(e),
  (e) => JSON.stringify(e, null, 1),
  (e, k, l) => JSON.stringify(e, [k, l]),
  (e, k) => JSON.stringify(e, (key, value) => (key === k ? undefined : value)),
  (e) => ({ ...e }),
  (e, k) => { const { [k]: one, ...rest } = e; return [show(one), rest]; },
  (e) => { const { type, properties: { total = 5, ...more } = {}, ...rest } = e; return [type, total, more, rest]; },
  (e, k) => k in e,
  (e, k) => Object.hasOwn(e, k),
  (e, k) => Object.prototype.hasOwnProperty.call(e, k),
  (e, k) => Object.prototype.propertyIsEnumerable.call(e, k),
  (e, k) => show(Object.getOwnPropertyDescriptor(e, k)),
  (e) => described(e),
  (e) => { const keys = []; for (const key in e) keys.push(key, show(e[key])); return keys; },
  (e, k) => { const keys = []; for (const key in e) { keys.push(key); delete e[k]; } return keys; },
  (e, k) => e[k] === e[k],
  (e, k) => { const before = e[k]; JSON.stringify(e); return before === e[k]; },
  (e, k) => { const before = e[k]; return before === { ...e }[k]; },
  (e, k) => { e[k] = "changed"; return e[k]; },
  (e, k) => { e[k] = undefined; return k in e; },
  (e, k, l) => { e[k][l] = { own: 1 }; return e; },
  (e, k, l) => { e[k] = e[l]; return e[k] === e[l]; },
  (e, k) => (e[k] ??= 7),
  (e, k) => (e[k] += 1),
  (e, k) => e[k]++,
  (e, k) => delete e[k],
  (e, k) => { delete e[k]; e[k] = "again"; return Object.keys(e); },
  (e, k, l) => delete e[k][l],
  (e) => Object.isFrozen(Object.freeze(e)),
  (e) => Object.isSealed(Object.seal(e)),
  (e) => Object.isExtensible(Object.preventExtensions(e)),
  (e, k) => Object.freeze(e[k]) === e[k],
  (e, k) => described(Object.defineProperty(e, k, { value: 9 })),
  (e, k) => described(Object.defineProperty(e, k, { writable: false })),
  (e, k) => described(Object.defineProperty(e, k, { enumerable: false })),
  (e, k) => described(Object.defineProperty(e, k, { configurable: false })),
  (e, k) => { Object.defineProperty(e, k, { get() { return "got " + Object.keys(this).length; }, configurable: true }); return e[k]; },
  (e, k) => { let seen; Object.defineProperty(e, k, { set(value) { seen = value; }, configurable: true }); e[k] = 3; return [seen, e[k]]; },
  (e) => Object.assign({}, e),
  (e, k) => Object.assign(e, { [k]: 1, more: 2 }),
  (e) => Object.fromEntries(Object.entries(e).reverse()),
  (e, k) => Object.create(e)[k],
  (e, k) => { const heir = Object.create(e); heir[k] = "mine"; return [Object.keys(heir), show(e[k])]; },
  (e, k) => Reflect.get(e, k, {}),
  (e, k) => { const other = {}; return [Reflect.set(e, k, 4, other), show(other), show(e[k])]; },
  (e, k) => Reflect.deleteProperty(e, k),
  (e) => [Object.getPrototypeOf(e) === Object.prototype, e instanceof Object, typeof e, Object.prototype.toString.call(e)],
  (e) => { Object.setPrototypeOf(e, { inherited: 1 }); return [e.inherited, Object.keys(e)]; },
  (e) => { Object.setPrototypeOf(e, null); return Object.keys(e); },
  (e) => String(e),
  (e) => e + "",
  (e) => new Map([[e, 1]]).get(e) + new WeakMap([[e, 1]]).get(e),
  (e, k) => new Proxy(e, {})[k],
  (e) => Object.keys(new Proxy(e, { ownKeys: (target) => Reflect.ownKeys(target) })),
  (e, k) => (Array.isArray(e[k]) ? e[k].concat([1]).map(show).reverse() : "none"),
  (e, k) => { e[k].push("x"); return e[k]; },
  (e, k) => [...e[k]],
  (e, k) => Object.keys(e[k] ?? {}),
  (e, k) => ({ ...e[k], [k]: 1 }),
  (e, k) => `${e[k]}`,
  (e, k) => e[k]?.toString?.(),
  (e, k) => e[k]?.length,
  (e) => e._profile_id + e._profile_id_hash,
  (e) => e.constructor === Object,
  (e) => e.hasOwnProperty("type"),
  (e, k) => { with_(e, k); return e[k]; },
];

// A call site of its own, which meets all kinds of objects.
function with_(target, key) {
  return target[key];
}

let run = 0;

export default function (events) {
  const seen = [];
  let kept;
  let state = ++run * 7919;
  const next = (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
  for (const e of events) {
    const count = 1 + next(12);
    for (let i = 0; i < count; i++) {
      const operation = next(OPERATIONS.length);
      const k = KEYS[next(KEYS.length)];
      const l = KEYS[next(KEYS.length)];
      let result;
      try {
        result = show(OPERATIONS[operation](e, k, l));
      } catch (error) {
        // The words of the engine's own errors depend on what the call site has met before.
        result = error.name;
      }
      seen.push(operation + " " + k + " " + l + ": " + result);
    }
    if (kept) {
      seen.push(show(kept));
    }
    kept = next(2) ? e : kept;
    seen.push(show(e));
  }
  return seen;
}
