package com.jitsu.lite.http;

/** What a client typed, short and printable, for an error text. */
final class Excerpt {

  private static final int LENGTH = 120;

  private Excerpt() {}

  static String of(String text) {
    String printable = text.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= LENGTH ? printable : printable.substring(0, LENGTH) + "…";
  }
}
