package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CONTRACT A.13: what {@code @jitsu/functions-lib} exports. */
class FunctionsLibTest {

  private static final LibraryContext GUEST = new LibraryContext();

  private static final String PAGE =
      """
      {
        type: "page", messageId: "m1", userId: "u1", anonymousId: "a1", writeKey: "k:***",
        timestamp: "2026-03-01T10:00:00.000Z", receivedAt: "2026-03-01T10:00:01.000Z",
        context: {
          ip: "10.20.30.40", locale: "de-DE", userAgent: "UA/1", library: { name: "x", version: "1" },
          page: { url: "https://shop.example:8443/cart?step=2", title: "Cart", referrer: "https://r.example/", encoding: "UTF-8", timezoneOffset: -60 },
          screen: { width: 1680, height: 1050, innerWidth: 1384, density: 2 },
          campaign: { name: "spring", source: "mail" },
          clientIds: { ga4: { clientId: "GA1.2" }, fbp: "fb.1", gclid: "g1" },
          traits: { email: "a@b.example", firstName: "Ann" },
          geo: { city: { name: "Bern" }, continent: { code: "EU" }, country: { code: "CH", name: "Switzerland" },
            location: { latitude: 46.9, longitude: 7.4 }, provider: { as: { num: 3303 } } },
        },
        properties: { path: "/cart", width: 5, cartTotal: 12.5, nested: { "My Key": 1 }, none: undefined },
      }
      """;

  @AfterAll
  static void close() {
    GUEST.close();
  }

  @Test
  void toJitsuClassicFlattensWhatClassicHadAFieldFor() {
    assertThat(
            classic(
                PAGE,
                "{ ua: { os: { name: 'Linux' }, browser: { name: 'Firefox', version: '9' }, bot: false } }"))
        .isEqualTo(
            Json.parse(
                """
                {
                  "anon_ip": "10.20.30.0", "api_key": "k:***", "click_id": {"gclid": "g1"}, "doc_encoding": "UTF-8",
                  "doc_host": "shop.example:8443", "doc_path": "/cart", "doc_search": "?step=2",
                  "eventn_ctx_event_id": "m1", "event_type": "page", "local_tz_offset": -60, "page_title": "Cart",
                  "referer": "https://r.example/", "screen_resolution": "1680x1050", "source_ip": "10.20.30.40",
                  "src": "jitsu", "url": "https://shop.example:8443/cart?step=2",
                  "user": {"id": "u1", "anonymous_id": "a1", "email": "a@b.example", "first_name": "Ann"},
                  "location": {"city": "Bern", "continent": "EU", "country": "CH", "country_name": "Switzerland",
                    "latitude": 46.9, "longitude": 7.4, "autonomous_system_number": 3303},
                  "ids": {"ga": "GA1.2", "fbp": "fb.1"},
                  "parsed_ua": {"os_family": "Linux", "ua_family": "Firefox", "ua_version": "9", "bot": false},
                  "user_agent": "UA/1", "user_language": "de-DE", "utc_time": "2026-03-01T10:00:00.000Z",
                  "_timestamp": "2026-03-01T10:00:01.000Z", "utm": {"name": "spring", "source": "mail"},
                  "vp_size": "1384x0", "cart_total": 12.5, "nested": {"my_key": 1}
                }
                """));
  }

