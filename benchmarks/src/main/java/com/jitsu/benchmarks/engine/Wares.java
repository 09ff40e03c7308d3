package com.jitsu.benchmarks.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What the shop sells, and other things to choose from. */
final class Wares {

  static final List<String> NAMES =
      List.of("Ada Lovelace", "Björn Åkesson", "Chloé Dupont", "Dana Scott", "Emil Post");
  static final List<String> CAMPAIGNS =
      List.of("spring-sale", "welcome-back", "tea-of-the-month", "abandoned-basket");

  private static final List<Ware> ALL = all();

  private Wares() {}

  record Ware(String id, String title, String category, String path, int cents) {}

  static Ware any(SplittableRandom random) {
    // Few are looked at often, many hardly ever.
    double popular = random.nextDouble() * random.nextDouble();
    return ALL.get((int) (popular * ALL.size()));
  }

  static String pick(List<String> from, SplittableRandom random) {
    return from.get(random.nextInt(from.size()));
  }

  private static List<Ware> all() {
    List<String> adjectives = List.of("Green", "Smoked", "Alpine", "Plain", "Double", "Blue");
    List<String> nouns = List.of("Tea", "Kettle", "Cup", "Biscuit", "Strainer", "Honey", "Tray");
    List<Ware> wares = new ArrayList<>();
    for (int i = 0; i < 6 * adjectives.size() * nouns.size(); i++) {
      String adjective = i % 17 == 0 ? "Café" : adjectives.get(i % adjectives.size());
      String noun = nouns.get(i / adjectives.size() % nouns.size());
      String category = noun.equals("Tea") || noun.equals("Honey") ? "food" : "kitchen";
      wares.add(
          new Ware(
              "sku-" + (10_000 + i),
              adjective + " " + noun + " " + (1 + i),
              category,
              "/" + category + "/" + noun.toLowerCase(Locale.ROOT) + "-" + (1 + i),
              290 + i * 37 % 6_000));
    }
    return List.copyOf(wares);
  }
}
