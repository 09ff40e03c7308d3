// Text and bytes. The work is Java's: loops over bytes are what an interpreter is worst at.
(function (kit) {
  "use strict";
  const { ArrayBuffer, Uint8Array, TypeError, RangeError, String, charCode, codePoint, slice, lowerCase, matches } = kit;
  const { bytesOf, domError, isView, host, defineProperty, toStringTag } = kit;
  const setBytes = kit.uncurry(kit.TypedArray.prototype.set);

  const LABELS = { __proto__: null };
  function labels(encoding, ...names) {
    for (let i = 0; i < names.length; i++) {
      LABELS[names[i]] = encoding;
    }
  }
  labels("utf-8", "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "utf-8", "utf8", "x-unicode20utf8");
  labels("utf-16le", "csunicode", "iso-10646-ucs-2", "ucs-2", "unicode", "unicodefeff", "utf-16", "utf-16le");
  labels(
    "windows-1252", "ansi_x3.4-1968", "ascii", "cp1252", "cp819", "csisolatin1", "ibm819", "iso-8859-1", "iso-ir-100",
    "iso8859-1", "iso88591", "iso_8859-1", "iso_8859-1:1987", "l1", "latin1", "us-ascii", "windows-1252", "x-cp1252",
  );

  function encoded(text) {
    const buffer = new ArrayBuffer(host.utf8Length(text));
    host.utf8(text, buffer);
    return new Uint8Array(buffer);
  }

  class TextEncoder {
    get encoding() {
      return "utf-8";
    }

    encode(input = "") {
      return encoded(String(input));
    }

    encodeInto(source, destination) {
      const text = String(source);
      if (kit.typeOf(destination) !== "Uint8Array") {
        throw new TypeError('The "dest" argument must be an instance of Uint8Array');
      }
      const room = kit.sizeOf(destination);
      let read = 0;
      let written = 0;
      while (read < text.length) {
        const point = codePoint(text, read);
        const bytes = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
        if (written + bytes > room) {
          break;
        }
        written += bytes;
        read += point < 0x10000 ? 1 : 2;
      }
      setBytes(destination, encoded(slice(text, 0, read)), 0);
      return { read, written };
    }
  }

  // How many bytes at the end begin a character that the next chunk may complete.
  function unfinished(encoding, bytes, length) {
    if (encoding === "windows-1252") {
      return 0;
    }
    if (encoding === "utf-16le") {
      const odd = length % 2;
      const high = length >= 2 + odd ? bytes[length - 1 - odd] : 0;
      return high >= 0xd8 && high <= 0xdb ? 2 + odd : odd;
    }
    for (let back = 1; back <= 3 && back <= length; back++) {
      const byte = bytes[length - back];
      if (byte >= 0xc2) {
        const size = byte >= 0xf0 ? (byte <= 0xf4 ? 4 : 1) : byte >= 0xe0 ? 3 : 2;
        return size > back && canContinue(byte, back, bytes[length - back + 1]) ? back : 0;
      }
      if (byte < 0x80 || byte > 0xbf) {
        return 0;
      }
    }
    return 0;
  }

  // The second byte after some first ones has a narrower range than the others.
  function canContinue(first, present, second) {
    if (present < 2) {
      return true;
    }
    const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    return second >= lowest && second <= highest;
  }

  class TextDecoder {
    #encoding;
    #fatal;
    #ignoreBom;
    #rest; // of the stream so far
    #begun = false;

    constructor(label = "utf-8", options) {
      const encoding = LABELS[matches(/^[\t\n\f\r ]*(.*?)[\t\n\f\r ]*$/s, lowerCase(String(label)))[1]];
      if (encoding === undefined) {
        throw new RangeError('The "' + label + '" encoding is not supported');
      }
      this.#encoding = encoding;
      this.#fatal = !!options?.fatal;
      this.#ignoreBom = !!options?.ignoreBOM;
    }

    get encoding() {
      return this.#encoding;
    }

    get fatal() {
      return this.#fatal;
    }

    get ignoreBOM() {
      return this.#ignoreBom;
    }

    decode(input, options) {
      let bytes = input === undefined ? [new ArrayBuffer(0), 0, 0] : bytesOf(input);
      if (bytes === undefined) {
        throw new TypeError('The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.');
      }
      const stream = !!options?.stream;
      const begun = this.#begun;
      if (this.#rest !== undefined) {
        bytes = this.#joined(bytes);
      }
      const buffer = bytes[0];
      const offset = bytes[1];
      const keep = stream ? unfinished(this.#encoding, new Uint8Array(buffer, offset, bytes[2]), bytes[2]) : 0;
      const length = bytes[2] - keep;
      this.#rest = keep > 0 ? kit.sliceBuffer(buffer, offset + length, offset + length + keep) : undefined;
      const text = host.decode(buffer, offset, length, this.#encoding + (this.#fatal ? "!" : ""));
      if (text === null) {
        this.#rest = undefined;
        this.#begun = false;
        const error = new TypeError("The encoded data was not valid for encoding " + this.#encoding);
        error.code = "ERR_ENCODING_INVALID_ENCODED_DATA";
        throw error;
      }
      this.#begun = stream && (begun || text.length > 0);
      const marked = !this.#ignoreBom && !begun && this.#encoding !== "windows-1252" && text.length > 0;
      return marked && charCode(text, 0) === 0xfeff ? slice(text, 1) : text;
    }

    #joined(bytes) {
      const rest = this.#rest;
      const size = kit.byteLength(rest);
      const all = new Uint8Array(size + bytes[2]);
      setBytes(all, new Uint8Array(rest), 0);
      setBytes(all, new Uint8Array(bytes[0], bytes[1], bytes[2]), size);
      return [kit.bufferOf(all), 0, size + bytes[2]];
    }
  }
  defineProperty(TextEncoder.prototype, toStringTag, { __proto__: null, value: "TextEncoder", configurable: true });
  defineProperty(TextDecoder.prototype, toStringTag, { __proto__: null, value: "TextDecoder", configurable: true });

  function required(given) {
    if (given === 0) {
      throw new TypeError('The "input" argument must be specified');
    }
  }

  function btoa(data) {
    required(arguments.length);
    const text = host.base64(String(data));
    if (text === null) {
      throw domError("Invalid character", "InvalidCharacterError");
    }
    return text;
  }

  function atob(data) {
    required(arguments.length);
    const text = host.unbase64(String(data));
    if (text === null) {
      throw domError("The string to be decoded is not correctly encoded.", "InvalidCharacterError");
    }
    return text;
  }

  return { TextEncoder, TextDecoder, atob, btoa };
});
