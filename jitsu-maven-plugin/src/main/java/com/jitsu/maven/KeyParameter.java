package com.jitsu.maven;

import org.jspecify.annotations.Nullable;

/** A parameter's text that {@code mvn -X}, which prints every parameter, does not show. */
public final class KeyParameter {

  private @Nullable String text;

  /** Maven hands the text in here: from the POM, or from {@code -D}. */
  public void set(String given) {
    text = given;
  }

  @Nullable String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "[hidden]";
  }
}
