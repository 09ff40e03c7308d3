package com.jitsu.lite.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Bodies that are not, or hardly, an event; by name, always the same. */
final class Bodies {

  static final List<String> REAL =
      List.of(
          """
          {"type":"page","messageId":"p-1","anonymousId":"b3c7","context":{"locale":"de-DE",\
          "page":{"path":"/größe","title":"Größe 42 😀","url":"https://shop.example/gr%C3%B6%C3%9Fe"},\
          "campaign":{"name":"spring"}},"properties":{"price":40.50},"sentAt":"2026-03-01T12:00:00.000Z"}""",
          """
          {"type":"track","event":"Order Completed","messageId":"t-1","userId":"u1","properties":\
          {"orderId":"50314b8e","total":27.5,"products":[{"id":1,"name":"Monopoly \\u2122"},{"id":2}],\
          "coupon":null,"first":true},"timestamp":"2026-03-01T12:00:00.000Z"}""",
          """
          {"type":"identify","userId":"u1","messageId":"i-1","traits":{"email":"a@b.example",\
          "plan":"pro","logins":5,"address":{"city":"Köln","zip":"50667"}},"context":{"ip":"9.9.9.9"}}""");

  private static final int SEED = 20_261_129;

  private Bodies() {}

  /** Each real event, cut after every byte. */
  static Map<String, byte[]> truncated() {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    for (String event : REAL) {
      byte[] whole = event.getBytes(UTF_8);
      for (int length = 0; length < whole.length; length++) {
        bodies.put(event.substring(9, 13) + " at byte " + length, Arrays.copyOf(whole, length));
      }
    }
    return bodies;
  }

  static Map<String, byte[]> deep() {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    for (int depth : new int[] {100, 498, 499, 500, 501, 999, 1_000, 1_001, 10_000, 100_000}) {
      bodies.put(depth + " arrays", utf8(event("[".repeat(depth) + "]".repeat(depth))));
      bodies.put(
          depth + " objects", utf8(event("{\"a\":".repeat(depth) + "1" + "}".repeat(depth))));
      bodies.put(depth + " arrays, open", utf8(event("[".repeat(depth))));
      bodies.put(depth + " bare arrays", utf8("[".repeat(depth)));
      bodies.put(depth + " bare objects", utf8("{\"a\":".repeat(depth)));
      bodies.put(depth + " objects and arrays", utf8(event("[{\"a\":".repeat(depth / 2))));
    }
    return bodies;
  }

  static Map<String, byte[]> numbers() {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    for (String number :
        List.of(
            "1e999999999",
            "-1e999999999",
            "1e-999999999",
            "1e2147483647",
            "1e2147483648",
            "21e2147483647",
            "1e-2147483649",
            "9e99999999999999999999",
            "0e999999999",
            "1E+400",
            "-0",
            "-0.0",
            "0.0e-0",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "18446744073709551616",
            "1" + "0".repeat(999),
            "1" + "0".repeat(1_000),
            "9".repeat(100_000),
            "-" + "9".repeat(100_000),
            "0." + "1".repeat(100_000),
            "1." + "0".repeat(990) + "e-400",
            "01",
            "-01",
            "+1",
            ".5",
            "5.",
            "1e",
            "1e+",
            "-",
            "--1",
            "0x10",
            "1_000",
            "1,5",
            "NaN",
            "Infinity",
            "-Infinity",
            "\u0661",
            "1f",
            "1L")) {
      String name = number.length() > 30 ? number.substring(0, 10) + "…" + number.length() : number;
      bodies.put(name, utf8(event(number)));
      bodies.put(name + " as messageId", utf8("{\"type\":\"page\",\"messageId\":" + number + "}"));
      bodies.put(name + " as userId", utf8("{\"type\":\"page\",\"userId\":" + number + "}"));
      bodies.put(name + " as timestamp", utf8("{\"type\":\"page\",\"timestamp\":" + number + "}"));
      bodies.put(name + " alone", utf8(number));
    }
    return bodies;
  }

