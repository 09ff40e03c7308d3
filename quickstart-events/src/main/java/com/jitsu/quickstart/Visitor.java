package com.jitsu.quickstart;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Someone who comes to the shop.
 *
 * @param sessions how often in the month; a few come very often, most once or twice
 * @param identifiesIn the session in which the visitor signs in; never when it is beyond the last
 * @param appetite the chance that a session ends with an order
 */
record Visitor(
    int number,
    String firstName,
    String lastName,
    String country,
    boolean newsletter,
    int sessions,
    int identifiesIn,
    double appetite) {

  private static final List<String> FIRST =
      List.of(
          "Ada", "Ben", "Chiara", "David", "Emma", "Farid", "Grace", "Hugo", "Ines", "Jakub",
          "Katja", "Liam", "Mei", "Noor", "Oskar", "Paula", "Quentin", "Rosa", "Sven", "Tomoko",
          "Uma", "Viktor", "Wanda", "Yusuf", "Zoë");
  private static final List<String> LAST =
      List.of(
          "Almeida",
          "Berg",
          "Costa",
          "Dubois",
          "Eriksen",
          "Fischer",
          "Garcia",
          "Haddad",
          "Ito",
          "Jansen",
          "Kowalski",
          "Lang",
          "Moreau",
          "Novak",
          "Okafor",
          "Petrov",
          "Rossi",
          "Schmidt",
          "Tanaka",
          "Weber");
  private static final List<String> COUNTRIES =
      List.of("DE", "DE", "DE", "FR", "FR", "NL", "AT", "IT", "ES", "PL");

  /** Sessions follow a Pareto law with a cap; a bit more than half of the visitors sign in. */
  static Visitor random(int number, SplittableRandom random) {
    int sessions = (int) Math.min(60, Math.pow(1 - random.nextDouble(), -1 / 1.15));
    boolean signsIn = random.nextDouble() < 0.55;
    return new Visitor(
        number,
        FIRST.get(random.nextInt(FIRST.size())),
        LAST.get(random.nextInt(LAST.size())),
        COUNTRIES.get(random.nextInt(COUNTRIES.size())),
        random.nextDouble() < 0.4,
        sessions,
        signsIn ? random.nextInt(Math.min(sessions, 3)) : Integer.MAX_VALUE,
        0.15 + 0.5 * random.nextDouble() * random.nextDouble());
  }

  String anonymousId() {
    return String.format(Locale.ROOT, "a-%05d", number);
  }

  String userId() {
    return String.format(Locale.ROOT, "customer-%05d", number);
  }

  String name() {
    return firstName + " " + lastName;
  }

  String email() {
    return (firstName + "." + lastName + number + "@example.com")
        .toLowerCase(Locale.ROOT)
        .replace('ë', 'e');
  }

  boolean signsIn() {
    return identifiesIn < sessions;
  }
}
