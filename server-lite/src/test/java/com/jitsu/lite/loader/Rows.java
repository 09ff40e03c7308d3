package com.jitsu.lite.loader;

import com.jitsu.lite.warehouse.FlatEvent;
import com.jitsu.sdk.contract.Json;

/** The row that an event becomes, for tests of other rooms. */
public final class Rows {

  private Rows() {}

  public static FlatEvent of(byte[] event) {
    return Flattening.flatten(1, Json.parse(event)).event();
  }
}