  /** Bytes that are no UTF-8, in a value, in a name and outside. */
  static Map<String, byte[]> encodings() {
    Map<String, byte[]> broken = new LinkedHashMap<>();
    broken.put("overlong slash of 2", hex("c0af"));
    broken.put("overlong NUL", hex("c080"));
    broken.put("overlong slash of 3", hex("e080af"));
    broken.put("overlong slash of 4", hex("f08080af"));
    broken.put("overlong quote", hex("c0a2"));
    broken.put("lone continuation", hex("80"));
    broken.put("lone last continuation", hex("bf"));
    broken.put("ten continuations", hex("80".repeat(10)));
    broken.put("high surrogate", hex("eda080"));
    broken.put("low surrogate", hex("edb080"));
    broken.put("pair of surrogates", hex("eda0bdedb880"));
    broken.put("beyond U+10FFFF", hex("f4908080"));
    broken.put("five bytes", hex("f888808080"));
    broken.put("six bytes", hex("fc8480808080"));
    broken.put("cut two", hex("c3"));
    broken.put("cut three", hex("e282"));
    broken.put("cut four", hex("f09f98"));
    broken.put("fe", hex("fe"));
    broken.put("ff", hex("ff"));
    broken.put("Latin-1", "größe".getBytes(ISO_8859_1));
    broken.put("BOM of UTF-16", hex("feff"));
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    broken.forEach(
        (name, bytes) -> {
          bodies.put(name + " in a value", bytes("{\"type\":\"page\",\"v\":\"", bytes, "\"}"));
          bodies.put(name + " in a name", bytes("{\"type\":\"page\",\"", bytes, "\":1}"));
          bodies.put(name + " before", bytes(bytes, "{\"type\":\"page\"}"));
          bodies.put(name + " after", bytes("{\"type\":\"page\"}", bytes));
          bodies.put(name + " in messageId", bytes("{\"messageId\":\"", bytes, "\"}"));
        });
    for (Charset charset :
        List.of(UTF_16LE, UTF_16BE, Charset.forName("UTF-32LE"), Charset.forName("UTF-32BE"))) {
      for (String mark : List.of("", "\uFEFF")) {
        bodies.put(
            charset + (mark.isEmpty() ? "" : " with a BOM"),
            (mark + REAL.get(1)).getBytes(charset));
      }
    }
    bodies.put("BOM", utf8("\uFEFF" + event("1")));
    bodies.put("two BOMs", utf8("\uFEFF\uFEFF" + event("1")));
    bodies.put("BOM alone", utf8("\uFEFF"));
    bodies.put("BOM inside", utf8("{\uFEFF\"type\":\"page\"}"));
    bodies.put("BOM and half a character", utf8("\uFEFF{\"type\":\"page\",\"v\":\"\\ud800\"}"));
    for (int at = 0; at < 6; at++) {
      byte[] nul = utf8(REAL.get(0));
      nul[at] = 0;
      bodies.put("NUL at " + at, nul);
    }
    bodies.put("NULs", new byte[64]);
    bodies.put("NUL in a value", utf8("{\"type\":\"page\",\"v\":\"a\u0000b\"}"));
    bodies.put("NUL after", utf8("{\"type\":\"page\"}\u0000"));
    return bodies;
  }

  static Map<String, byte[]> duplicates() {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    for (String key :
        List.of(
            "type",
            "event",
            "context",
            "messageId",
            "receivedAt",
            "requestIp",
            "timestamp",
            "userId",
            "anonymousId",
            "traits",
            "properties",
            "JITSU_PROFILE_ID",
            "x",
            "")) {
      bodies.put(
          "\"" + key + "\"",
          utf8(
              "{\"type\":\"page\",\"%s\":\"a\",\"%s\":{\"b\":1},\"%s\":[]}"
                  .formatted(key, key, key)));
      bodies.put(
          "\"" + key + "\" once escaped",
          utf8("{\"type\":\"page\",\"" + key + "\":\"page\",\"" + escaped(key) + "\":\"track\"}"));
      bodies.put(
          "\"" + key + "\" nested",
          utf8("{\"type\":\"page\",\"context\":{\"%s\":1,\"%s\":2}}".formatted(key, key)));
    }
    bodies.put("a thousand times", utf8("{" + "\"type\":\"page\",".repeat(1_000) + "\"a\":1}"));
    bodies.put("batch twice", utf8("{\"batch\":[],\"batch\":[{\"type\":\"page\"}]}"));
    bodies.put("writeKey twice", utf8("{\"writeKey\":\"a\",\"writeKey\":\"b\",\"batch\":[]}"));
    return bodies;
  }