  @Test
  void toJitsuClassicNeedsNoContextAndNoMoreThanAType() {
    assertThat(
            classic(
                "{ type: 'track', event: 'Paid', JITSU_TABLE_NAME: 't', properties: { url: 'nonsense', width: 1 } }",
                "undefined"))
        .isEqualTo(
            Json.parse(
                "{'JITSU_TABLE_NAME': 't', 'api_key': '', 'event_type': 'Paid', 'src': 'jitsu', 'url': 'nonsense', 'width': 1}"
                    .replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                              | {"plan_name":{"max_users":1}}
          { props: { keepOriginalNames: true } }                          | {"plan_name":{"maxusers":1}}
          { props: { keepOriginalNames: true }, destination: { type: 's3' } } | {"Plan Name":{"maxUsers":1}}
          """)
  void keysAreRenamedByContext(String ctx, String traits) {
    JsonNode user =
        classic("{ type: 'identify', traits: { 'Plan Name': { maxUsers: 1 } } }", ctx).get("user");

    assertThat(user).isEqualTo(Json.parse(traits));
  }

  @Test
  void fromJitsuClassicIsTheWayBack() {
    assertThat(
            json(
                "fromJitsuClassic({ event_type: 'page_view', eventn_ctx_event_id: 'm', api_key: 'k', src: 'api', url: 'http://h/p?q',",
                "  doc_host: 'h', doc_path: '/p', doc_search: '?q', page_title: 'T', referer: '', utc_time: 't1', _timestamp: 't2',",
                "  vp_size: '10x20', screen_resolution: '30x40', source_ip: '1.2.3.4', user: { id: 'u', anonymous_id: 'a', email: 'e' },",
                "  ids: {}, click_id: { gclid: 'g' }, location: { city: 'Bern', zip: '3000' }, own: { aB: 1 }, utm: { name: 'n' } })"))
        .isEqualTo(
            Json.parse(
                """
                {
                  "messageId": "m", "userId": "u", "anonymousId": "a", "timestamp": "t1", "receivedAt": "t2", "writeKey": "k",
                  "type": "page", "event": "page_view",
                  "context": {
                    "ip": "1.2.3.4",
                    "page": {"url": "http://h/p?q", "title": "T", "referrer": "", "search": "?q", "host": "h", "path": "/p"},
                    "screen": {"width": 30, "height": 40, "innerWidth": 10, "innerHeight": 20},
                    "clientIds": {"gclid": "g"}, "campaign": {"name": "n"}, "traits": {"email": "e"},
                    "geo": {"city": {"name": "Bern"}, "continent": {}, "country": {}, "location": {}, "region": {},
                      "postalCode": {"code": "3000"}, "provider": {"as": {}}}
                  },
                  "properties": {"src": "api", "ids": {}, "own": {"aB": 1}, "url": "http://h/p?q", "title": "T", "referrer": "",
                    "search": "?q", "host": "h", "path": "/p", "width": 10, "height": 20}
                }
                """));
  }

  @ParameterizedTest
  @CsvSource({
    "pageview,page,pageview",
    "PAGE,page,PAGE",
    "Identify,identify,",
    "screen,screen,",
    "group,group,",
    "alias,alias,",
    "signup,track,signup",
    "constructor,track,constructor"
  })
  void theClassicEventTypeTellsTheType(String classicType, String type, String event) {
    JsonNode back = json("fromJitsuClassic({ event_type: '" + classicType + "', user: { a: 1 } })");

    assertThat(back.get("type").asText()).isEqualTo(type);
    assertThat(back.path("event").asText(null)).isEqualTo(event);
    assertThat(back.has("traits")).isEqualTo(type.equals("identify") || type.equals("group"));
  }

  @Test
  void anEventComesBackFromClassicAsItWas() {
    String classic =
        "{ _timestamp: 't2', api_key: 'k', click_id: { gclid: 'g' }, doc_host: 'h', doc_path: '/p', doc_search: '?q', event_type: 'pageview',"
            + " eventn_ctx_event_id: 'm', ids: { ga: 'G' }, page_title: 'T', screen_resolution: '30x40', source_ip: '', src: 'jitsu',"
            + " url: 'http://h/p?q', user: { anonymous_id: 'a', id: 'u', role: 'student', school_id: 1 }, user_agent: 'UA', user_language: 'en',"
            + " utc_time: 't1', utm: {}, vp_size: '10x20', own_key: [1, { b: null }] }";

    assertThat(json("toJitsuClassic(fromJitsuClassic(" + classic + "))"))
        .isEqualTo(json("(" + classic + ")"));
  }

  @Test
  void retryErrorsSayThemselvesAsJson() {
    assertThat(
            GUEST.json(
                "const all = [new RetryError('later'), new RetryError({ message: 'm', status: 503, response: 'r' }, { drop: true }),",
                "  new RetryError(), new NoRetryError('never'), new HTTPError('no', 500, 'x'.repeat(1001)), new HTTPError('no', 404)];",
                "all[4].response = [all[4].response.length, all[4].response.slice(-4)];",
                "return [all, all.every(e => e instanceof Error), String(all[1])]"))
        .isEqualTo(
            "[[{\"name\":\"RetryError\",\"message\":\"later\"},"
                + "{\"name\":\"Drop & RetryError\",\"message\":\"m\",\"status\":503,\"response\":\"r\"},"
                + "{\"name\":\"RetryError\",\"message\":\"\"},"
                + "{\"name\":\"NoRetryError\",\"message\":\"never\"},"
                + "{\"name\":\"HTTPError\",\"message\":\"no\",\"status\":500,\"response\":[1003,\"x...\"]},"
                + "{\"name\":\"HTTPError\",\"message\":\"no\",\"status\":404}],true,\"Drop & RetryError: m\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          userId|user_id|userid
          myURL|my_u_r_l|myurl
          Plan Name|plan_name|plan_name
          $a-b|$a-b|_a_b
          a_B|a_b|a_b
          1A|1_a|1a
          é|é|_
          """)
  void idsAreRenamed(String id, String snake, String classic) {
    assertThat(GUEST.json("[idToSnakeCaseFast('" + id + "'), idToClassic('" + id + "')]"))
        .isEqualTo("[\"" + snake + "\",\"" + classic + "\"]");
  }

  @Test
  void theObjectHelpersWorkAtEveryDepth() {
    assertThat(
            GUEST.json(
                "const source = { aB: [{ cD: 1, none: undefined }], at: new Date(0), x: undefined, omitMe: 1 };",
                "const snake = toSnakeCase(source), target = {}, other = {}, one = {};",
                "transfer(target, source, ['omitMe', 'at']); transfer(target, undefined); transfer(target, null);",
                "transferAsSnakeCase(other, source, ['omitMe']);",
                "transferValue(one, 'kE', { vA: 1 }); transferValue(one, 'no', undefined); transferValueAsSnakeCase(one, 'sN', { vA: 1 });",
                "return [snake, snake.at instanceof Date, Object.keys(target), other, one,",
                "  Object.keys(removeUndefined(source)), Object.keys(source.aB[0]), removeUndefined([undefined, { a: undefined }]).length]"))
        .isEqualTo(
            "[{\"a_b\":[{\"c_d\":1}],\"at\":\"1970-01-01T00:00:00.000Z\",\"omit_me\":1},true,[\"aB\",\"x\"],"
                + "{\"a_b\":[{\"c_d\":1}],\"at\":\"1970-01-01T00:00:00.000Z\"},{\"kE\":{\"vA\":1},\"sN\":{\"v_a\":1}},"
                + "[\"aB\",\"at\",\"omitMe\"],[\"cD\"],2]");
  }

  @Test
  void aKeyCalledProtoIsAKey() {
    assertThat(
            GUEST.json(
                "const target = {};",
                "transfer(target, JSON.parse('{\"__proto__\": {\"x\": 1}}'));",
                "return [target.x, Object.keys(target)]"))
        .isEqualTo("[null,[\"__proto__\"]]");
  }

  private static JsonNode classic(String event, String ctx) {
    return json("toJitsuClassic(" + event + ", " + ctx + ")");
  }

  private static JsonNode json(String... lines) {
    return Json.parse(GUEST.json(String.join(" ", lines)));
  }
}
