package com.jitsu.benchmarks.engine;

import java.util.List;
import java.util.stream.Stream;

/** Who is measured, in the order of the tables. */
enum Side {
  HOST("a", "Node, parsed in the host", "#b9c4d0"),
  TEXT("b", "Node, text in", "#7f8fa3"),
  TEXT_ONCE("b+", "Node, text in at once", "#4b5c73"),
  PULL("j", "Node, Jitsu's of today", "#7f8fa3"),
  JAVA17("c", "ours, JDK 17", "#f2a65a"),
  JAVA25("d", "ours, JDK 25 optimised", "#d1495b");

  static final Cell CLOSED = new Cell("closed", 100);
  static final Cell OPEN = new Cell("open", 100);

  private final String letter;
  private final String caption;
  private final String colour;

  Side(String letter, String caption, String colour) {
    this.letter = letter;
    this.caption = caption;
    this.colour = colour;
  }

  /** A function and how many events its profiles have. */
  record Cell(String function, int size) {}

  /** For the tables: {@code (b) Node, text in}. */
  String title() {
    return "(" + letter + ") " + caption;
  }

  String colour() {
    return colour;
  }

  boolean isNode() {
    return this != JAVA17 && this != JAVA25;
  }

  /** How many times (b) it should be; 0 without a target. */
  double target(Cell cell) {
    if (cell.size() != 100 || isNode()) {
      return 0;
    }
    boolean closed = cell.equals(CLOSED);
    return this == JAVA17 ? (closed ? 2 : 1.3) : (closed ? 5 : 3.5);
  }

  /** What it is measured with. */
  List<Cell> cells(boolean shortRun) {
    if (this == PULL) {
      return List.of(CLOSED);
    }
    Stream<Cell> cells = Stream.of(CLOSED, new Cell("closed", 10), new Cell("closed", 1_000));
    if (this == HOST) {
      return cells.toList();
    }
    Stream<Cell> open =
        shortRun ? Stream.of(OPEN) : Stream.of(OPEN, new Cell("open", 10), new Cell("open", 1_000));
    return Stream.concat(cells, open).toList();
  }
}
