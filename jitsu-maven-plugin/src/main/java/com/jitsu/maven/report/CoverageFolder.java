package com.jitsu.maven.report;

import com.jitsu.sdk.engine.coverage.Coverage;
import com.jitsu.sdk.engine.coverage.FileCoverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code target/jitsu/coverage}: which lines the fixtures ran.
 *
 * <pre>
 * lcov.info                        for editors and CI servers
 * index.html                       for people: the files
 * src/profiles/ltv.ts.html         and the lines of each
 * </pre>
 */
public final class CoverageFolder {

  private final Path folder;

  public CoverageFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes all of it; pages of an earlier run go. */
  public void write(Coverage coverage, Path root) throws IOException {
    removePages();
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("lcov.info"), Lcov.text(coverage));
    Files.writeString(index(), CoverageHtml.index(coverage));
    for (FileCoverage file : coverage.files()) {
      Path page = folder.resolve(CoverageHtml.page(file));
      Files.createDirectories(page.getParent());
      List<String> lines = Files.readString(root.resolve(file.source())).lines().toList();
      Files.writeString(page, CoverageHtml.file(file, lines));
    }
  }

  /** The page to begin with. */
  public Path index() {
    return folder.resolve("index.html");
  }

  private void removePages() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> pages;
    try (Stream<Path> files = Files.walk(folder)) {
      pages = files.filter(file -> file.toString().endsWith(".html")).toList();
    }
    for (Path page : pages) {
      Files.delete(page);
    }
  }
}
