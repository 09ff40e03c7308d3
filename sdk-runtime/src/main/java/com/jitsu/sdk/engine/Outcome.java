package com.jitsu.sdk.engine;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.contract.ProfileResult;

/** How one run ended. */
public sealed interface Outcome {

  /** The function returned an object: there is a row. */
  record Row(ProfileResult result) implements Outcome {
    public Row {
      requireNonNull(result);
    }
  }

  /**
   * The function asked for no row, or returned what is no object (decision 0.3/1).
   *
   * @param why names what was returned
   */
  record NoRow(String why) implements Outcome {
    public NoRow {
      requireNonNull(why);
    }
  }

  /** The function threw, ran out of time or returned what cannot be a row. */
  record Failed(GuestError error) implements Outcome {
    public Failed {
      requireNonNull(error);
    }
  }
}
