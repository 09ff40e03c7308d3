package com.jitsu.maven;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The terminal that Maven was started from, past its log. */
final class Terminals {

  private Terminals() {}

  /**
   * Whether input and output are one. Before JDK 22 a console existed for terminals only; since
   * then it must be asked.
   */
  @SuppressWarnings("SystemConsoleNull") // it may be null before JDK 22, and is asked after
  static boolean isTerminal() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** How wide it is, as far as the environment tells; otherwise as wide as all are. */
  static int columns() {
    String told = System.getenv("COLUMNS");
    return told != null && told.matches("[1-9]\\d{1,3}") ? Integer.parseInt(told) : 80;
  }

  /** What is printed here shows as it is, without a level in front. */
  static PrintStream out() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }
}
