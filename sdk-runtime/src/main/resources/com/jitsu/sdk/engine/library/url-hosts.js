// Hosts of URLs: names, IPv4 and IPv6 addresses. Each function returns undefined for a failure.
(function (kit) {
  "use strict";
  const { matches, slice, split, lowerCase, parseInt, numberText, join, host, indexOf, pop } = kit;
  const { control, encode, decode } = kit.part("percent");

  const FORBIDDEN = /[\0\t\n\r #/:<>?@[\\\]^|]/;
  const FORBIDDEN_IN_DOMAIN = /[\0-\x20#%/:<>?@[\\\]^|\x7f]/;

  // Most are: lower-case labels, the last of which is no number.
  const PLAIN = /^(?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*$/;

  function parseHost(text, special) {
    if (text[0] === "[") {
      return text[text.length - 1] === "]" ? address6(slice(text, 1, -1)) : undefined;
    }
    if (!special) {
      return matches(FORBIDDEN, text) === null ? encode(text, control) : undefined;
    }
    if (matches(PLAIN, text) !== null) {
      return text;
    }
    const name = ascii(decode(text));
    if (!name || matches(FORBIDDEN_IN_DOMAIN, name) !== null) {
      return undefined;
    }
    return endsInNumber(name) ? address4(name) : name;
  }

  function ascii(name) {
    const plain = matches(/^[\0-\x7f]*$/, name) !== null;
    return plain ? lowerCase(name) : (host.domain(name) ?? undefined);
  }

  function endsInNumber(name) {
    return matches(/(?:^|\.)(?:\d+|0[xX][0-9A-Fa-f]*)\.?$/, name) !== null;
  }

  function address4(name) {
    const parts = split(name, ".");
    if (parts[parts.length - 1] === "" && parts.length > 1) {
      pop(parts);
    }
    if (parts.length > 4) {
      return undefined;
    }
    let address = 0;
    for (let i = 0; i < parts.length; i++) {
      const value = number4(parts[i]);
      const last = i === parts.length - 1;
      if (value === undefined || value >= (last ? 256 ** (5 - parts.length) : 256)) {
        return undefined;
      }
      address += last ? value : value * 256 ** (3 - i);
    }
    return (
      numberText(address >>> 24) + "." + numberText((address >>> 16) & 255) + "." + numberText((address >>> 8) & 255) + "." +
      numberText(address & 255)
    );
  }

  function number4(text) {
    const hex = matches(/^0[xX]([0-9A-Fa-f]*)$/, text);
    if (hex !== null) {
      return hex[1] === "" ? 0 : parseInt(hex[1], 16);
    }
    if (matches(/^0[0-7]*$/, text) !== null) {
      return parseInt(text, 8);
    }
    return matches(/^[1-9]\d*$/, text) !== null ? parseInt(text, 10) : undefined;
  }

  // Up to eight groups; "::" stands for as many zeros as are missing; an IPv4 address may end it.
  function address6(text) {
    const gap = indexOf(text, "::");
    const head = groups(gap < 0 ? text : slice(text, 0, gap), gap < 0);
    const tail = gap < 0 ? [] : groups(slice(text, gap + 2), true);
    if (head === undefined || tail === undefined) {
      return undefined;
    }
    const missing = 8 - head.length - tail.length;
    if (gap < 0 ? missing !== 0 : missing < 1) {
      return undefined;
    }
    for (let i = 0; i < missing; i++) {
      head[head.length] = 0;
    }
    for (let i = 0; i < tail.length; i++) {
      head[head.length] = tail[i];
    }
    return "[" + compressed(head) + "]";
  }

  function groups(text, atEnd) {
    const result = [];
    if (text === "") {
      return result;
    }
    const parts = split(text, ":");
    for (let i = 0; i < parts.length; i++) {
      const dotted = atEnd && i === parts.length - 1 ? dottedTail(parts[i]) : undefined;
      if (dotted !== undefined) {
        result[result.length] = dotted[0];
        result[result.length] = dotted[1];
      } else if (matches(/^[0-9A-Fa-f]{1,4}$/, parts[i]) !== null) {
        result[result.length] = parseInt(parts[i], 16);
      } else {
        return undefined;
      }
    }
    return result;
  }

  function dottedTail(text) {
    const found = matches(/^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/, text);
    if (found === null || found[1] > 255 || found[2] > 255 || found[3] > 255 || found[4] > 255) {
      return undefined;
    }
    return [found[1] * 256 + +found[2], found[3] * 256 + +found[4]];
  }

  // The first longest run of two or more zeros becomes "::".
  function compressed(all) {
    let start = -1;
    let longest = 1;
    for (let i = 0; i < 8; i++) {
      let end = i;
      while (end < 8 && all[end] === 0) {
        end++;
      }
      if (end - i > longest) {
        start = i;
        longest = end - i;
      }
      i = end;
    }
    const before = [];
    const after = [];
    for (let i = 0; i < 8; i++) {
      const text = numberText(all[i], 16);
      if (start < 0 || i < start) {
        before[before.length] = text;
      } else if (i >= start + longest) {
        after[after.length] = text;
      }
    }
    return start < 0 ? join(before, ":") : join(before, ":") + "::" + join(after, ":");
  }

  return { parseHost };
});
