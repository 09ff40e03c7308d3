package com.jitsu.sdk.bundle;

import com.jitsu.sdk.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what esbuild says about faulty sources.
 *
 * <pre>
 * ✘ [ERROR] Could not resolve "./nix"
 *
 *     src/profiles/ltv.ts:2:14:
 * </pre>
 */
final class EsbuildMessages {

  static final String SYNTAX = "JITSU-0104";
  static final String IMPORT = "JITSU-0105";

  private static final Pattern ERROR =
      Pattern.compile(
          "^\\S+ \\[ERROR] (?<what>.+?)(?: \\[[\\w-]+])?\\R(?:\\R {4}(?<file>.+?):(?<line>\\d+):(?<column>\\d+):\\R)?",
          Pattern.MULTILINE);
  private static final Pattern IMPORTED =
      Pattern.compile("Could not resolve \"(.+)\"|No matching export in \"(.+)\" for import .*");

  private final Path root;

  EsbuildMessages(Path root) {
    this.root = root;
  }

  /** One message; the file is relative to the root, absent when it is about no file. */
  record Message(String what, @Nullable Position place) {}

  List<Message> read(String text) {
    List<Message> messages = new ArrayList<>();
    Matcher matcher = ERROR.matcher(text.replace("\r\n", "\n"));
    while (matcher.find()) {
      String file = matcher.group("file");
      messages.add(
          new Message(
              matcher.group("what"),
              file == null
                  ? null
                  : place(
                      file.replace('\\', '/'),
                      Integer.parseInt(matcher.group("line")),
                      Integer.parseInt(matcher.group("column")))));
    }
    return messages;
  }

  Problem problem(Message message, String entry) {
    Position place = message.place();
    Matcher imported = IMPORTED.matcher(message.what());
    return new Problem(
        imported.matches() ? IMPORT : SYNTAX,
        message.what(),
        place == null ? entry : place.text(),
        remedy(imported));
  }

  private static String remedy(Matcher imported) {
    if (!imported.matches()) {
      return "correct the source; nothing of this file was bundled";
    }
    String wanted = imported.group(1);
    if (wanted == null) {
      return "export that name there, or import one that it has";
    }
    return wanted.startsWith(".") || wanted.startsWith("/")
        ? "check the path: it starts at the importing file's folder"
        : "functions may import relative files, @jitsu/functions-lib, crypto and what is in the project's node_modules; for types write: import type";
  }

  /** esbuild counts columns from 0 and in bytes of UTF-8; editors count from 1 in characters. */
  private Position place(String file, int line, int bytes) {
    int column = bytes;
    try {
      String text = Files.readString(root.resolve(file));
      byte[] utf8 = text.split("\n", -1)[line - 1].getBytes(StandardCharsets.UTF_8);
      column = new String(utf8, 0, Math.min(bytes, utf8.length), StandardCharsets.UTF_8).length();
    } catch (IOException | InvalidPathException | IndexOutOfBoundsException e) {
      // Not a file of ours, <stdin> for one: the count of bytes is near enough.
      column = bytes;
    }
    return new Position(file, line, column + 1);
  }
}
