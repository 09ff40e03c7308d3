package com.jitsu.quickstart;

import java.util.List;
import java.util.SplittableRandom;

/** What the shop sells. */
final class Catalog {

  /** One product; prices are whole cents, so that sums are exact. */
  record Product(String id, String name, String category, int cents) {

    String path() {
      return "/" + category + "/" + id;
    }
  }

  static final List<Product> PRODUCTS =
      List.of(
          new Product("tea-101", "Assam, 100 g", "tea", 690),
          new Product("tea-102", "Darjeeling First Flush, 100 g", "tea", 1490),
          new Product("tea-103", "Genmaicha, 100 g", "tea", 890),
          new Product("tea-104", "Rooibos, 250 g", "tea", 790),
          new Product("tea-105", "Peppermint, 50 g", "tea", 450),
          new Product("cof-201", "Espresso Brasil, 1 kg", "coffee", 2290),
          new Product("cof-202", "Yirgacheffe, 250 g", "coffee", 1150),
          new Product("cof-203", "Decaf Colombia, 500 g", "coffee", 1390),
          new Product("cof-204", "Green beans, 2 kg", "coffee", 2990),
          new Product("pot-301", "Teapot, cast iron", "pots", 5900),
          new Product("pot-302", "French press, 1 l", "pots", 3450),
          new Product("pot-303", "Espresso machine", "pots", 48900),
          new Product("pot-304", "Hand grinder", "pots", 7900),
          new Product("cup-401", "Cup, stoneware", "cups", 1250),
          new Product("cup-402", "Double-walled glass, pair", "cups", 1990),
          new Product("cup-403", "Matcha bowl", "cups", 2750),
          new Product("acc-501", "Paper filters, 100", "accessories", 390),
          new Product("acc-502", "Milk jug", "accessories", 1790),
          new Product("acc-503", "Kitchen scale", "accessories", 3290),
          new Product("acc-504", "Gift box", "accessories", 2500));

  private Catalog() {}

  /** Some are popular, most are not; which ones has nothing to do with their price. */
  static Product pick(SplittableRandom random) {
    double skewed = random.nextDouble() * random.nextDouble();
    int rank = (int) (skewed * PRODUCTS.size());
    return PRODUCTS.get(rank * 7 % PRODUCTS.size());
  }
}
