// The URL standard's records and its parser. A record is { scheme, username, password, host, port,
// path, query, fragment }: path is an array of segments, or a string where it is opaque; host, port,
// query and fragment are null where there are none. What cannot be parsed is undefined.
(function (kit) {
  "use strict";
  const { matches, slice, split, join, pop, indexOf, lastIndexOf, lowerCase, charCode, numberText, parseInt } = kit;
  const { control, fragment, query, specialQuery, path, userinfo, encode } = kit.part("percent");
  const { parseHost } = kit.part("url-hosts");

  const PORTS = { __proto__: null, "http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21, "file": null };
  const DRIVE = /^[A-Za-z][:|]$/;
  const NORMAL_DRIVE = /^[A-Za-z]:$/;
  const STARTS_WITH_DRIVE = /^[A-Za-z][:|](?:[/\\]|$)/;

  function isSpecial(record) {
    return PORTS[record.scheme] !== undefined;
  }

  function isOpaque(record) {
    return typeof record.path === "string";
  }

  function clean(text) {
    return matches(/[\t\n\r]/, text) === null ? text : join(split(join(split(join(split(text, "\t"), ""), "\n"), ""), "\r"), "");
  }

  // Without control characters and spaces around it.
  function trimmed(text) {
    let from = 0;
    let to = text.length;
    while (from < to && charCode(text, from) <= 0x20) {
      from++;
    }
    while (to > from && charCode(text, to - 1) <= 0x20) {
      to--;
    }
    return from === 0 && to === text.length ? text : slice(text, from, to);
  }

  // Before the first of a mark, and behind it or null.
  function cut(text, mark) {
    const at = indexOf(text, mark);
    return at < 0 ? [text, null] : [slice(text, 0, at), slice(text, at + 1)];
  }

  function blank(scheme) {
    return { scheme, username: "", password: "", host: null, port: null, path: [], query: null, fragment: null };
  }

  function copyOf(record) {
    return { ...record, path: isOpaque(record) ? record.path : segments(record.path) };
  }

  function segments(list) {
    const copy = [];
    for (let i = 0; i < list.length; i++) {
      copy[i] = list[i];
    }
    return copy;
  }

  function parse(input, base) {
    const parts = cut(clean(trimmed(input)), "#");
    const before = parts[0];
    const rawFragment = parts[1];
    const found = matches(/^([A-Za-z][A-Za-z0-9+\-.]*):/, before);
    const record = found === null ? relative(before, rawFragment, base) : absolute(lowerCase(found[1]), slice(before, found[0].length), base);
    if (record !== undefined) {
      record.fragment = rawFragment === null ? null : encode(rawFragment, fragment);
    }
    return record;
  }

  function absolute(scheme, text, base) {
    const record = blank(scheme);
    const parts = cut(text, "?");
    const rest = parts[0];
    const rawQuery = parts[1];
    if (scheme === "file") {
      return ofFile(record, rest, rawQuery, base);
    }
    if (isSpecial(record)) {
      return base !== undefined && base.scheme === scheme && matches(/^\/\//, rest) === null
        ? against(record, rest, rawQuery, base)
        : withAuthority(record, matches(/^[/\\]*([^]*)$/, rest)[1], rawQuery);
    }
    if (matches(/^\/\//, rest) !== null) {
      return withAuthority(record, slice(rest, 2), rawQuery);
    }
    setQuery(record, rawQuery);
    if (rest[0] === "/") {
      addPath(record, slice(rest, 1));
    } else {
      record.path = opaque(rest);
    }
    return record;
  }

  // Spaces at the end would vanish when the text is parsed again.
  function opaque(text) {
    const encoded = encode(text, control);
    return encoded[encoded.length - 1] === " " ? slice(encoded, 0, -1) + "%20" : encoded;
  }

  function relative(text, rawFragment, base) {
    if (base === undefined) {
      return undefined;
    }
    if (isOpaque(base)) {
      return text === "" && rawFragment !== null ? copyOf(base) : undefined;
    }
    const parts = cut(text, "?");
    const rest = parts[0];
    const rawQuery = parts[1];
    const record = blank(base.scheme);
    return base.scheme === "file" ? ofFile(record, rest, rawQuery, base) : against(record, rest, rawQuery, base);
  }

  function isSlash(record, char) {
    return char === "/" || (char === "\\" && isSpecial(record));
  }

  // A reference that begins with no scheme, or with the base's own and no slashes.
  function against(record, rest, rawQuery, base) {
    if (isSlash(record, rest[0]) && isSlash(record, rest[1])) {
      const after = isSpecial(record) ? matches(/^[/\\]*([^]*)$/, rest)[1] : slice(rest, 2);
      return withAuthority(record, after, rawQuery);
    }
    record.username = base.username;
    record.password = base.password;
    record.host = base.host;
    record.port = base.port;
    if (isSlash(record, rest[0])) {
      setQuery(record, rawQuery);
      addPath(record, slice(rest, 1));
      return record;
    }
    return onPathOf(record, rest, rawQuery, base);
  }

  function onPathOf(record, rest, rawQuery, base) {
    record.path = segments(base.path);
    if (rest === "") {
      record.query = base.query;
      if (rawQuery !== null) {
        setQuery(record, rawQuery);
      }
      return record;
    }
    setQuery(record, rawQuery);
    shorten(record);
    addPath(record, rest);
    return record;
  }

  function ofFile(record, rest, rawQuery, base) {
    record.host = "";
    const fromFile = base !== undefined && base.scheme === "file" && !isOpaque(base);
    if (!isSlash(record, rest[0])) {
      if (!fromFile) {
        setQuery(record, rawQuery);
        addPath(record, rest);
        return record;
      }
      record.host = base.host;
      if (rest !== "" && matches(STARTS_WITH_DRIVE, rest) !== null) {
        setQuery(record, rawQuery);
        addPath(record, rest);
        return record;
      }
      return onPathOf(record, rest, rawQuery, base);
    }
    setQuery(record, rawQuery);
    if (!isSlash(record, rest[1])) {
      if (fromFile) {
        record.host = base.host;
        const first = base.path[0];
        if (matches(STARTS_WITH_DRIVE, slice(rest, 1)) === null && first !== undefined && matches(NORMAL_DRIVE, first) !== null) {
          record.path = [first];
        }
      }
      addPath(record, slice(rest, 1));
      return record;
    }
    const after = slice(rest, 2);
    const name = matches(/^[^/\\]*/, after)[0];
    if (matches(DRIVE, name) !== null) {
      addPath(record, after);
      return record;
    }
    const host = name === "" ? "" : parseHost(name, true);
    if (host === undefined) {
      return undefined;
    }
    record.host = host === "localhost" ? "" : host;
    startPath(record, slice(after, name.length));
    return record;
  }

  function withAuthority(record, text, rawQuery) {
    const special = isSpecial(record);
    const end = matches(special ? /^[^/\\]*/ : /^[^/]*/, text)[0].length;
    let authority = slice(text, 0, end);
    const at = lastIndexOf(authority, "@");
    if (at >= 0) {
      const credentials = cut(slice(authority, 0, at), ":");
      record.username = encode(credentials[0], userinfo);
      record.password = encode(credentials[1] ?? "", userinfo);
      authority = slice(authority, at + 1);
    }
    const found = hostAndPort(authority);
    if (found[0] === "" && (special || at >= 0 || found[1] !== null)) {
      return undefined;
    }
    record.host = parseHost(found[0], special);
    if (record.host === undefined || !setPort(record, found[1] ?? "")) {
      return undefined;
    }
    setQuery(record, rawQuery);
    startPath(record, slice(text, end));
    return record;
  }

  // The colon of a port is the first outside of brackets.
  function hostAndPort(text) {
    const found = matches(/^((?:\[[^\]]*(?:\]|$)|[^:[])*)(?::([^]*))?$/, text);
    return found === null ? [text, null] : [found[1], found[2] ?? null];
  }

  // False when the text is no port.
  function setPort(record, text) {
    if (matches(/^\d*$/, text) === null) {
      return false;
    }
    const port = text === "" ? null : parseInt(text, 10);
    if (port !== null && port > 65535) {
      return false;
    }
    record.port = port === PORTS[record.scheme] ? null : port;
    return true;
  }

  function setQuery(record, raw) {
    record.query = raw === null ? null : encode(raw, isSpecial(record) ? specialQuery : query);
  }

  // What stands behind the host: nothing, or a slash and more.
  function startPath(record, text) {
    if (isSpecial(record) || text !== "") {
      addPath(record, isSlash(record, text[0]) ? slice(text, 1) : text);
    }
  }

  function shorten(record) {
    const list = record.path;
    if (!(record.scheme === "file" && list.length === 1 && matches(NORMAL_DRIVE, list[0]) !== null)) {
      pop(list);
    }
  }

  // The text is what follows a slash.
  function addPath(record, text) {
    const plain = isSpecial(record) && indexOf(text, "\\") >= 0 ? join(split(text, "\\"), "/") : text;
    const parts = split(plain, "/");
    for (let i = 0; i < parts.length; i++) {
      addSegment(record, record.path, parts[i], i === parts.length - 1);
    }
  }

  function addSegment(record, list, segment, last) {
    const dots = segment[0] === "." || segment[0] === "%" ? matches(/^(?:\.|%2[eE])(\.|%2[eE])?$/, segment) : null;
    if (dots !== null && dots[1] !== undefined) {
      shorten(record);
    } else if (dots === null) {
      const drive = record.scheme === "file" && list.length === 0 && matches(DRIVE, segment) !== null;
      list[list.length] = drive ? segment[0] + ":" : encode(segment, path);
      return;
    }
    if (last) {
      list[list.length] = "";
    }
  }

  function pathOf(record) {
    return isOpaque(record) ? record.path : record.path.length === 0 ? "" : "/" + join(record.path, "/");
  }

  function hostOf(record) {
    return record.host === null ? "" : record.port === null ? record.host : record.host + ":" + numberText(record.port);
  }

  function serialize(record) {
    let text = record.scheme + ":";
    if (record.host !== null) {
      text += "//";
      if (record.username !== "" || record.password !== "") {
        text += record.username + (record.password === "" ? "" : ":" + record.password) + "@";
      }
      text += hostOf(record);
    } else if (!isOpaque(record) && record.path.length > 1 && record.path[0] === "") {
      text += "/.";
    }
    text += pathOf(record);
    if (record.query !== null) {
      text += "?" + record.query;
    }
    return record.fragment === null ? text : text + "#" + record.fragment;
  }

  function origin(record) {
    if (record.scheme === "blob") {
      const inner = parse(pathOf(record), undefined);
      return inner !== undefined && (inner.scheme === "http" || inner.scheme === "https") ? origin(inner) : "null";
    }
    return isSpecial(record) && record.scheme !== "file" ? record.scheme + "://" + hostOf(record) : "null";
  }

  // The setters of URL: each changes the record, or leaves it when the text will not do.

  function takesNoPort(record) {
    return record.host === null || record.host === "" || record.scheme === "file";
  }

  function changeScheme(record, text) {
    const found = matches(/^([A-Za-z][A-Za-z0-9+\-.]*)(?::|$)/, clean(text));
    const scheme = found === null ? undefined : lowerCase(found[1]);
    if (scheme === undefined || (PORTS[scheme] !== undefined) !== isSpecial(record)) {
      return;
    }
    const credentials = record.username !== "" || record.password !== "";
    if ((scheme === "file" && (credentials || record.port !== null)) || (record.scheme === "file" && record.host === "")) {
      return;
    }
    record.scheme = scheme;
    if (record.port === PORTS[scheme]) {
      record.port = null;
    }
  }

  function changeUsername(record, text) {
    if (!takesNoPort(record)) {
      record.username = encode(text, userinfo);
    }
  }

  function changePassword(record, text) {
    if (!takesNoPort(record)) {
      record.password = encode(text, userinfo);
    }
  }

  function changeHost(record, text, withPort) {
    if (isOpaque(record)) {
      return;
    }
    const special = isSpecial(record);
    const name = matches(special ? /^[^/\\?#]*/ : /^[^/?#]*/, clean(text))[0];
    const found = record.scheme === "file" ? [name, null] : hostAndPort(name);
    const credentials = record.username !== "" || record.password !== "" || record.port !== null;
    if (found[1] !== null && (!withPort || found[0] === "")) {
      return;
    }
    if (found[0] === "" && record.scheme !== "file" && (special || credentials)) {
      return;
    }
    const host = found[0] === "" ? "" : parseHost(found[0], special);
    if (host === undefined) {
      return;
    }
    record.host = record.scheme === "file" && host === "localhost" ? "" : host;
    setLeadingPort(record, found[1] ?? "");
  }

  function changePort(record, text) {
    if (takesNoPort(record)) {
      return;
    }
    if (text === "") {
      record.port = null;
    } else {
      setLeadingPort(record, clean(text));
    }
  }

  function setLeadingPort(record, text) {
    const digits = matches(/^\d*/, text)[0];
    if (digits !== "") {
      setPort(record, digits);
    }
  }

  function changePath(record, text) {
    if (isOpaque(record)) {
      return;
    }
    record.path = [];
    const cleaned = clean(text);
    if (cleaned === "" && !isSpecial(record)) {
      record.path = record.host === null ? [""] : [];
    } else {
      startPath(record, cleaned);
    }
  }

  function changeQuery(record, text) {
    setQuery(record, text === "" ? null : clean(text[0] === "?" ? slice(text, 1) : text));
  }

  function changeFragment(record, text) {
    record.fragment = text === "" ? null : encode(clean(text[0] === "#" ? slice(text, 1) : text), fragment);
  }

  return {
    parse, serialize, origin, pathOf, hostOf, changeScheme, changeUsername, changePassword, changeHost, changePort, changePath,
    changeQuery, changeFragment,
  };
});
