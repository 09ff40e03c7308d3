package com.jitsu.maven.testing;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.fixtures.Fixture;
import java.util.List;

/** A function and those of its fixtures that are run. */
public record Turn(Bundle function, List<Fixture> fixtures) {

  public Turn {
    requireNonNull(function);
    fixtures = List.copyOf(fixtures);
  }

  String slug() {
    return function.config().slug();
  }
}