  /** Every known field with every type. */
  static Map<String, byte[]> types() {
    List<String> fields =
        List.of(
            "type",
            "event",
            "messageId",
            "userId",
            "anonymousId",
            "groupId",
            "previousId",
            "context",
            "properties",
            "traits",
            "timestamp",
            "sentAt",
            "receivedAt",
            "requestIp",
            "writeKey",
            "category",
            "name",
            "batch",
            "eventsName");
    List<String> values =
        List.of(
            "7",
            "-1.5",
            "true",
            "null",
            "\"\"",
            "\"x\"",
            "\" \"",
            "{}",
            "[]",
            "[[]]",
            "{\"a\":{}}",
            "[null]",
            "\"\\u0000\"",
            "\"" + "l".repeat(70_000) + "\"");
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    for (String field : fields) {
      for (String value : values) {
        String shown = value.length() > 20 ? "a long text" : value;
        String type = field.equals("type") ? "" : "\"type\":\"track\",";
        bodies.put(field + ": " + shown, utf8("{" + type + "\"" + field + "\":" + value + "}"));
      }
    }
    for (String inner : List.of("ip", "userAgent", "locale", "page", "traits", "library")) {
      for (String value : values.subList(0, 6)) {
        bodies.put(
            "context." + inner + ": " + value,
            utf8("{\"type\":\"page\",\"context\":{\"" + inner + "\":" + value + "}}"));
      }
    }
    return bodies;
  }

  static Map<String, byte[]> batches() {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    for (String batch :
        List.of(
            "7",
            "\"x\"",
            "{}",
            "null",
            "true",
            "[]",
            "[[]]",
            "[null]",
            "[1,2,3]",
            "[{}]",
            "[{\"type\":\"page\"},7]",
            "[{\"type\":\"nonsense\"}]",
            "[{\"type\":{}}]",
            "[\"\"]",
            "[{\"type\":\"track\"}]",
            "[" + "[],".repeat(2_000) + "[]]")) {
      String shown = batch.length() > 40 ? "many arrays" : batch;
      bodies.put("batch: " + shown, utf8("{\"batch\":" + batch + "}"));
      bodies.put("batch with context 7: " + shown, utf8("{\"context\":7,\"batch\":" + batch + "}"));
    }
    for (String other : List.of("context", "eventsName", "writeKey")) {
      for (String value : List.of("7", "[]", "{}", "null", "\"\"", "\"x\"")) {
        bodies.put(
            other + ": " + value,
            utf8("{\"" + other + "\":" + value + ",\"batch\":[{\"type\":\"page\"}]}"));
      }
    }
    return bodies;
  }

  static Map<String, byte[]> texts() {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    for (int control = 0; control < 0x20; control++) {
      bodies.put(
          "control character " + control,
          utf8("{\"type\":\"page\",\"v\":\"" + (char) control + "\"}"));
      bodies.put(
          "control character " + control + " outside", utf8("{\"type\":" + (char) control + "}"));
    }
    for (String escape :
        List.of(
            "\\",
            "\\x41",
            "\\u",
            "\\u12",
            "\\uZZZZ",
            "\\ud800",
            "\\udc00",
            "\\ud800\\ud800",
            "\\udc00\\ud800",
            "\\uD800x",
            "\\U0041",
            "\\0",
            "\\'",
            "\\\n",
            "\\ud83d\\ude00",
            "\\uFFFE",
            "\\u0000",
            "\u2028",
            "\u007f",
            "\ufdd0")) {
      bodies.put("escape " + escape, utf8("{\"type\":\"page\",\"v\":\"" + escape + "\"}"));
      bodies.put(
          "escape " + escape + " in a name", utf8("{\"type\":\"page\",\"" + escape + "\":1}"));
      bodies.put("escape " + escape + " as messageId", utf8("{\"messageId\":\"" + escape + "\"}"));
      bodies.put("escape " + escape + " as type", utf8("{\"type\":\"" + escape + "\"}"));
    }
    return bodies;
  }

