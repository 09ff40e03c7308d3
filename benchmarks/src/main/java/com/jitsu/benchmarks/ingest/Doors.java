package com.jitsu.benchmarks.ingest;

import com.jitsu.benchmarks.server.LiteServer;

/**
 * The two ways in, and what is aimed at on two processors.
 *
 * @param title for tables
 * @param name for figures
 * @param connections at the ceiling and on a schedule
 * @param mostConnections when too much is sent
 * @param wanted events a second
 */
record Doors(
    String title, String name, int connections, int mostConnections, double wanted, int batch) {

  static final double WANTED_P99_MILLIS = 50;

  static final Doors SINGLE = new Doors("single events", "single", 256, 4_000, 25_000, 1);
  static final Doors BATCH =
      new Doors("batches of 100", "batch", 32, 1_500, 100_000, MadeRequests.BATCH);

  LoadDriver driver(LiteServer server) {
    MadeRequests requests =
        batch == 1
            ? MadeRequests.single(server.host(), server.serverKey())
            : MadeRequests.batches(server.host(), server.serverKey());
    return new LoadDriver(server.address(), requests, server.numbers());
  }
}
