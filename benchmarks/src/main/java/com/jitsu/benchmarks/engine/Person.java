package com.jitsu.benchmarks.engine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Who shops, the same in all of a shopper's events. */
record Person(String userId, String anonymousId, String name, String email, Browser browser) {

  private static final List<String> FIRST =
      List.of(
          "Ada", "Björn", "Chloé", "Dana", "Emil", "Fatima", "Grace", "Hugo", "Inès", "Jakob",
          "Kofi", "Lena", "Mario", "Nora", "Otto", "Priya", "Quinn", "Rosa", "Sven", "Tomás", "Uma",
          "Vera");
  private static final List<String> LAST =
      List.of(
          "Lovelace",
          "Åkesson",
          "Dupont",
          "Scott",
          "Post",
          "Müller",
          "Hopper",
          "Rossi",
          "García",
          "Weber",
          "Mensah",
          "Keller",
          "Novak",
          "Silva",
          "Okafor",
          "Meier",
          "Patel",
          "Larsen");

  /** Letters of the ids that payment services and databases give. */
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final int ID_LETTERS = 14;

  Person {
    requireNonNull(userId);
    requireNonNull(anonymousId);
    requireNonNull(name);
    requireNonNull(email);
    requireNonNull(browser);
  }

  /** One of a few. */
  static Person numbered(int number, SplittableRandom random) {
    String userId = "u-%06d".formatted(number * 7_919);
    return new Person(
        userId,
        uuid(random),
        Wares.pick(Wares.NAMES, random),
        userId + "@example.com",
        Browser.any(random));
  }

  /** One of very many: nothing that is random in life is counted up here. */
  static Person anyone(SplittableRandom random) {
    StringBuilder userId = new StringBuilder("cus_");
    for (int i = 0; i < ID_LETTERS; i++) {
      userId.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    String first = Wares.pick(FIRST, random);
    String last = Wares.pick(LAST, random);
    return new Person(
        userId.toString(),
        uuid(random),
        first + " " + last,
        "%s.%s%d@example.com".formatted(first, last, random.nextInt(1_000)),
        Browser.ofMany(random));
  }

  static String uuid(SplittableRandom random) {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
