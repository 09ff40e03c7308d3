package com.jitsu.sdk.engine.events;

import java.util.List;
import java.util.Random;

/** Events that are JSON, and everything that JSON allows; the same seed makes the same ones. */
final class NastyJson {

  private static final List<String> KEYS =
      List.of(
          "type",
          "type",
          "type",
          "properties",
          "properties",
          "context",
          "context",
          "page",
          "page",
          "url",
          "url",
          "total",
          "total",
          "items",
          "name",
          "timestamp",
          "toString",
          "valueOf",
          "__proto__",
          "constructor",
          "length",
          "0",
          "1",
          "",
          "é",
          "ключ",
          "then",
          "_profile_id",
          "hasOwnProperty",
          "a_key_that_is_longer_than_eight",
          "a_key_that_is_longer_than_nine",
          "t\\u0079pe",
          "\\u0074ype",
          "pro\\u0070erties",
          "tab\\tkey",
          "quo\\\"te",
          "back\\\\",
          "typ",
          "types");

  private static final List<String> SCALARS =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "1",
          "-1",
          "12",
          "2147483647",
          "2147483648",
          "-2147483648",
          "-2147483649",
          "9007199254740993",
          "123456789",
          "1234567890",
          "999999999",
          "0.1",
          "-0.0",
          "1e3",
          "1E+3",
          "1e-7",
          "1e400",
          "-1e400",
          "5e-324",
          "123456789012345678901234567890",
          "0e0",
          "1.0",
          "\"\"",
          "\"page\"",
          "\"page\"",
          "\"track\"",
          "\"2026-03-01T14:37:02.034Z\"",
          "\"é\"",
          "\"日本語\"",
          "\"\uD83D\uDE00\"",
          "\"\\ud83d\\ude00\"",
          "\"\\ud800\"",
          "\"\\udc00x\"",
          "\"a\\\"b\"",
          "\"\\\\\"",
          "\"\\\\\\\"\"",
          "\"\\n\\t\\b\\f\\r\\/\"",
          "\"\\u0000\"",
          "\"{\"",
          "\"}\"",
          "\"[,]\"",
          "\"\\\"}\"",
          "\"__proto__\"",
          "\"a string that is much longer than sixty-four bytes, so that it is not kept in any cache\"",
          "\"seven77\"",
          "\"eight888\"",
          "\"nine99999\"",
          "{}",
          "[]");

  private final Random random;

  NastyJson(long seed) {
    this.random = new Random(seed);
  }

  String event() {
    return space() + object(0) + space();
  }

  private String value(int depth) {
    int dice = random.nextInt(10);
    if (depth > 4 || dice < 5) {
      return SCALARS.get(random.nextInt(SCALARS.size()));
    }
    return dice < 9 ? object(depth + 1) : array(depth + 1);
  }

  private String object(int depth) {
    StringBuilder json = new StringBuilder("{").append(space());
    int size = random.nextInt(depth == 0 ? 9 : 5);
    for (int i = 0; i < size; i++) {
      json.append(i == 0 ? "" : ",").append(space());
      json.append('"').append(KEYS.get(random.nextInt(KEYS.size()))).append('"');
      json.append(space()).append(':').append(space()).append(value(depth)).append(space());
    }
    return json.append('}').toString();
  }

  private String array(int depth) {
    StringBuilder json = new StringBuilder("[").append(space());
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      json.append(i == 0 ? "" : ",").append(space()).append(value(depth)).append(space());
    }
    return json.append(']').toString();
  }

  private String space() {
    return random.nextInt(12) == 0 ? List.of(" ", "\n", "\t", "\r\n ").get(random.nextInt(4)) : "";
  }
}
