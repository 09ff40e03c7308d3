package com.jitsu.maven.client;

import com.jitsu.maven.client.BuilderState.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What publishing a builder's draft would take and give, as the server measured it on a sample: the
 * answer to {@code GET /api/builders/{id}/estimate}; see docs/api/http.md.
 *
 * @param changed whether there is anything to publish
 * @param events to be keyed anew before; 0: none
 * @param profiles absent while nobody can know, and {@code rows} and {@code failed} with it
 * @param seconds of all phases; of keying alone where the profiles are not known
 */
public record Estimate(
    boolean changed,
    long events,
    @Nullable Long profiles,
    @Nullable Long rows,
    @Nullable Long failed,
    double seconds,
    List<Failure> failures) {

  public Estimate {
    failures = failures == null ? List.of() : List.copyOf(failures);
  }

  /** Whether there are no events to build anything of. */
  public boolean isOfNothing() {
    return events == 0 && (profiles == null || profiles == 0);
  }
}
