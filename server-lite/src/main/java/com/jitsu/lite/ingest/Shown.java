package com.jitsu.lite.ingest;

/** What a sender wrote, short and printable, for an error text. */
public final class Shown {

  private static final int LENGTH = 200;

  private Shown() {}

  public static String of(String text) {
    String printable = text.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= LENGTH ? printable : printable.substring(0, LENGTH) + "…";
  }
}
