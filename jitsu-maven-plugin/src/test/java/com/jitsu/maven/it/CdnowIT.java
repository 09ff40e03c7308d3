package com.jitsu.maven.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * All purchases of the CDNOW sample go through a real server, and what a function makes of them is
 * compared with the published table, row by row. The steps build on each other.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CdnowIT {

  private static final Path DATA = Path.of("..", "..", "shared", "data", "cdnow");
  private static final int CUSTOMERS = 2357;

  private static Path project = DATA;

  @BeforeAll
  static void startServer() throws IOException, InterruptedException {
    boolean present = Files.exists(DATA.resolve("CDNOW_sample.txt"));
    boolean required = System.getenv().getOrDefault("JITSU_REQUIRE", "").contains("cdnow");
    if (!present && required) {
      throw new AssertionError("the CDNOW data is not at " + DATA.toAbsolutePath().normalize());
    }
    assumeTrue(present, "skipped: the CDNOW data is not at ../shared/data/cdnow");
    project = Folders.project("cdnow", "cdnow");
    MavenBuild.run(project, "jitsu:server-start", "-Djitsu.port=0")
        .succeeds()
        .says("server-lite listens on http://127.0.0.1:");
  }

  @AfterAll
  static void stopServer() throws IOException, InterruptedException {
    if (Files.exists(project.resolve(".jitsu/started/server.json"))) {
      MavenBuild.run(project, "jitsu:server-stop").succeeds().says("The server has ended.");
    }
  }

  @Test
  @Order(1)
  void everyRowIsThePublishedOne() throws IOException, InterruptedException {
    List<ObjectNode> purchases = purchases();
    assertThat(purchases).hasSize(6919);
    RunningServer.of(project).send(purchases);

    MavenBuild.run(project, "jitsu:deploy", "-Djitsu.createBuilder", "-Djitsu.publish")
        .succeeds()
        .says(
            "cdnow created (new builder)",
            "cdnow: 6,919 events keyed anew first, in about ",
            "cdnow version 1 is live: 2,357 profiles",
            "cdnow: took ",
            " for keying alone), 2,357 rows");

    assertThat(computed()).hasSize(CUSTOMERS).isEqualTo(published());
  }

  @Test
  @Order(2)
  void onePurchaseMoreChangesTheRowsOfThoseCustomersAndNoOther()
      throws IOException, InterruptedException {
    RunningServer server = RunningServer.of(project);
    Map<String, String> before = rows(server);
    Set<String> ten =
        IntStream.rangeClosed(1, 10)
            .mapToObj(i -> Integer.toString(i * 200))
            .collect(Collectors.toSet());

    server.send(
        ten.stream().map(id -> purchase(id, "19980701", "1", "9.99", "extra-" + id)).toList());

    Await.until(Duration.ofSeconds(60), () -> changed(before, rows(server)).size() >= ten.size());
    Await.until(Duration.ofSeconds(60), () -> waiting() == 0);
    Map<String, String> after = rows(server);
    assertThat(changed(before, after)).isEqualTo(ten);
    assertThat(after).hasSize(CUSTOMERS);
    assertThat(ten).allSatisfy(id -> assertThat(after.get(id)).contains("1998-07-01"));
    assertThat(computed()).isEqualTo(published());
  }

  @Test
  @Order(3)
  void aFunctionThatThrowsForOneCustomerIsToldWithItsPlace()
      throws IOException, InterruptedException {
    Path function = project.resolve("src/profiles/customers.ts");
    String throwing =
        Files.readString(function)
            .replace("async (events) => {", "async (events, user) => {")
            .replace(
                "  const first =",
                "  if (user.profileId === \"42\") {\n    (undefined as any).total;\n  }\n  const first =");
    Files.writeString(function, throwing);
    int line = throwing.substring(0, throwing.indexOf("(undefined as any)")).split("\n", -1).length;

    MavenBuild.run(project, "jitsu:deploy", "-Djitsu.publish")
        .succeeds()
        .says(
            "cdnow: 2,357 profiles in about ",
            "cdnow: the function threw for 1 of 2,357 profiles",
            "1 × TypeError: ",
            "src/profiles/customers.ts:" + line + ":",
            "for example 42",
            "cdnow version 2 is live: 2,356 profiles, 1 failed",
            " s), 2,356 rows (estimated 2,");
  }

  @Test
  @Order(4)
  void statusShowsWhatIsPublished() throws IOException, InterruptedException {
    MavenBuild.run(project, "jitsu:status")
        .succeeds()
        .says(
            "cdnow", "version 2", "same", "cdnow: the function fails for 1 profile", "example 42");
  }

  @Test
  @Order(5)
  void aTransformationIsDeployedAndKeysAllHistoryAnew() throws IOException, InterruptedException {
    Path functions = Files.createDirectories(project.resolve("src/functions"));
    Files.writeString(
        functions.resolve("mark.js"),
        "export default async (event) => ({ ...event, JITSU_PROFILE_ID: `c${event.userId}` });\n");

    MavenBuild.run(project, "jitsu:deploy", "-Djitsu.publish", "-Djitsu.failIfNoTests=false")
        .succeeds()
        .says(
            "cdnow updated, behind the transformation mark",
            "cdnow: 6,929 events keyed anew first, 2,357 profiles in about ",
            " and the time of the transformation functions, 2,35",
            "cdnow version 3 is live: 2,357 profiles",
            " s), 2,357 rows (estimated 2,35");

    assertThat(
            RunningServer.of(project)
                .query("select count(*) from profiles where profile_id like 'c%'")
                .toString())
        .isEqualTo("[[2357]]");
  }

  @Test
  @Order(6)
  void aFunctionThatFailsForTooManyPausesItsRebuildUntilSomebodyDecides()
      throws IOException, InterruptedException {
    Path function = project.resolve("src/profiles/customers.ts");
    Files.writeString(function, Files.readString(function).replace("=== \"42\"", "< \"c2\""));

    MavenBuild.run(project, "jitsu:deploy", "-Djitsu.publish")
        .fails()
        .says(
            " would fail: TypeError: ",
            "JITSU-0808 cdnow: the rebuild for version 4 is paused after ",
            " profiles failed, more than the 20 % at which a rebuild pauses",
            "/api/builders/cdnow/rebuild/resume",
            "/api/builders/cdnow/rebuild/cancel");
    MavenBuild.run(project, "jitsu:status").succeeds().says(", paused", "JITSU-0808");

    RunningServer.of(project).change("/api/builders/cdnow/rebuild/cancel");
    MavenBuild.run(project, "jitsu:status").succeeds().says("READY", "version 3", "differs");
  }

  private static long waiting() throws IOException, InterruptedException {
    return RunningServer.of(project).waiting("cdnow");
  }

  private static Set<String> changed(Map<String, String> before, Map<String, String> after) {
    return after.keySet().stream()
        .filter(id -> !after.get(id).equals(before.get(id)))
        .collect(Collectors.toSet());
  }

  /** Everything in a row, by customer. */
  private static Map<String, String> rows(RunningServer server)
      throws IOException, InterruptedException {
    Map<String, String> rows = new TreeMap<>();
    for (JsonNode row :
        server.query("select profile_id, traits, version, updated_at from profiles")) {
      rows.put(row.path(0).asText(), row.toString());
    }
    return rows;
  }

  /** {@code "1" → [2, 30.43, 38.86]}. */
  private static Map<String, List<BigDecimal>> computed() throws IOException, InterruptedException {
    Map<String, List<BigDecimal>> rows = new TreeMap<>();
    for (JsonNode row :
        RunningServer.of(project)
            .query(
                "select profile_id, traits->>'frequency', traits->>'recency', traits->>'T'"
                    + " from profiles")) {
      rows.put(
          row.path(0).asText(),
          List.of(
              number(row.path(1).asText()),
              number(row.path(2).asText()),
              number(row.path(3).asText())));
    }
    return rows;
  }

  private static Map<String, List<BigDecimal>> published() throws IOException {
    Map<String, List<BigDecimal>> rows = new TreeMap<>();
    for (String line :
        Files.readAllLines(DATA.resolve("cdnow_customers_summary.csv")).stream().skip(1).toList()) {
      List<String> cells = List.of(line.split(",", -1));
      rows.put(cells.get(0), cells.subList(1, 4).stream().map(CdnowIT::number).toList());
    }
    return rows;
  }

  private static BigDecimal number(String text) {
    BigDecimal number = new BigDecimal(text).stripTrailingZeros();
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  private static List<ObjectNode> purchases() throws IOException {
    List<ObjectNode> purchases = new ArrayList<>();
    for (String line : Files.readAllLines(DATA.resolve("CDNOW_sample.txt"))) {
      List<String> cells = List.of(line.strip().split("\\s+", -1));
      purchases.add(
          purchase(
              Integer.toString(Integer.parseInt(cells.get(1))),
              cells.get(2),
              cells.get(3),
              cells.get(4),
              "cdnow-" + purchases.size()));
    }
    return purchases;
  }

  private static ObjectNode purchase(
      String customer, String date, String quantity, String revenue, String messageId) {
    ObjectNode event = Json.object();
    event.put("type", "track");
    event.put("event", "Order Completed");
    event.put("messageId", messageId);
    event.put("userId", customer);
    event.put("timestamp", date.replaceFirst("(....)(..)(..)", "$1-$2-$3T12:00:00.000Z"));
    event
        .putObject("properties")
        .put("quantity", Integer.parseInt(quantity))
        .put("revenue", new BigDecimal(revenue));
    return event;
  }
}