  /** What people type. */
  static Map<String, byte[]> syntax() {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    for (String text :
        List.of(
            "",
            " ",
            "\n",
            "null",
            "true",
            "7",
            "\"text\"",
            "[]",
            "{",
            "}",
            "[",
            "]",
            "{]",
            "[}",
            "{}{}",
            "{} x",
            "{},",
            ",",
            ":",
            "{:}",
            "{,}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{\"a\":1 \"b\":2}",
            "{\"a\"::1}",
            "{a:1}",
            "{'a':1}",
            "{1:1}",
            "{null:1}",
            "[1,]",
            "[,1]",
            "[1 2]",
            "// x\n{}",
            "/* x */{}",
            "{}//",
            "#{}",
            "{\"a\":undefined}",
            "{\"a\":tru}",
            "{\"a\":nulll}",
            "{\"a\":True}",
            "{\"a\":\"b}",
            "{\"a\":'b'}",
            "<xml/>",
            "<!DOCTYPE html>",
            "a=1&b=2",
            "data={}",
            ")]}',\n{}",
            "{\"a\":1}\n{\"b\":2}",
            "\"\\\"",
            "{\"\":\"\"}",
            "{\"__proto__\":{\"a\":1},\"type\":\"page\"}",
            "---\na: 1",
            "callback({})",
            "{\"type\":\"page\"}]",
            "{{\"type\":\"page\"}}",
            "[{\"type\":\"page\"}]",
            "\u00a0{}",
            "\u2028{}",
            "{}\u0085",
            "\\u007b}",
            "%7B%7D",
            "e30=",
            "\u001f\u008b")) {
      bodies.put(
          text.isBlank() ? "blank " + text.length() : text.replaceAll("\\s", "_"), utf8(text));
    }
    return bodies;
  }

  /** Real events with one to four bytes changed, always the same. */
  static Map<String, byte[]> changed() {
    Random random = new Random(SEED);
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    for (int i = 0; i < 300; i++) {
      byte[] body = utf8(REAL.get(i % REAL.size()));
      for (int change = 0; change <= random.nextInt(4); change++) {
        body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
      }
      bodies.put("seed " + SEED + " number " + i, body);
    }
    return bodies;
  }

  /** A large one of each kind. */
  static Map<String, byte[]> large() {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    bodies.put("a megabyte of text", utf8(event("\"" + "x".repeat(1_000_100) + "\"")));
    bodies.put("a megabyte of blanks", utf8(" ".repeat(1_000_100) + "{}"));
    bodies.put("a megabyte of arrays", utf8(event("[" + "[],".repeat(330_000) + "[]]")));
    bodies.put("a megabyte of digits", utf8(event("1".repeat(1_000_100))));
    bodies.put("a name of 60,000", utf8("{\"type\":\"page\",\"" + "n".repeat(60_000) + "\":1}"));
    bodies.put("20,000 backslashes", utf8(event("\"" + "\\\\".repeat(10_000) + "\"")));
    bodies.put("20,000 quotes", utf8("\"".repeat(20_000)));
    bodies.put("eleven megabytes", new byte[11_000_000]);
    return bodies;
  }

  static String event(String value) {
    return "{\"type\":\"page\",\"v\":" + value + "}";
  }

  private static String escaped(String key) {
    StringBuilder text = new StringBuilder();
    key.chars().forEach(letter -> text.append("\\u%04x".formatted(letter)));
    return text.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] bytes(Object... parts) {
    return BadRequest.bytes(parts);
  }

  private static byte[] hex(String digits) {
    return java.util.HexFormat.of().parseHex(digits);
  }
}
