package com.jitsu.benchmarks.tests;

import java.util.Locale;

/** What a command finds of its earlier runs. */
enum State {
  /** Nothing but what is installed. */
  COLD("cold"),
  /** Everything, and no source has changed. */
  UNCHANGED("unchanged sources"),
  /** Everything, and one function has changed. */
  CHANGED("one function changed");

  private final String title;

  State(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Part of a figure's name. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
