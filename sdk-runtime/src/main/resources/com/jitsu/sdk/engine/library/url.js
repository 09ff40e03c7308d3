// URL and URLSearchParams.
(function (kit) {
  "use strict";
  const { TypeError, split, join, slice, indexOf, numberText, iterator, toStringTag, defineProperty, keys, apply } = kit;
  const { form, encode, decode, scalars } = kit.part("percent");
  const records = kit.part("url-records");
  const sort = kit.uncurry(Array.prototype.sort);

  // Of a URL's own parameters: how to begin, and how to follow the URL. Set below, out of reach.
  let paramsOf;
  let follow;

  function spaced(text) {
    return decode(join(split(text, "+"), " "));
  }

  function parseForm(text) {
    const list = [];
    const parts = split(text, "&");
    for (let i = 0; i < parts.length; i++) {
      if (parts[i] !== "") {
        const at = indexOf(parts[i], "=");
        list[list.length] = at < 0 ? [spaced(parts[i]), ""] : [spaced(slice(parts[i], 0, at)), spaced(slice(parts[i], at + 1))];
      }
    }
    return list;
  }

  function encodeForm(text) {
    return join(split(encode(text, form), "%20"), "+");
  }

  function formText(list) {
    const parts = [];
    for (let i = 0; i < list.length; i++) {
      parts[i] = encodeForm(list[i][0]) + "=" + encodeForm(list[i][1]);
    }
    return join(parts, "&");
  }

  function pairOf(value) {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || typeof value[iterator] !== "function") {
      throw new TypeError("Each query pair must be an iterable [name, value] tuple");
    }
    const pair = [...value];
    if (pair.length !== 2) {
      throw new TypeError("Each query pair must be an iterable [name, value] tuple");
    }
    return [scalars(pair[0]), scalars(pair[1])];
  }

  function pairsOf(init) {
    const list = [];
    const pairs = init[iterator];
    if (pairs === undefined || pairs === null) {
      const names = keys(init);
      for (let i = 0; i < names.length; i++) {
        list[i] = [scalars(names[i]), scalars(init[names[i]])];
      }
      return list;
    }
    if (typeof pairs !== "function") {
      throw new TypeError("Query pairs must be iterable");
    }
    for (const pair of init) {
      list[list.length] = pairOf(pair);
    }
    return list;
  }

  function required(count, given) {
    if (given < count) {
      throw new TypeError(count === 1 ? 'The "name" argument must be specified' : 'The "name" and "value" arguments must be specified');
    }
  }

  class URLSearchParams {
    #list;
    #changed; // tells the URL that these are of

    constructor(init = undefined) {
      if ((typeof init === "object" && init !== null) || typeof init === "function") {
        this.#list = pairsOf(init);
      } else {
        const text = init === undefined ? "" : scalars(init);
        this.#list = parseForm(text[0] === "?" ? slice(text, 1) : text);
      }
    }

    static {
      paramsOf = (query, changed) => {
        const params = new URLSearchParams();
        params.#changed = changed;
        follow(params, query);
        return params;
      };
      follow = (params, query) => {
        params.#list = parseForm(query ?? "");
      };
    }

    #tell() {
      this.#changed?.(formText(this.#list));
    }

    // Keeps those for which the function holds.
    #keep(test) {
      const list = [];
      for (let i = 0; i < this.#list.length; i++) {
        if (test(this.#list[i])) {
          list[list.length] = this.#list[i];
        }
      }
      this.#list = list;
    }

    get size() {
      return this.#list.length;
    }

    append(name, value) {
      required(2, arguments.length);
      this.#list[this.#list.length] = [scalars(name), scalars(value)];
      this.#tell();
    }

    delete(name, value = undefined) {
      required(1, arguments.length);
      const key = scalars(name);
      const only = value === undefined ? undefined : scalars(value);
      this.#keep((pair) => pair[0] !== key || (only !== undefined && pair[1] !== only));
      this.#tell();
    }

    get(name) {
      required(1, arguments.length);
      const key = scalars(name);
      for (let i = 0; i < this.#list.length; i++) {
        if (this.#list[i][0] === key) {
          return this.#list[i][1];
        }
      }
      return null;
    }

    getAll(name) {
      required(1, arguments.length);
      const key = scalars(name);
      const values = [];
      for (let i = 0; i < this.#list.length; i++) {
        if (this.#list[i][0] === key) {
          values[values.length] = this.#list[i][1];
        }
      }
      return values;
    }

    has(name, value = undefined) {
      required(1, arguments.length);
      const key = scalars(name);
      const only = value === undefined ? undefined : scalars(value);
      for (let i = 0; i < this.#list.length; i++) {
        if (this.#list[i][0] === key && (only === undefined || this.#list[i][1] === only)) {
          return true;
        }
      }
      return false;
    }

    set(name, value) {
      required(2, arguments.length);
      const key = scalars(name);
      const text = scalars(value);
      let first;
      this.#keep((pair) => {
        if (pair[0] !== key) {
          return true;
        }
        const isFirst = first === undefined;
        first ??= pair;
        return isFirst;
      });
      if (first === undefined) {
        this.#list[this.#list.length] = [key, text];
      } else {
        first[1] = text;
      }
      this.#tell();
    }

    sort() {
      sort(this.#list, (a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
      this.#tell();
    }

    forEach(callback, self = undefined) {
      if (typeof callback !== "function") {
        throw new TypeError('The "callback" argument must be of type function');
      }
      for (let i = 0; i < this.#list.length; i++) {
        apply(callback, self, [this.#list[i][1], this.#list[i][0], this]);
      }
    }

    *entries() {
      for (let i = 0; i < this.#list.length; i++) {
        yield [this.#list[i][0], this.#list[i][1]];
      }
    }

    *keys() {
      for (let i = 0; i < this.#list.length; i++) {
        yield this.#list[i][0];
      }
    }

    *values() {
      for (let i = 0; i < this.#list.length; i++) {
        yield this.#list[i][1];
      }
    }

    toString() {
      return formText(this.#list);
    }
  }
  defineProperty(URLSearchParams.prototype, iterator, {
    __proto__: null,
    value: URLSearchParams.prototype.entries,
    writable: true,
    configurable: true,
  });
  defineProperty(URLSearchParams.prototype, toStringTag, { __proto__: null, value: "URLSearchParams", configurable: true });

  function invalid(input) {
    const error = new TypeError("Invalid URL");
    error.code = "ERR_INVALID_URL";
    error.input = input;
    return error;
  }

  function parse(url, base) {
    const text = scalars(url);
    if (base === undefined) {
      return records.parse(text, undefined);
    }
    const against = records.parse(scalars(base), undefined);
    return against === undefined ? undefined : records.parse(text, against);
  }

  class URL {
    #record;
    #params;

    constructor(url, base = undefined) {
      if (arguments.length === 0) {
        throw new TypeError('The "url" argument must be specified');
      }
      this.#record = parse(url, base);
      if (this.#record === undefined) {
        throw invalid(scalars(url));
      }
    }

    static canParse(url, base = undefined) {
      return parse(url, base) !== undefined;
    }

    static parse(url, base = undefined) {
      const record = parse(url, base);
      return record === undefined ? null : new URL(records.serialize(record));
    }

    get href() {
      return records.serialize(this.#record);
    }

    set href(value) {
      const text = scalars(value);
      const record = records.parse(text, undefined);
      if (record === undefined) {
        throw invalid(text);
      }
      this.#record = record;
      this.#follow();
    }

    get origin() {
      return records.origin(this.#record);
    }

    get protocol() {
      return this.#record.scheme + ":";
    }

    set protocol(value) {
      records.changeScheme(this.#record, scalars(value));
    }

    get username() {
      return this.#record.username;
    }

    set username(value) {
      records.changeUsername(this.#record, scalars(value));
    }

    get password() {
      return this.#record.password;
    }

    set password(value) {
      records.changePassword(this.#record, scalars(value));
    }

    get host() {
      return records.hostOf(this.#record);
    }

    set host(value) {
      records.changeHost(this.#record, scalars(value), true);
    }

    get hostname() {
      return this.#record.host ?? "";
    }

    set hostname(value) {
      records.changeHost(this.#record, scalars(value), false);
    }

    get port() {
      return this.#record.port === null ? "" : numberText(this.#record.port);
    }

    set port(value) {
      records.changePort(this.#record, scalars(value));
    }

    get pathname() {
      return records.pathOf(this.#record);
    }

    set pathname(value) {
      records.changePath(this.#record, scalars(value));
    }

    get search() {
      return this.#record.query ? "?" + this.#record.query : "";
    }

    set search(value) {
      records.changeQuery(this.#record, scalars(value));
      this.#follow();
    }

    get searchParams() {
      return (this.#params ??= paramsOf(this.#record.query, (query) => {
        this.#record.query = query === "" ? null : query;
      }));
    }

    get hash() {
      return this.#record.fragment ? "#" + this.#record.fragment : "";
    }

    set hash(value) {
      records.changeFragment(this.#record, scalars(value));
    }

    toString() {
      return records.serialize(this.#record);
    }

    toJSON() {
      return records.serialize(this.#record);
    }

    #follow() {
      if (this.#params !== undefined) {
        follow(this.#params, this.#record.query);
      }
    }
  }
  defineProperty(URL.prototype, toStringTag, { __proto__: null, value: "URL", configurable: true });

  return { URL, URLSearchParams };
});
