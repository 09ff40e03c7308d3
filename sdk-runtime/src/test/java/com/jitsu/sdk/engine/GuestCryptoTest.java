package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * CONTRACT A.11: the module crypto; and the web's crypto. What is expected is what Node 20 says.
 */
class GuestCryptoTest {

  private static final LibraryContext GUEST = new LibraryContext().withCryptoModule();

  @AfterAll
  static void close() {
    GUEST.close();
  }

  @ParameterizedTest
  @CsvSource({
    "md5,900150983cd24fb0d6963f7d28e17f72",
    "SHA1,a9993e364706816aba3e25717850c26c9cd0d89d",
    "sha224,23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
    "sha256,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "RSA-SHA256,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "sha-256,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "sha384,cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
    "sha512,ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    "sha512-256,53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
    "sha3-256,3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"
  })
  void hashIsOfTheTextInUtf8(String algorithm, String digest) {
    assertThat(GUEST.json("nodeCrypto.hash('" + algorithm + "', 'abc')"))
        .isEqualTo('"' + digest + '"');
  }

  @Test
  void hashTakesViewsAndSaysItselfAsAsked() {
    assertThat(
            GUEST.json(
                "const { hash } = nodeCrypto, bytes = new Uint8Array([0, 97, 98, 99, 0]);",
                "return [hash('md5', bytes.subarray(1, 4)), hash('md5', new DataView(bytes.buffer, 1, 3), 'base64'),",
                "  hash('md5', 'abc', 'base64url'), [...hash('md5', 'abc', 'buffer')].slice(0, 3),",
                "  hash('md5', 'abc', 'buffer').toString('hex', 0, 2), hash('md5', '\\ud800'), hash('md5', 'x'.repeat(200000))]"))
        .isEqualTo(
            "[\"900150983cd24fb0d6963f7d28e17f72\",\"kAFQmDzST7DWlj99KOF/cg==\",\"kAFQmDzST7DWlj99KOF_cg\",[144,1,80],"
                + "\"9001\",\"9b759040321a408a5c7768b4511287a6\",\"4b98146705d4b0b98b758a78ff6fb73f\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          hash('nope', 'a')         | Error: Digest method nope is not supported
          hash(1, 'a')              | TypeError: The "algorithm" argument must be of type string. Received type number (1)
          hash('md5')               | TypeError: The "input" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received undefined
          hash('md5', [1])          | TypeError: The "input" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received an instance of Array
          hash('md5', 'a', 'zzz')   | TypeError: The argument 'outputEncoding' is invalid. Received 'zzz'
          randomInt('a')            | TypeError: The "max" argument must be a safe integer. Received type string ('a')
          randomInt(1.5, 3)         | TypeError: The "min" argument must be a safe integer. Received type number (1.5)
          randomInt(5, 5)           | RangeError: The value of "max" is out of range. It must be greater than the value of "min" (5). Received 5
          randomInt(0, 2 ** 48)     | RangeError: The value of "max - min" is out of range. It must be <= 281474976710655. Received 281_474_976_710_656
          randomBytes(-1)           | RangeError: The value of "size" is out of range. It must be >= 0 && <= 2147483647. Received -1
          randomBytes(2 ** 31)      | RangeError: The value of "size" is out of range. It must be >= 0 && <= 2147483647. Received 2147483648
          randomBytes('4')          | TypeError: The "size" argument must be of type number. Received type string ('4')
          """)
  void wrongArgumentsAreRefusedInNodesWords(String call, String message) {
    assertThat(GUEST.json("nodeCrypto." + call)).isEqualTo(message);
  }

  @Test
  void randomValuesAreOfTheirKind() {
    assertThat(
            GUEST.json(
                "const { randomUUID, randomInt, randomBytes } = nodeCrypto, drawn = new Set();",
                "for (let i = 0; i < 200; i++) drawn.add(randomInt(3, 6));",
                "const big = new Uint32Array(500), around = new Uint8Array(30);",
                "crypto.getRandomValues(around.subarray(10, 20));",
                "return [/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(randomUUID()),",
                "  crypto.randomUUID() !== crypto.randomUUID(), [...drawn].sort(), randomBytes(70001).length,",
                "  randomBytes(5).toString('hex').length, crypto.getRandomValues(big) === big && big.some(Boolean),",
                "  around.subarray(0, 10).some(Boolean), around.subarray(20).some(Boolean), randomInt(1)]"))
        .isEqualTo("[true,true,[3,4,5],70001,10,true,false,false,0]");
  }

  @Test
  void aFixedChanceRepeatsItself() {
    try (LibraryContext guest = new LibraryContext().withCryptoModule()) {
      String draw =
          "[nodeCrypto.randomUUID(), nodeCrypto.randomInt(1e9), nodeCrypto.randomBytes(9).toString('hex'), crypto.randomUUID(), [...crypto.getRandomValues(new Uint8Array(3))]]";
      guest.chance.fixed(7);
      String first = guest.json(draw);
      String second = guest.json(draw);
      guest.chance.fixed(7);

      assertThat(guest.json(draw)).isEqualTo(first).isNotEqualTo(second);

      guest.chance.fixed(8);
      assertThat(guest.json(draw)).isNotEqualTo(first);

      guest.chance.free();
      assertThat(guest.json(draw)).isNotEqualTo(guest.json(draw));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SHA-1,a9993e364706816aba3e25717850c26c9cd0d89d",
    "sha-256,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
  })
  void theWebsDigestIsAPromiseOfABuffer(String algorithm, String digest) {
    Value result = GUEST.value("({})");
    GUEST
        .value(
            "(r) => crypto.subtle.digest({ name: '"
                + algorithm
                + "' }, new TextEncoder().encode('abc').buffer)"
                + ".then(b => { r.hex = Array.from(new Uint8Array(b), x => x.toString(16).padStart(2, '0')).join('') })")
        .execute(result);

    assertThat(result.getMember("hex").asString()).isEqualTo(digest);
  }

  @Test
  void theWebsRefusalsHaveTheirNames() {
    Value result = GUEST.value("({})");
    GUEST
        .value(
            "(r) => { crypto.subtle.digest('md5', new Uint8Array(1)).catch(e => { r.algorithm = e.name });"
                + "crypto.subtle.digest('sha-1', 'text').catch(e => { r.data = e.name }) }")
        .execute(result);

    assertThat(result.getMember("algorithm").asString()).isEqualTo("NotSupportedError");
    assertThat(result.getMember("data").asString()).isEqualTo("TypeError");
    assertThat(GUEST.json("crypto.getRandomValues(new Float32Array(1))"))
        .isEqualTo("TypeMismatchError: The data argument must be an integer-type TypedArray");
    assertThat(GUEST.json("crypto.getRandomValues(new Uint8Array(65537))"))
        .isEqualTo("QuotaExceededError: The requested length exceeds 65,536 bytes");
  }

  @Test
  void theDefaultExportHasTheFourFunctionsAndAllIsFrozen() {
    assertThat(
            GUEST.json(
                "[Object.keys(nodeCrypto), Object.keys(nodeCrypto.default), Object.isFrozen(nodeCrypto), Object.isFrozen(nodeCrypto.default)]"))
        .isEqualTo(
            "[[\"hash\",\"randomUUID\",\"randomBytes\",\"randomInt\",\"default\"],[\"hash\",\"randomUUID\",\"randomBytes\",\"randomInt\"],true,true]");
  }
}
