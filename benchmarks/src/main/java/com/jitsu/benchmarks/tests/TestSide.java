package com.jitsu.benchmarks.tests;

import com.jitsu.benchmarks.tests.Expectations.Expected;
import com.jitsu.benchmarks.tools.TimedCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Who is measured: a project, and the command that tests it. */
interface TestSide {

  /** As tables show it. */
  String title();

  /** Replaces the functions and the cases of the project. */
  void write(Path functions, List<Expected> cases) throws IOException;

  /** Removes whatever the command has remembered; what is installed stays. */
  void forget() throws IOException;

  /** The folder with the functions' sources. */
  Path profiles();

  TimedCommand command() throws IOException;

  /**
   * How many tests have passed, as the command says it.
   *
   * @return -1 if it does not say so, or if others have failed
   */
  int passed(String output);
}
