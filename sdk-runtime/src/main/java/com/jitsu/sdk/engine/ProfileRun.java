package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.contract.ProfileUser;
import com.jitsu.sdk.host.HostServices;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything one run of a profile function gets.
 *
 * @param events UTF-8 JSON, one object each, in the order in which they were accepted; not copied
 *     and read when the function comes to it, so never change them again
 * @param props the builder's environment variables
 * @param now what {@code Date} shows; absent means the machine's clock
 * @param services what the function may reach
 */
public record ProfileRun(
    ProfileUser user,
    List<byte[]> events,
    Map<String, String> props,
    BuilderVersion builder,
    @Nullable Instant now,
    HostServices services) {

  public ProfileRun {
    requireNonNull(user);
    requireNonNull(builder);
    requireNonNull(services);
    events = List.copyOf(events);
    // Sorted, so that a function which enumerates them does the same everywhere.
    props = Collections.unmodifiableMap(new TreeMap<>(props));
  }

  /** {@code context.profileBuilder}. */
  public record BuilderVersion(String id, int version) {
    public BuilderVersion {
      requireNonNull(id);
    }
  }
}
