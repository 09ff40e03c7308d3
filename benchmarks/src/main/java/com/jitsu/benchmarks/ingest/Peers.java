package com.jitsu.benchmarks.ingest;

import com.jitsu.benchmarks.Report;
import com.jitsu.benchmarks.server.Child;
import com.jitsu.benchmarks.server.Machine;
import com.jitsu.benchmarks.server.ProcessTimes;
import com.jitsu.benchmarks.server.ServerJar;
import com.jitsu.benchmarks.tools.Folders;
import com.jitsu.benchmarks.tools.TimedCommand;
import com.jitsu.sdk.contract.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server is built of, each with nothing else: Jetty and the journal. */
final class Peers {

  private static final Pattern ROUND = Pattern.compile("(?m)^(\\d+) (\\d+\\.\\d+) (\\d+\\.\\d+)$");

  private final ServerJar jar;
  private final Path folder;
  private final Plan plan;
  private final Report report;
  private final CeilingTable table;

  Peers(ServerJar jar, Path folder, Plan plan, Report report, CeilingTable table) {
    this.jar = jar;
    this.folder = folder;
    this.plan = plan;
    this.report = report;
    this.table = table;
  }

  void jetty() throws IOException, InterruptedException {
    report.progress("bare Jetty");
    int connections = Doors.SINGLE.connections();
    int seconds = (int) plan.round().toSeconds();
    Optional<Wrk> wrk = Wrk.find(folder);
    try (Child jetty = Child.start(jar.main(BareJetty.class), folder.resolve("jetty.log"))) {
      String host = "127.0.0.1:" + jetty.port();
      LoadDriver driver =
          new LoadDriver(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), jetty.port()),
              MadeRequests.single(host, "none"),
              new AtomicLong());
      Measured.warmUp(driver, Doors.SINGLE, plan.warmUp());
      for (int round = 0; round < plan.rounds(); round++) {
        table.add(
            CeilingTable.JETTY,
            CeilingTable.Round.of(
                Measured.run(driver, Load.closed(connections, plan.round()), jetty.pid())));
        if (wrk.isPresent()) {
          table.add(CeilingTable.WRK, wrk(wrk.get(), jetty, host, connections, seconds));
        }
      }
    }
    if (wrk.isEmpty()) {
      report.say("wrk is not installed (apt-get install wrk): measured without it.");
    }
  }

  private static CeilingTable.Round wrk(
      Wrk wrk, Child jetty, String host, int connections, int seconds)
      throws IOException, InterruptedException {
    double all = Machine.busySeconds();
    double server = ProcessTimes.of(jetty.pid());
    Wrk.Took took =
        wrk.post(
            "http://" + host + "/api/s/s2s/track",
            Json.bytes(MadeRequests.events().get(0)),
            connections,
            seconds);
    double serverSeconds = ProcessTimes.of(jetty.pid()) - server;
    double others = Machine.busySeconds() - all - serverSeconds - took.busy();
    return new CeilingTable.Round(
        took.perSecond(),
        Double.NaN,
        Double.NaN,
        serverSeconds * 1e6 / took.requests(),
        took.busy() * 1e6 / took.requests(),
        Math.max(0, others / seconds));
  }

  void journal(int group, Doors doors) throws IOException, InterruptedException {
    report.progress(CeilingTable.ofJournal(doors));
    Path data = folder.resolve("journal");
    Folders.delete(data);
    double all = Machine.busySeconds();
    List<String> command =
        jar.main(
            JournalAlone.class,
            data.toAbsolutePath().toString(),
            String.valueOf(group),
            String.valueOf(doors.connections()),
            String.valueOf(plan.rounds()),
            String.valueOf(plan.round().toSeconds()));
    TimedCommand.Took took = new TimedCommand(folder, folder.resolve("journal.log"), command).run();
    Folders.delete(data);
    double others = Math.max(0, Machine.busySeconds() - all - took.busy()) / took.seconds();
    Matcher round = ROUND.matcher(took.output());
    boolean warm = false;
    while (round.find()) {
      if (warm) {
        double events = Double.parseDouble(round.group(1));
        table.add(
            CeilingTable.ofJournal(doors),
            new CeilingTable.Round(
                events / Double.parseDouble(round.group(2)),
                Double.NaN,
                Double.NaN,
                Double.parseDouble(round.group(3)) * 1e6 / events,
                Double.NaN,
                others));
      }
      warm = true;
    }
  }
}
