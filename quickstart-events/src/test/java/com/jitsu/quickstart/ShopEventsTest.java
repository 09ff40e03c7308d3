package com.jitsu.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShopEventsTest {

  private static final Instant END = Instant.parse("2026-11-22T12:00:00Z");
  private static final ShopEvents MONTH = ShopEvents.month(7, END, 20_000);

  @Test
  void theSameSeedAndEndGiveTheSameMonth() {
    assertThat(ShopEvents.month(7, END, 20_000)).isEqualTo(MONTH);
    assertThat(ShopEvents.month(8, END, 20_000)).isNotEqualTo(MONTH);
  }

  @Test
  void eventsAreInTheOrderOfTimeAndWithinTheMonth() {
    List<Instant> times =
        MONTH.events().stream().map(event -> Instant.parse(text(event, "timestamp"))).toList();
    assertThat(times).isSorted();
    assertThat(times.get(0)).isAfterOrEqualTo(END.minus(Duration.ofDays(ShopEvents.DAYS)));
    assertThat(times.get(times.size() - 1)).isBeforeOrEqualTo(END);
    assertThat(times).hasSizeBetween(20_000, 20_800);
  }

  @Test
  void everyEventHasAnIdOfItsOwn() {
    assertThat(values("messageId")).hasSize(MONTH.events().size());
  }

  @Test
  void someVisitorsSignInAndOthersNeverDo() {
    Set<String> known =
        MONTH.events().stream()
            .filter(event -> event.has("userId"))
            .map(event -> text(event, "anonymousId"))
            .collect(Collectors.toSet());
    assertThat(known).hasSize((int) MONTH.customers());
    assertThat(values("anonymousId").size() - known.size()).isGreaterThan(known.size() / 3);
    assertThat(known.size()).isGreaterThan(300);
  }

  @Test
  void aVisitorWhoSignedInStaysKnown() {
    Map<String, Boolean> known = new HashMap<>();
    for (JsonNode event : MONTH.events()) {
      boolean now = event.has("userId");
      Boolean before = known.put(text(event, "anonymousId"), now);
      assertThat(before != null && before && !now).as(event.toString()).isFalse();
    }
  }

  @Test
  void aFewVisitorsMakeMuchOfTheTraffic() {
    List<Long> perVisitor =
        MONTH.events().stream()
            .collect(Collectors.groupingBy(e -> text(e, "anonymousId"), Collectors.counting()))
            .values()
            .stream()
            .sorted((a, b) -> Long.compare(b, a))
            .toList();
    long top = sum(perVisitor.subList(0, perVisitor.size() / 10));
    assertThat(top).isGreaterThan(MONTH.events().size() * 3L / 10);
  }

  @Test
  void nightsAreQuiet() {
    Map<String, Long> perHour =
        MONTH.events().stream()
            .collect(
                Collectors.groupingBy(
                    event -> text(event, "timestamp").substring(11, 13), Collectors.counting()));
    assertThat(perHour.get("20")).isGreaterThan(10 * perHour.get("04"));
  }

  @Test
  void theTotalOfAnOrderIsTheSumOfItsProducts() {
    List<JsonNode> orders =
        MONTH.events().stream()
            .filter(event -> text(event, "event").equals("Order Completed"))
            .map(event -> event.path("properties"))
            .toList();
    assertThat(orders).hasSize((int) MONTH.orders()).hasSizeGreaterThan(500);
    for (JsonNode order : orders) {
      BigDecimal sum = BigDecimal.ZERO;
      for (JsonNode product : order.path("products")) {
        sum =
            sum.add(
                product
                    .path("price")
                    .decimalValue()
                    .multiply(product.path("quantity").decimalValue()));
      }
      assertThat(order.path("total").decimalValue()).isEqualByComparingTo(sum);
    }
  }

  private static long sum(Collection<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  private static Set<String> values(String field) {
    return MONTH.events().stream().map(event -> text(event, field)).collect(Collectors.toSet());
  }

  private static String text(JsonNode event, String field) {
    return event.path(field).asText();
  }
}
