package com.jitsu.lite.history;

/** Two independent sets of dirty marks, so that a rebuild and live work do not mix. */
public enum Lane {
  /** Profiles with new events. */
  LIVE((byte) 0),
  /** Profiles that a running rebuild must look at again. */
  REBUILD((byte) 1);

  private final byte code;

  Lane(byte code) {
    this.code = code;
  }

  /** What stands for it in keys. */
  byte code() {
    return code;
  }
}
