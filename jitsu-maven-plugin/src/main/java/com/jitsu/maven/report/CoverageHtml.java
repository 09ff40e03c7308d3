package com.jitsu.maven.report;

import com.jitsu.sdk.engine.coverage.Coverage;
import com.jitsu.sdk.engine.coverage.FileCoverage;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/** Coverage as pages that need nothing else: no script, no font, nothing from a network. */
final class CoverageHtml {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --text: #1c2024; --soft: #60676f; --page: #fff; --rule: #e3e6e9;
        --yes: #e2f4e6; --yes-mark: #2a9d4a; --no: #fde5e5; --no-mark: #d64545; --link: #0b62c4; }
      @media (prefers-color-scheme: dark) { :root { --text: #e4e7ea; --soft: #98a1aa; --page: #16191c;
        --rule: #2c3136; --yes: #12301b; --yes-mark: #3fb95f; --no: #3d1a1c; --no-mark: #ef6a6a; --link: #6cb2ff; } }
      body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--page); color: var(--text);
        font: 15px/1.5 system-ui, sans-serif; }
      a { color: var(--link); text-decoration: none; } a:hover, a:focus { text-decoration: underline; }
      h1 { font-size: 1.3rem; margin: 0 0 .2rem; } p { margin: 0 0 1.2rem; color: var(--soft); }
      table { border-collapse: collapse; width: 100%; }
      th { text-align: left; font-weight: 600; color: var(--soft); }
      .files th, .files td { padding: .4rem .7rem; border-bottom: 1px solid var(--rule); }
      .files td.n, .files th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
      .files tr.all td { font-weight: 600; border-bottom: 0; }
      .bar { display: block; width: 10rem; height: .55rem; border-radius: .3rem; background: var(--no-mark); overflow: hidden; }
      .bar i { display: block; height: 100%; background: var(--yes-mark); }
      .code { font: 13px/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; tab-size: 2; }
      .code td { padding: 0 .7rem; vertical-align: top; white-space: pre-wrap; overflow-wrap: anywhere; }
      .code td.n { width: 1%; text-align: right; color: var(--soft); white-space: nowrap; user-select: none; }
      .code td.n a { color: inherit; } .code td.s { border-left: 3px solid transparent; }
      tr.yes td.s { background: var(--yes); border-color: var(--yes-mark); }
      tr.no td.s { background: var(--no); border-color: var(--no-mark); }
      tr:target td.n { color: var(--text); font-weight: 700; }
      """;

  private CoverageHtml() {}

  /** Of a file's page, from the folder of the report. */
  static String page(FileCoverage file) {
    return file.source() + ".html";
  }

  static String index(Coverage coverage) {
    StringBuilder rows = new StringBuilder();
    for (FileCoverage file : coverage.files()) {
      rows.append(
          row(
              "<tr>",
              "<a href=\"" + escaped(link(page(file))) + "\">" + escaped(file.source()) + "</a>",
              file.covered(),
              file.lines().size()));
    }
    rows.append(row("<tr class=\"all\">", "All files", coverage.covered(), coverage.lines()));
    return document(
        "Coverage",
        "<h1>Coverage</h1>\n<p>"
            + summary(coverage.covered(), coverage.lines())
            + "</p>\n<table class=\"files\">\n<tr><th>File</th><th></th><th class=\"n\">Covered</th>"
            + "<th class=\"n\">Lines</th><th class=\"n\">%</th></tr>\n"
            + rows
            + "</table>\n");
  }

  /**
   * The lines of a file.
   *
   * @param text of the file, line by line
   */
  static String file(FileCoverage file, List<String> text) {
    StringBuilder rows = new StringBuilder();
    for (int line = 1; line <= text.size(); line++) {
      Long hits = file.lines().get(line);
      String kind = hits == null ? "" : hits > 0 ? " class=\"yes\"" : " class=\"no\"";
      String times = hits == null ? "" : hits > 0 ? hits + "×" : "never";
      rows.append(
          String.format(
              Locale.ROOT,
              "<tr id=\"L%1$d\"%2$s><td class=\"n\"><a href=\"#L%1$d\">%1$d</a></td><td class=\"n\">%3$s</td><td class=\"s\">%4$s</td></tr>\n",
              line,
              kind,
              times,
              escaped(text.get(line - 1))));
    }
    String up = "../".repeat((int) file.source().chars().filter(c -> c == '/').count());
    List<String> missing = LineRanges.notRun(file.lines());
    return document(
        file.source(),
        "<p><a href=\""
            + up
            + "index.html\">All files</a></p>\n<h1>"
            + escaped(file.source())
            + "</h1>\n<p>"
            + summary(file.covered(), file.lines().size())
            + (missing.isEmpty() ? "" : "; not covered: " + links(missing))
            + "</p>\n<table class=\"code\">\n"
            + rows
            + "</table>\n");
  }

  private static String links(List<String> ranges) {
    return String.join(
        ", ",
        ranges.stream()
            .map(range -> "<a href=\"#L" + range.replaceFirst("-.*", "") + "\">" + range + "</a>")
            .toList());
  }

  private static String row(String start, String name, int covered, int lines) {
    return start
        + "<td>"
        + name
        + "</td><td><span class=\"bar\"><i style=\"width:"
        + String.format(Locale.ROOT, "%.1f", Percent.of(covered, lines))
        + "%\"></i></span></td><td class=\"n\">"
        + covered
        + "</td><td class=\"n\">"
        + lines
        + "</td><td class=\"n\">"
        + Percent.text(covered, lines)
        + "</td></tr>\n";
  }

  private static String summary(int covered, int lines) {
    return covered + " of " + lines + " lines ran in fixtures, " + Percent.text(covered, lines);
  }

  private static String document(String title, String body) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
        + escaped(title)
        + "</title>\n<style>\n"
        + STYLE
        + "</style>\n</head>\n<body>\n"
        + body
        + "</body>\n</html>\n";
  }

  /** A path as an address, whatever a file is called. */
  private static String link(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no path: " + path, e);
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
