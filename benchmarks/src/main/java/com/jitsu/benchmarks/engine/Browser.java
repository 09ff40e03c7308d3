package com.jitsu.benchmarks.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SplittableRandom;

/** What a shopper looks through; the same in all of a shopper's events. */
record Browser(String agent, String locale, int width, int height, String ip, String clientId) {

  private static final List<String> AGENTS =
      List.of(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0");

  static Browser any(SplittableRandom random) {
    boolean small = random.nextInt(3) == 0;
    return new Browser(
        Wares.pick(AGENTS, random),
        random.nextBoolean() ? "en-GB" : "de-CH",
        small ? 390 : 1_920,
        small ? 844 : 1_080,
        "203.0.113." + random.nextInt(1, 255),
        "GA1.1.%d.%d".formatted(random.nextInt(1_000_000_000), random.nextInt(1_000_000_000)));
  }

  void describe(ObjectNode context) {
    context.put("ip", ip);
    context.put("userAgent", agent);
    context.put("locale", locale);
    context
        .putObject("screen")
        .put("width", width)
        .put("height", height)
        .put("innerWidth", width)
        .put("innerHeight", height - 120)
        .put("density", width > 1_000 ? 1 : 3);
    context.putObject("clientIds").putObject("ga4").put("clientId", clientId);
  }
}
