package com.jitsu.quickstart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.quickstart.Catalog.Product;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One visit: what a visitor looks at, perhaps puts in the basket, perhaps buys. */
final class Session {

  /** As JavaScript writes it, always with milliseconds: then texts sort like times. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final String SHOP = "https://shop.example.com";

  private final Visitor visitor;
  private final SplittableRandom random;
  private final boolean signsInNow;
  private final boolean knownBefore;
  private final List<ObjectNode> events = new ArrayList<>();
  private Instant now;
  private boolean known;

  /**
   * @param index of the visitor's sessions, from 0
   */
  Session(Visitor visitor, int index, Instant start, SplittableRandom random) {
    this.visitor = visitor;
    this.random = random;
    this.signsInNow = index == visitor.identifiesIn();
    this.knownBefore = index > visitor.identifiesIn();
    this.now = start;
  }

  /** In the order of their time; each has a {@code timestamp}, none a {@code messageId} yet. */
  List<ObjectNode> events() {
    known = knownBefore;
    page("Home", "/");
    List<Product> basket = new ArrayList<>();
    int looks = 1 + random.nextInt(4);
    for (int i = 0; i < looks; i++) {
      Product product = Catalog.pick(random);
      page(product.name(), product.path());
      track("Product Viewed").set("properties", describe(product, 1));
      if (random.nextDouble() < visitor.appetite()) {
        track("Product Added").set("properties", describe(product, 1));
        basket.add(product);
      }
    }
    if (signsInNow) {
      signIn();
    }
    if (!basket.isEmpty() && known && random.nextDouble() < 0.8) {
      order(basket);
    }
    return events;
  }

  private void signIn() {
    page("Sign in", "/account");
    known = true;
    ObjectNode traits = next("identify").putObject("traits");
    traits.put("email", visitor.email());
    traits.put("name", visitor.name());
    traits.put("country", visitor.country());
    traits.put("newsletter", visitor.newsletter());
  }

  private void order(List<Product> basket) {
    page("Checkout", "/checkout");
    ObjectNode properties = track("Order Completed").putObject("properties");
    properties.put("orderId", "o-" + visitor.number() + "-" + now.getEpochSecond());
    ArrayNode products = properties.putArray("products");
    int cents = 0;
    for (Product product : basket) {
      int quantity = 1 + (int) (2.2 * random.nextDouble() * random.nextDouble());
      products.add(describe(product, quantity));
      cents += quantity * product.cents();
    }
    properties.put("total", BigDecimal.valueOf(cents, 2));
    properties.put("currency", random.nextDouble() < 0.97 ? "EUR" : "USD");
  }

  private void page(String title, String path) {
    ObjectNode event = next("page");
    event.put("name", title);
    ObjectNode properties = event.putObject("properties");
    properties.put("title", title);
    properties.put("path", path);
    properties.put("url", SHOP + path);
  }

  private ObjectNode track(String name) {
    return next("track").put("event", name);
  }

  private ObjectNode next(String type) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("type", type);
    event.put("timestamp", TIME.format(now));
    event.put("anonymousId", visitor.anonymousId());
    if (known) {
      event.put("userId", visitor.userId());
    }
    ObjectNode context = event.putObject("context");
    context.put("locale", visitor.country().equals("FR") ? "fr-FR" : "en-GB");
    context.putObject("library").put("name", "shop").put("version", "1.0.0");
    events.add(event);
    now = now.plusMillis(4_000 + random.nextInt(90_000));
    return event;
  }

  private static ObjectNode describe(Product product, int quantity) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("productId", product.id());
    json.put("name", product.name());
    json.put("category", product.category());
    json.put("price", BigDecimal.valueOf(product.cents(), 2));
    json.put("quantity", quantity);
    return json;
  }
}
