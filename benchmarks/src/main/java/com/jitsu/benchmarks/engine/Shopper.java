package com.jitsu.benchmarks.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/**
 * A person in a shop, as a browser's tracker and the server's patch leave the events: page, track,
 * identify and group, of about 1.1 KB. What a tracker sends only sometimes is there sometimes.
 */
public final class Shopper {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final String SHOP = "https://shop.example.com";
  private static final List<String> CLICKS =
      List.of("Product Clicked", "Product Viewed", "Search Performed", "Product Added");

  private final SplittableRandom random;
  private final Person person;
  private final IntSupplier network;
  private Instant now;
  private Wares.Ware ware;
  private String campaign = "";

  private Shopper(Person person, Instant start, IntSupplier network, SplittableRandom random) {
    this.random = random;
    this.person = person;
    this.network = network;
    this.now = start;
    this.ware = Wares.any(random);
  }

  /** One of a few, whose requests always take as long. */
  static Shopper numbered(int number, SplittableRandom random) {
    Person person = Person.numbered(number, random);
    Instant start = Instant.parse("2026-03-01T08:00:00Z").plusSeconds(random.nextInt(86_400));
    return new Shopper(person, start, () -> 48, random);
  }

  /** One of very many, all different, who begins a moment after {@code start}. */
  public static Shopper anyone(Instant start, SplittableRandom random) {
    return new Shopper(Person.anyone(random), start, () -> 20 + random.nextInt(300), random);
  }

  public String userId() {
    return person.userId();
  }

  /** When the last event happened. */
  public Instant now() {
    return now;
  }

  /** The event after the last one. */
  public ObjectNode next() {
    boolean comesBack = random.nextInt(20) == 0;
    now =
        now.plusMillis(comesBack ? 7_200_000 + random.nextInt(90_000_000) : random.nextInt(90_000));
    if (comesBack) {
      campaign = random.nextInt(3) == 0 ? Wares.pick(Wares.CAMPAIGNS, random) : "";
    }
    int dice = random.nextInt(100);
    if (dice < 48) {
      ware = Wares.any(random);
      return page();
    }
    if (dice < 84) {
      return click();
    }
    if (dice < 91) {
      return order();
    }
    return dice < 98 ? identify() : group();
  }

  private ObjectNode page() {
    ObjectNode event = event("page");
    event.put("name", ware.title());
    ObjectNode properties = event.putObject("properties");
    properties.put("name", ware.title());
    properties.put("path", ware.path());
    properties.put("url", SHOP + ware.path());
    properties.put("title", ware.title() + " | The Shop");
    properties.put("search", "");
    properties.put("category", ware.category());
    properties.put("loadTime", random.nextInt(4_000));
    return rest(event);
  }

  private ObjectNode click() {
    ObjectNode event = event("track");
    String what = Wares.pick(CLICKS, random);
    event.put("event", what);
    ObjectNode properties = event.putObject("properties");
    if (what.equals("Search Performed")) {
      properties.put("query", "\"" + ware.title() + "\" or " + ware.category());
      properties.put("results", random.nextInt(200));
    }
    describe(properties, ware, 1);
    properties.put("position", 1 + random.nextInt(40));
    properties.put("inStock", random.nextInt(10) != 0);
    return rest(event);
  }

  private ObjectNode order() {
    ObjectNode event = event("track");
    event.put("event", "Order Completed");
    ObjectNode properties = event.putObject("properties");
    properties.put("orderId", "o-" + now.getEpochSecond());
    long cents = 0;
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Wares.Ware bought = Wares.any(random);
      int quantity = 1 + random.nextInt(2);
      describe(properties.withArray("products").addObject(), bought, quantity);
      cents += (long) bought.cents() * quantity;
    }
    properties.put("total", BigDecimal.valueOf(cents, 2));
    properties.put("shipping", cents > 5_000 ? BigDecimal.ZERO : new BigDecimal("4.90"));
    properties.put("currency", "EUR");
    if (random.nextInt(4) == 0) {
      properties.put("coupon", "SPRING" + random.nextInt(30));
    }
    return rest(event);
  }

  private ObjectNode identify() {
    ObjectNode event = event("identify");
    ObjectNode traits = event.putObject("traits");
    traits.put("name", person.name());
    traits.put("email", person.email());
    traits.put("plan", random.nextInt(5) == 0 ? "plus" : "free");
    traits.put("newsletter", random.nextBoolean());
    traits.putObject("address").put("city", "Bern").put("country", "CH").put("postalCode", "3011");
    return rest(event);
  }

  private ObjectNode group() {
    ObjectNode event = event("group");
    event.put("groupId", "g-" + person.userId());
    event.putObject("traits").put("name", "Friends of the \\ shop").put("seats", random.nextInt(9));
    return rest(event);
  }

  /** What comes first in every event. */
  private ObjectNode event(String type) {
    return Json.object()
        .put("type", type)
        .put("messageId", Person.uuid(random))
        .put("timestamp", TIME.format(now));
  }

  /** What follows in every event. */
  private ObjectNode rest(ObjectNode event) {
    event.put("anonymousId", person.anonymousId());
    event.put("userId", person.userId());
    event.put("sentAt", TIME.format(now.plusMillis(3)));
    ObjectNode context = event.putObject("context");
    context.putObject("library").put("name", "@jitsu/js").put("version", "1.10.4");
    person.browser().describe(context);
    ObjectNode page = context.putObject("page");
    page.put("path", ware.path());
    page.put("referrer", SHOP + "/" + ware.category());
    page.put("referring_domain", "shop.example.com");
    page.put("host", "shop.example.com");
    page.put("search", "");
    page.put("title", ware.title() + " | The Shop");
    page.put("url", SHOP + ware.path());
    page.put("encoding", "UTF-8");
    if (!campaign.isEmpty()) {
      context
          .putObject("campaign")
          .put("name", campaign)
          .put("source", "newsletter")
          .put("medium", "email");
    }
    event.put("requestIp", person.browser().ip());
    event.put("receivedAt", TIME.format(now.plusMillis(network.getAsInt())));
    return event;
  }

  private static void describe(ObjectNode properties, Wares.Ware ware, int quantity) {
    properties.put("productId", ware.id());
    properties.put("name", ware.title());
    properties.put("category", ware.category());
    properties.put("price", BigDecimal.valueOf(ware.cents(), 2));
    properties.put("quantity", quantity);
  }
}
