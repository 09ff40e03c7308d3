package com.jitsu.lite.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The code blocks of a page of the documentation, in their order. */
final class DocPage {

  private static final String FENCE = "```";

  private DocPage() {}

  /**
   * One block.
   *
   * @param heading of the section it is in, without the marks
   * @param language after the fence
   * @param text with a line end after every line
   */
  record Block(String heading, String language, String text) {}

  static List<Block> blocks(Path page) throws IOException {
    List<Block> blocks = new ArrayList<>();
    String heading = "";
    String language = "";
    StringBuilder text = new StringBuilder();
    boolean inside = false;
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith(FENCE)) {
        if (inside) {
          blocks.add(new Block(heading, language, text.toString()));
        }
        language = line.substring(FENCE.length());
        text.setLength(0);
        inside = !inside;
      } else if (inside) {
        text.append(line).append('\n');
      } else if (line.startsWith("#")) {
        heading = line.replaceFirst("^#+ ", "");
      }
    }
    if (inside) {
      throw new IllegalStateException("a block of " + page + " does not end: " + text);
    }
    return blocks;
  }
}
