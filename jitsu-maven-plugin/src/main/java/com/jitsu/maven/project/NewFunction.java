package com.jitsu.maven.project;

import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A function that a project does not have yet, with a first fixture that it passes. */
public record NewFunction(String slug, String profileBuilderId, Language language, Kind kind) {

  /** What it is written in. */
  public enum Language {
    TS,
    JS;

    String ending() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What it works on. */
  public enum Kind {
    PROFILE("profiles"),
    TRANSFORMATION("functions");

    private final String folder;

    Kind(String folder) {
      this.folder = folder;
    }
  }

  /** Paths from the project's root: the function, then its fixture. */
  public List<String> files() {
    return List.of(
        "src/" + kind.folder + "/" + slug + "." + language.ending(),
        "src/test/" + kind.folder + "/" + slug + "/01-first.fixture.yaml");
  }

  /**
   * Writes both files.
   *
   * @throws ProblemException if one of them is there already, and then neither is written
   */
  public void write(Path root) throws IOException {
    List<Problem> problems = new ArrayList<>();
    for (String file : files()) {
      if (Files.exists(root.resolve(file))) {
        problems.add(NewFunctionRules.exists(file));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    String template = kind.name().toLowerCase(Locale.ROOT);
    write(root.resolve(files().get(0)), filled(template + "." + language.ending()));
    write(root.resolve(files().get(1)), filled(template + ".fixture.yaml"));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
  }

  private String filled(String template) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            NewFunction.class.getResourceAsStream("new/" + template), template)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("\r\n", "\n")
          .replace("{{slug}}", slug)
          .replace("{{builder}}", profileBuilderId)
          .replace("{{table}}", table());
    }
  }

  /** A table of the builder's own: two builders never write to the same one. */
  private String table() {
    String name = profileBuilderId.toLowerCase(Locale.ROOT).replace('-', '_');
    boolean taken = name.matches("events|(jitsu|duckdb|sqlite|pg)_.*|\\d.*");
    String table = taken ? "of_" + name : name;
    return table.substring(0, Math.min(table.length(), 63));
  }
}
