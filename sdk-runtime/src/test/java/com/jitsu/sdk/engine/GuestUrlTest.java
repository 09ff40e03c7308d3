package com.jitsu.sdk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The URL standard's own rules, each with the case that people meet. */
class GuestUrlTest {

  private static final LibraryContext GUEST = new LibraryContext();

  @AfterAll
  static void close() {
    GUEST.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          HTTP://ExAmPlE.CoM:80/a/./b/../c?q#f     | http://example.com/a/c?q#f
          https://user:p%40ss@h:8443/              | https://user:p%40ss@h:8443/
          http://a@b@c/                            | http://a%40b@c/
          https:example.com/x                      | https://example.com/x
          http:\\\\\\\\h\\\\a\\\\b                         | http://h/a/b
          \\t http://h\\n/a \\u0001                   | http://h/a
          http://h/a b?c d'<>#e f`                 | http://h/a%20b?c%20d%27%3C%3E#e%20f%60
          http://h/%7Ea/%zz/é/^{}                  | http://h/%7Ea/%zz/%C3%A9/%5E%7B%7D
          http://h/%2e/%2E%2e/x                    | http://h/x
          http://h/\\ud800                          | http://h/%EF%BF%BD
          http://0x7f.1/                           | http://127.0.0.1/
          http://4294967295                        | http://255.255.255.255/
          http://192.168.0.1./                     | http://192.168.0.1/
          http://[1:0:0:2:0:0:0:3]/                | http://[1:0:0:2::3]/
          http://[::127.0.0.1]:80/                 | http://[::7f00:1]/
          http://bücher.de/                        | http://xn--bcher-kva.de/
          http://Ｇｏ.com。/                         | http://go.com./
          http://%e4%bd%a0/                        | http://xn--6qq/
          mailto:a@b.c                             | mailto:a@b.c
          data:text/plain,a b ?q                   | data:text/plain,a b%20?q
          urn:x/../y                               | urn:x/../y
          ns://H/../a?'                            | ns://H/a?'
          ns:/.//a                                 | ns:/.//a
          file:C:/a/../..                        | file:///C:/
          file://localhost/a                       | file:///a
          file:c:\\\\a                               | file:///c:/a
          ws://h:80/x                              | ws://h/x
          """)
  void anAddressIsWrittenInOneWay(String url, String href) {
    assertThat(GUEST.json("new URL(\"" + url + "\").href"))
        .isEqualTo(GUEST.json("'" + escaped(href) + "'"));
    assertThat(GUEST.json("new URL(new URL(\"" + url + "\").href).href"))
        .isEqualTo(GUEST.json("'" + escaped(href) + "'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://u:p@h:81/a/b?q#f | ../c       | http://u:p@h:81/c
          http://h/a/b?q#f        | ?x         | http://h/a/b?x
          http://h/a/b?q#f        | #y         | http://h/a/b?q#y
          http://h/a/b?q#f        | //i/j      | http://i/j
          http://h/a/b            | /c         | http://h/c
          http://h/a/b            | http:c     | http://h/a/c
          http://h/a/b            | https:c    | https://c/
          http://h/a/b            | ns:c       | ns:c
          ns://h:9/a/b?q          | c          | ns://h:9/a/c
          file:///C:/a/b          | /x         | file:///C:/x
          file:///a/b             | //s/x      | file://s/x
          file:///a/b             | ..         | file:///
          mailto:x                | #f         | mailto:x#f
          """)
  void aReferenceIsResolvedAgainstItsBase(String base, String reference, String href) {
    assertThat(GUEST.json("new URL('" + reference + "', '" + base + "').href"))
        .isEqualTo('"' + href + '"');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a",
        "http://",
        "http://a b/",
        "http://h:x/",
        "http://h:65536/",
        "http://[::1",
        "http://[1::2::3]/",
        "http://1.2.3.256/",
        "http://1.2.3.4.5/",
        "http://u@/",
        "http://%00/",
        "http://a%25/",
        "ns://a<b",
        "https://:443/"
      })
  void whatIsNoAddressIsRefused(String url) {
    assertThat(GUEST.json("new URL('" + url + "')")).isEqualTo("TypeError: Invalid URL");
    assertThat(GUEST.json("[URL.canParse('" + url + "'), URL.parse('" + url + "')]"))
        .isEqualTo("[false,null]");
  }

  @Test
  void aReferenceNeedsABaseThatHasAPath() {
    assertThat(GUEST.json("new URL('a', 'mailto:x')")).isEqualTo("TypeError: Invalid URL");
  }

  @Test
  void theMembersAreThePartsOfTheAddress() {
    assertThat(
            GUEST.json(
                "const u = new URL('https://me:pw@h.com:8443/p/q?a=1&b=2#top');",
                "return [u.protocol, u.username, u.password, u.host, u.hostname, u.port, u.pathname, u.search, u.hash,",
                "  u.origin, String(u), u, new URL('blob:https://h/x').origin, new URL('file:///x').origin]"))
        .isEqualTo(
            "[\"https:\",\"me\",\"pw\",\"h.com:8443\",\"h.com\",\"8443\",\"/p/q\",\"?a=1&b=2\",\"#top\","
                + "\"https://h.com:8443\",\"https://me:pw@h.com:8443/p/q?a=1&b=2#top\","
                + "\"https://me:pw@h.com:8443/p/q?a=1&b=2#top\",\"https://h\",\"null\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://u:p@h:81/a?q#f | protocol | https:x | https://u:p@h:81/a?q#f
          http://h/a            | protocol | ns      | http://h/a
          http://h:443/         | protocol | https   | https://h/
          http://h/a            | username | a:b     | http://a%3Ab@h/a
          mailto:x              | username | a       | mailto:x
          http://h:81/a         | host     | i:82    | http://i:82/a
          http://h:81/a         | host     | i:      | http://i:81/a
          http://h:81/a         | hostname | i:82    | http://h:81/a
          http://h:81/a         | hostname | 1.2     | http://1.0.0.2:81/a
          http://h/a            | hostname | i/b     | http://i/a
          http://h/a            | port     | 8a      | http://h:8/a
          http://h:81/a         | port     | 80      | http://h/a
          http://h:81/a         | port     | a       | http://h:81/a
          http://h/a            | port     | 99999   | http://h/a
          http://h/a            | pathname | b?c#d/..| http://h/
          http://h/a            | pathname | b?c#d   | http://h/b%3Fc%23d
          http://h/a?q          | search   | ?x y'   | http://h/a?x%20y%27
          http://h/a#f          | hash     | #g h    | http://h/a#g%20h
          http://h/a            | href     | http://i| http://i/
          """)
  void settingAMemberChangesTheAddressOrNothing(
      String url, String member, String value, String href) {
    assertThat(
            GUEST.json(
                "const u = new URL('" + url + "');",
                "u." + member + " = \"" + value + "\";",
                "return u.href"))
        .isEqualTo('"' + href + '"');
  }

  @Test
  void anAddressThatCannotBeSetIsAnError() {
    assertThat(GUEST.json("const u = new URL('http://h');", "u.href = 'x';"))
        .isEqualTo("TypeError: Invalid URL");
  }

  @Test
  void theParametersOfAnAddressAreLinkedBothWays() {
    assertThat(
            GUEST.json(
                "const u = new URL('http://h/?a=1#f'), p = u.searchParams, seen = [];",
                "p.append('b', '2 3'); seen.push(u.href);",
                "u.search = 'c=4'; seen.push(String(p), p === u.searchParams);",
                "p.delete('c'); seen.push(u.href);",
                "u.href = 'http://i/?d=5'; seen.push(p.get('d'));",
                "return seen"))
        .isEqualTo("[\"http://h/?a=1&b=2+3#f\",\"c=4\",true,\"http://h/#f\",\"5\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          '?a=1&b=%20+c&a'           | a=1&b=++c&a=
          'a=%zz&%ff=%e2%98'         | a=%25zz&%EF%BF%BD=%EF%BF%BD
          "*-._~!'()"                | *-._%7E%21%27%28%29=
          {b: 1, a: [1, 2]}          | b=1&a=1%2C2
          [['a', 'b'], ['c', null]]  | a=b&c=null
          new Map([['k', 'é']])      | k=%C3%A9
          """)
  void parametersAreWrittenAsFormsAre(String init, String text) {
    assertThat(GUEST.json("String(new URLSearchParams(" + init + "))")).isEqualTo('"' + text + '"');
  }

  @Test
  void parametersAreAListOfPairs() {
    assertThat(
            GUEST.json(
                "const p = new URLSearchParams('b=1&a=2&b=3&c=4'), seen = [];",
                "seen.push(p.get('b'), p.get('x'), p.getAll('b'), p.has('b', '3'), p.has('b', '4'), p.size);",
                "p.set('b', '9'); seen.push(String(p));",
                "p.sort(); seen.push(String(p));",
                "p.append('a', '7'); p.delete('a', '2'); seen.push([...p], [...p.keys()], [...p.values()]);",
                "p.forEach((value, name) => seen.push(name + value));",
                "return seen"))
        .isEqualTo(
            "[\"1\",null,[\"1\",\"3\"],true,false,4,\"b=9&a=2&c=4\",\"a=2&b=9&c=4\","
                + "[[\"b\",\"9\"],[\"c\",\"4\"],[\"a\",\"7\"]],[\"b\",\"c\",\"a\"],[\"9\",\"4\",\"7\"],\"b9\",\"c4\",\"a7\"]");
    assertThat(GUEST.json("new URLSearchParams([['a']])"))
        .isEqualTo("TypeError: Each query pair must be an iterable [name, value] tuple");
  }

  private static String escaped(String text) {
    return text.replace("'", "\\'");
  }
}
