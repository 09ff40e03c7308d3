package com.jitsu.sdk.engine;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** What is taken from the Maven artifact {@code org.mvnpm:typescript}. */
final class TypeScriptJar {

  /** Where the compiler ends and its command line begins. */
  private static final String COMMAND_LINE = "\n// src/tsc/tsc.ts\n";

  /** The artifact keeps all that is no JavaScript in here. */
  private static final String REST = "META-INF/.more.tgz";

  private static final String LIBRARY = "es2022";
  private static final Pattern REFERENCE =
      Pattern.compile("^/// <reference lib=\"([^\"]+)\" />", Pattern.MULTILINE);
  private static final Pattern COMMENT =
      Pattern.compile("/\\*.*?\\*/|^\\s*//[^\n]*\n", Pattern.DOTALL | Pattern.MULTILINE);

  private final Path jar;

  TypeScriptJar(Path jar) {
    this.jar = jar;
  }

  /** The compiler without its command line, to which a host can be appended. */
  String compiler() {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry =
          zip.stream()
              .filter(each -> each.getName().endsWith("/lib/_tsc.js"))
              .findFirst()
              .map(ZipEntry.class::cast)
              .orElseThrow(() -> unusable("there is no lib/_tsc.js in it", null));
      String text;
      try (InputStream in = zip.getInputStream(entry)) {
        text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      int end = text.indexOf(COMMAND_LINE);
      if (end < 0) {
        throw unusable("its compiler is of an unknown make", null);
      }
      return text.substring(0, end + 1);
    } catch (IOException e) {
      throw unusable(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The language's own declarations up to ES2022 in one text, without comments: half the time of a
   * first check is reading them.
   */
  String library() {
    Map<String, String> files = declarations();
    StringBuilder library = new StringBuilder("/// <reference no-default-lib=\"true\"/>\n");
    append(LIBRARY, files, new LinkedHashSet<>(), library);
    return library.toString();
  }

  private void append(
      String name, Map<String, String> files, Set<String> done, StringBuilder library) {
    if (!done.add(name)) {
      return;
    }
    String text = files.get("lib." + name + ".d.ts");
    if (text == null) {
      throw unusable("there is no lib." + name + ".d.ts in it", null);
    }
    Matcher references = REFERENCE.matcher(text);
    while (references.find()) {
      append(references.group(1), files, done, library);
    }
    library.append(COMMENT.matcher(text).replaceAll(""));
  }

  private Map<String, String> declarations() {
    Map<String, String> files = new HashMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry rest = zip.getEntry(REST);
      if (rest == null) {
        throw unusable("there is no " + REST + " in it", null);
      }
      try (DataInputStream tar =
          new DataInputStream(new GZIPInputStream(zip.getInputStream(rest)))) {
        readTar(tar, files);
      }
      return files;
    } catch (IOException e) {
      throw unusable(String.valueOf(e.getMessage()), e);
    }
  }

  /** Headers and contents alternate in blocks of 512 bytes; an empty block ends the archive. */
  private static void readTar(DataInputStream tar, Map<String, String> files) throws IOException {
    byte[] header = new byte[512];
    while (true) {
      try {
        tar.readFully(header);
      } catch (EOFException e) {
        return;
      }
      if (header[0] == 0) {
        return;
      }
      String name = field(header, 0, 100);
      String size = field(header, 124, 12).strip();
      byte[] content = new byte[size.isEmpty() ? 0 : Integer.parseInt(size, 8)];
      tar.readFully(content);
      tar.skipNBytes((512 - content.length % 512) % 512);
      if (name.contains("/lib.es") || name.contains("/lib.decorators")) {
        files.put(
            name.substring(name.lastIndexOf('/') + 1),
            new String(content, StandardCharsets.UTF_8).replace("\r\n", "\n"));
      }
    }
  }

  private static String field(byte[] header, int start, int length) {
    int end = start;
    while (end < start + length && header[end] != 0) {
      end++;
    }
    return new String(header, start, end - start, StandardCharsets.UTF_8);
  }

  ProblemException unusable(String why, @Nullable Exception cause) {
    return new ProblemException(
        new Problem(
            "JITSU-0112",
            "TypeScript cannot be loaded: " + why,
            jar.toString(),
            "use org.mvnpm:typescript:5.9.3; if it is that, delete it from the local Maven repository and run again with -U"),
        cause);
  }
}
