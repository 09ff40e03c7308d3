package com.jitsu.sdk.contract;

/** What a function of a project is for; its folder says which. */
public enum FunctionKind {
  /** Makes a row of a customer's history: {@code src/profiles}. */
  PROFILE,
  /** Sees each event before profiles are built: {@code src/functions}. */
  TRANSFORMATION
}
