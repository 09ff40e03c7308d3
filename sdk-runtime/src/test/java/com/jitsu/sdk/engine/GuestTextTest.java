package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encodings, base64 and copies. */
class GuestTextTest {

  private static final LibraryContext GUEST = new LibraryContext();

  @AfterAll
  static void close() {
    GUEST.close();
  }

  @Test
  void textIsEncodedAsUtf8() {
    assertThat(GUEST.json("[...new TextEncoder().encode('aé☃😀\\ud800')]"))
        .isEqualTo("[97,195,169,226,152,131,240,159,152,128,239,191,189]");
    assertThat(
            GUEST.json(
                "const room = new Uint8Array(6);",
                "return [new TextEncoder().encodeInto('é☃😀', room), [...room]]"))
        .isEqualTo("[{\"read\":2,\"written\":5},[195,169,226,152,131,0]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          utf-8        | 0xef,0xbb,0xbf,0x61   | 61
          utf8         | 0xf0,0x9f,0x98,0x80   | 1f600
          utf-8        | 0xe2,0x98,0x61        | fffd 61
          utf-8        | 0xed,0xa0,0x80        | fffd fffd fffd
          utf-8        | 0xf4,0x90,0x80,0x80   | fffd fffd fffd fffd
          utf-16le     | 0xff,0xfe,0x61,0x00   | 61
          utf-16       | 0x3d,0xd8,0x61,0x00   | fffd 61
          ucs-2        | 0x61,0x00,0x61        | 61 fffd
          latin1       | 0x80,0x81,0xe9        | 20ac 81 e9
          ascii        | 0xff                  | ff
          """)
  void bytesAreDecodedAndFaultsReplaced(String label, String bytes, String points) {
    assertThat(
            GUEST.json(
                "Array.from(new TextDecoder('"
                    + label
                    + "').decode(new Uint8Array(["
                    + bytes
                    + "])), c => c.codePointAt(0).toString(16)).join(' ')"))
        .isEqualTo('"' + points + '"');
  }

  @Test
  void aFatalDecoderRefusesFaults() {
    assertThat(
            GUEST.json("new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xff]))"))
        .isEqualTo("TypeError: The encoded data was not valid for encoding utf-8");
    assertThat(
            GUEST.json(
                "new TextDecoder('utf-16le', { fatal: true }).decode(new Uint8Array([0, 0xd8]))"))
        .isEqualTo("TypeError: The encoded data was not valid for encoding utf-16le");
  }

  @Test
  void theByteOrderMarkIsKeptOnRequest() {
    assertThat(
            GUEST.json(
                "new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array([0xef, 0xbb, 0xbf])).length"))
        .isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({"utf-8,1", "utf-8,2", "utf-8,3", "utf-16le,1", "utf-16le,3"})
  void aStreamMayBeCutAnywhere(String label, int size) {
    assertThat(
            GUEST.json(
                "const text = '\\ufeffa☃é😀z';",
                "const all = '" + label + "' === 'utf-8' ? new TextEncoder().encode(text)",
                "  : new Uint8Array(Uint16Array.from(text, (_, i) => text.charCodeAt(i)).buffer);",
                "const units = '"
                    + label
                    + "' === 'utf-8' ? all : new Uint8Array(Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)).buffer);",
                "const decoder = new TextDecoder('" + label + "');",
                "let result = '';",
                "for (let i = 0; i < units.length; i += "
                    + size
                    + ") result += decoder.decode(units.subarray(i, i + "
                    + size
                    + "), { stream: true });",
                "return result + decoder.decode()"))
        .isEqualTo("\"a☃é😀z\"");
  }

  @Test
  void anUnknownEncodingIsNamed() {
    assertThat(GUEST.json("new TextDecoder('utf-7')"))
        .isEqualTo("RangeError: The \"utf-7\" encoding is not supported");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          YWJj|abc
          YQ|a
           Y Q = = |a
          YR==|a
          +/8=|\\xfb\\xff
          """)
  void base64IsReadForgivingly(String text, String decoded) {
    assertThat(GUEST.json("atob('" + text + "') === '" + decoded + "'")).isEqualTo("true");
  }

  @ParameterizedTest
  @CsvSource({"Y", "YQ=", "YQ===", "ab=c", "=", "_A==", "Y*=="})
  void whatIsNoBase64IsRefused(String text) {
    assertThat(GUEST.json("atob('" + text + "')"))
        .isEqualTo("InvalidCharacterError: The string to be decoded is not correctly encoded.");
  }

  @Test
  void base64IsWrittenOfBytesOnly() {
    assertThat(GUEST.json("[btoa('abc'), btoa('\\xff\\0'), btoa(null)]"))
        .isEqualTo("[\"YWJj\",\"/wA=\",\"bnVsbA==\"]");
    assertThat(GUEST.json("btoa('☃')")).isEqualTo("InvalidCharacterError: Invalid character");
  }

  @Test
  void aCloneHasTheSameShapeAndSharesNothing() {
    assertThat(
            GUEST.json(
                "const bytes = new Uint8Array([1, 2, 3, 4]);",
                "const value = { list: [1, , { x: -0 }], map: new Map([[{ k: 1 }, new Set(['s'])]]), at: new Date(5),",
                "  re: /a/gi, view: bytes.subarray(1, 3), bytes, big: 1n, box: Object('t'), no: undefined };",
                "value.self = value;",
                "const copy = structuredClone(value);",
                "bytes[1] = 9; value.list[2].x = 9;",
                "return [copy.self === copy, 1 in copy.list, 1 / copy.list[2].x === -Infinity, [...copy.map].map(([k, s]) => [k, [...s]]),",
                "  copy.at.getTime(), String(copy.re), [...copy.view], copy.view.buffer === copy.bytes.buffer, copy.big === 1n,",
                "  copy.box instanceof String, 'no' in copy]"))
        .isEqualTo("[true,false,true,[[{\"k\":1},[\"s\"]]],5,\"/a/gi\",[2,3],true,true,true,true]");
  }

  @Test
  void anErrorIsClonedWithItsCause() {
    assertThat(
            GUEST.json(
                "class Own extends RangeError { constructor() { super('m', { cause: [1] }); this.code = 1; } }",
                "const copy = structuredClone(new Own());",
                "return [copy.name, copy.message, copy.cause, copy.code, copy instanceof RangeError, copy instanceof Own]"))
        .isEqualTo("[\"RangeError\",\"m\",[1],null,true,false]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {f() {}}           | function f
          Symbol('s')        | Symbol(s)
          [new WeakMap()]    | #<WeakMap>
          Promise.resolve()  | #<Promise>
          """)
  void whatCannotBeClonedIsNamed(String value, String name) {
    assertThat(GUEST.json("structuredClone(" + value + ")"))
        .isEqualTo("DataCloneError: " + name + " could not be cloned.");
    assertThat(
            GUEST.json(
                "try { structuredClone(() => 1) } catch (e) { return [e instanceof DOMException, e instanceof Error, e.code] }",
                ""))
        .isEqualTo("[true,true,25]");
  }

  @Test
  void aTransferredBufferIsGone() {
    assertThat(
            GUEST.json(
                "const buffer = new ArrayBuffer(4);",
                "return [structuredClone(buffer, { transfer: [buffer] }).byteLength, buffer.byteLength]"))
        .isEqualTo("[4,0]");
  }
}
