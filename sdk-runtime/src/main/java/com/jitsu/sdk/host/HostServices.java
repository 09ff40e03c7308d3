package com.jitsu.sdk.host;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/**
 * Start here: everything outside of itself that a run may reach. Whoever runs functions brings it:
 * a fixture its stubs, the server the real ones.
 */
public record HostServices(FunctionStore store, FunctionFetch fetch, Warehouses warehouses) {

  /** Where nothing is configured: an empty store of its own, no network, no warehouse. */
  public static HostServices none() {
    return new HostServices(
        new MemoryStore(Clock.systemUTC()),
        request ->
            CompletableFuture.failedFuture(
                new HostException("TypeError", "fetch failed: there is no network here")),
        Warehouses.none());
  }

  public HostServices {
    requireNonNull(store);
    requireNonNull(fetch);
    requireNonNull(warehouses);
  }
}
