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

  private static final List<String> SYSTEMS =
      List.of(
          "Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7", "X11; Linux x86_64");

  private static final List<String> LOCALES =
      List.of("en-GB", "en-US", "de-CH", "de-DE", "fr-CH", "it-CH", "es-ES", "pt-PT");

  private static final int[][] SMALL = {{390, 844}, {393, 852}, {412, 915}, {360, 800}, {430, 932}};
  private static final int[][] LARGE = {
    {1_920, 1_080}, {1_536, 864}, {1_440, 900}, {2_560, 1_440}, {1_366, 768}, {1_728, 1_117}
  };

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

  /** As many kinds as a public site sees, and an address out of four million. */
  static Browser ofMany(SplittableRandom random) {
    boolean small = random.nextInt(3) == 0;
    int[] screen = small ? pick(SMALL, random) : pick(LARGE, random);
    return new Browser(
        agent(small, random),
        Wares.pick(LOCALES, random),
        screen[0],
        screen[1],
        "100.%d.%d.%d"
            .formatted(random.nextInt(64, 128), random.nextInt(256), random.nextInt(1, 255)),
        "GA1.1.%d.%d"
            .formatted(random.nextInt(1_000_000_000), 1_700_000_000 + random.nextInt(70_000_000)));
  }

  private static String agent(boolean small, SplittableRandom random) {
    int chrome = 128 + (int) (15 * Math.sqrt(random.nextDouble()));
    int dice = random.nextInt(10);
    if (small) {
      return dice < 6
          ? "Mozilla/5.0 (iPhone; CPU iPhone OS %d_%d like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/%1$d.%2$d Mobile/15E148 Safari/604.1"
              .formatted(17 + random.nextInt(2), random.nextInt(7))
          : "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Mobile Safari/537.36"
              .formatted(chrome);
    }
    return dice < 2
        ? "Mozilla/5.0 (X11; Linux x86_64; rv:%1$d.0) Gecko/20100101 Firefox/%1$d.0"
            .formatted(chrome)
        : "Mozilla/5.0 (%s) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Safari/537.36"
            .formatted(Wares.pick(SYSTEMS, random), chrome);
  }

  private static int[] pick(int[][] sizes, SplittableRandom random) {
    return sizes[random.nextInt(sizes.length)];
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
