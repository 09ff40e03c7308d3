// Percent-encoding as the URL standard has it: which characters are written as %XX, by place.
(function (kit) {
  "use strict";
  const { Uint8Array, String, charCode, slice, split, join, matches, host, encodeURIComponent, decodeURIComponent } = kit;
  const HEX = "0123456789ABCDEF";

  function set(pattern, table) {
    const codes = { __proto__: null };
    for (let i = 0; i < table.length; i++) {
      codes[charCode(table, i)] = true;
    }
    return { pattern, codes };
  }

  // The pattern finds what needs encoding, for most text has none; the table is its visible part.
  const SETS = {
    control: set(/[^\x20-\x7e]/, ""),
    fragment: set(/[^\x21\x23-\x3b\x3d\x3f-\x5f\x61-\x7e]/, ' "<>`'),
    query: set(/[^\x21\x24-\x3b\x3d\x3f-\x7e]/, ' "#<>'),
    specialQuery: set(/[^\x21\x24-\x26\x28-\x3b\x3d\x3f-\x7e]/, ' "#<>\''),
    path: set(/[^\x21\x24-\x3b\x3d\x40-\x5d\x5f\x61-\x7a\x7c\x7e]/, ' "#<>?^`{}'),
    userinfo: set(/[^\x21\x24-\x2e\x30-\x39\x41-\x5a\x5f\x61-\x7a\x7e]/, " \"#<>?^`{}/:;=@[\\]|"),
    form: set(/[^*\-.0-9A-Z_a-z]/, " !\"#$%&'()+,/:;<=>?@[\\]^`{|}~"),
  };

  function byte(value) {
    return "%" + HEX[value >> 4] + HEX[value & 15];
  }

  // The text has no half surrogate pairs.
  function encode(text, { pattern, codes }) {
    if (matches(pattern, text) === null) {
      return text;
    }
    let result = "";
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      const code = charCode(text, i);
      if (code > 0x7e || code < 0x20 || codes[code]) {
        const end = code >= 0xd800 && code <= 0xdbff ? i + 2 : i + 1;
        result += slice(text, from, i) + (code < 0x80 ? byte(code) : encodeURIComponent(slice(text, i, end)));
        from = end;
        i = end - 1;
      }
    }
    return result + slice(text, from);
  }

  // What is no valid %XX stays, what is no UTF-8 becomes U+FFFD.
  function decode(text) {
    const parts = split(text, "%");
    if (parts.length === 1) {
      return text;
    }
    try {
      return decodeURIComponent(text);
    } catch {
      return decodeBytes(parts);
    }
  }

  function decodeBytes(parts) {
    let text = parts[0];
    for (let i = 1; i < parts.length; i++) {
      text += matches(/^[0-9A-Fa-f]{2}/, parts[i]) === null ? "%25" + parts[i] : "%" + parts[i];
    }
    const encoded = encode(text, SETS.control);
    const result = new Uint8Array(encoded.length);
    let size = 0;
    for (let i = 0; i < encoded.length; i++) {
      const code = charCode(encoded, i);
      if (code === 0x25) {
        result[size++] = kit.parseInt(slice(encoded, i + 1, i + 3), 16);
        i += 2;
      } else {
        result[size++] = code;
      }
    }
    return host.decode(kit.bufferOf(result), 0, size, "utf-8");
  }

  // As web interfaces take text: half a surrogate pair becomes U+FFFD.
  function scalars(value) {
    const text = String(value);
    if (matches(/[\ud800-\udfff]/, text) === null) {
      return text;
    }
    const whole = [];
    for (let i = 0; i < text.length; i++) {
      const point = kit.codePoint(text, i);
      const size = point > 0xffff ? 2 : 1;
      whole[whole.length] = point >= 0xd800 && point <= 0xdfff ? "\ufffd" : slice(text, i, i + size);
      i += size - 1;
    }
    return join(whole, "");
  }

  return { ...SETS, encode, decode, scalars };
});
