package com.jitsu.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends a month of shop events to a server on this machine, waits until every profile is current
 * and shows ten of them. {@code java -jar quickstart-events.jar http://127.0.0.1:8001 DATA_FOLDER
 * [EVENTS [SEED]]}; the server runs the two functions of the archetype.
 */
public final class Main {

  private static final int BATCH = 250;
  private static final long LIMIT_SECONDS = 120;

  /** How often the same must be seen before nothing more is expected. */
  private static final int SETTLED = 10;

  private static final String TEN =
      """
      select p.profile_id, p.traits->>'name',
             cast(p.traits->>'orders' as bigint),
             printf('%.2f', cast(p.traits->>'lifetimeValue' as double)),
             p.traits->>'tier', cast(v.traits->>'visits' as bigint),
             left(v.traits->>'lastVisit', 10)
      from profiles p join last_visits v on v.profile_id = p.profile_id
      order by cast(p.traits->>'lifetimeValue' as double) desc, p.profile_id limit 10
      """;

  private final PrintStream out;
  private final boolean terminal;
  private final Server server;

  private Main(PrintStream out, boolean terminal, Server server) {
    this.out = out;
    this.terminal = terminal;
    this.server = server;
  }

  /** See the class; status 1 with one line on the error output when something fails. */
  public static void main(String[] arguments) {
    if (arguments.length < 2) {
      System.err.println("usage: quickstart-events ADDRESS DATA_FOLDER [EVENTS [SEED]]");
      System.exit(2);
    }
    int about = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20_000;
    long seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : 7;
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      Server server = Server.of(URI.create(arguments[0]), Path.of(arguments[1]));
      Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES);
      boolean terminal = "1".equals(System.getenv("QUICKSTART_TERMINAL"));
      new Main(out, terminal, server).run(ShopEvents.month(seed, end, about));
    } catch (IOException | InterruptedException e) {
      System.err.println("quickstart-events: " + e.getMessage());
      System.exit(1);
    }
  }

  private void run(ShopEvents month) throws IOException, InterruptedException {
    send(month.events());
    awaitProfiles(month);
    out.println();
    out.println("Ten of " + count("profiles") + " profiles, those who bought most:");
    out.println();
    List<String> titles =
        List.of("profile", "name", "orders", "value", "tier", "visits", "last visit");
    Table.of(titles, server.query(TEN)).forEach(line -> out.println("  " + line));
  }

  private void send(List<ObjectNode> events) throws IOException, InterruptedException {
    Bar bar = new Bar(out, terminal, "events sent", events.size());
    for (int from = 0; from < events.size(); from += BATCH) {
      int to = Math.min(events.size(), from + BATCH);
      server.send(events.subList(from, to));
      bar.show(to);
    }
    bar.end();
  }

  /**
   * Until each customer has a row in both tables, every order counts and nothing waits. That never
   * comes once a function threw; then only until nothing moves any more.
   */
  private void awaitProfiles(ShopEvents month) throws IOException, InterruptedException {
    Bar bar = new Bar(out, terminal, "profiles current", month.customers());
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    String before = "";
    int same = 0;
    while (true) {
      JsonNode builders = server.builders();
      long waiting = waiting(builders);
      long rows = Math.min(count("profiles"), count("last_visits"));
      long orders =
          number("select coalesce(sum(cast(traits->>'orders' as bigint)), 0) from profiles");
      boolean current = rows == month.customers() && orders == month.orders() && waiting == 0;
      bar.show(current ? rows : Math.max(0, Math.min(rows, month.customers() - waiting)));
      if (current) {
        bar.end();
        out.println(
            "  "
                + month.orders()
                + " orders of "
                + rows
                + " customers: all of them in the profiles");
        return;
      }
      String now = waiting + " " + rows + " " + orders;
      same = now.equals(before) ? same + 1 : 0;
      before = now;
      List<String> failures = Failures.in(builders);
      if (waiting == 0 && same >= SETTLED && !failures.isEmpty()) {
        bar.end();
        failures.forEach(line -> out.println("  " + line));
        throw new IOException(
            "a function threw; "
                + orders
                + " of "
                + month.orders()
                + " orders are in the profiles");
      }
      if (System.nanoTime() > limit) {
        bar.end();
        throw new IOException(
            rows
                + " of "
                + month.customers()
                + " profiles and "
                + orders
                + " of "
                + month.orders()
                + " orders after "
                + LIMIT_SECONDS
                + " seconds; the server's log may say why");
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static long waiting(JsonNode builders) {
    long waiting = 0;
    for (JsonNode builder : builders) {
      waiting = Math.max(waiting, builder.path("live").path("waiting").asLong());
    }
    return waiting;
  }

  /** A table that no profile has reached yet may not exist. */
  private long count(String table) throws IOException, InterruptedException {
    long exists =
        number("select count(*) from information_schema.tables where table_name = '" + table + "'");
    return exists == 0 ? 0 : number("select count(*) from " + table);
  }

  private long number(String sql) throws IOException, InterruptedException {
    return server.query(sql).path(0).path(0).asLong();
  }
}
