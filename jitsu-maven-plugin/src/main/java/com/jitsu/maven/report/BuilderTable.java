package com.jitsu.maven.report;

import com.jitsu.maven.client.BuilderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All builders of a server, one line each.
 *
 * <pre>
 * builder         status    published  draft    profiles
 * last-visit      READY     version 1  same     2,357 profiles, 12 waiting, current in 37 ms (p99 810 ms)
 * lifetime-value  BUILDING  version 2  differs  build 1,180/2,357, 3 failed, paused
 * </pre>
 */
public final class BuilderTable {

  private static final List<String> TITLES =
      List.of("builder", "status", "published", "draft", "profiles");

  private BuilderTable() {}

  /** Lines without trailing blanks; a sentence when there are no builders. */
  public static List<String> of(List<BuilderState> builders) {
    if (builders.isEmpty()) {
      return List.of(
          "no builders yet: make one with mvn jitsu:deploy -Djitsu.createBuilder -Djitsu.publish");
    }
    List<List<String>> rows = new ArrayList<>(List.of(TITLES));
    builders.forEach(builder -> rows.add(row(builder)));
    int[] widths = new int[TITLES.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static List<String> row(BuilderState builder) {
    BuilderState.Published published = builder.published();
    return List.of(
        builder.id(),
        builder.status(),
        published == null ? "-" : "version " + published.version(),
        builder.draft() == null ? "-" : builder.draftDiffers() ? "differs" : "same",
        profiles(builder));
  }

  private static String profiles(BuilderState builder) {
    BuilderState.Rebuild rebuild = builder.rebuild();
    if (rebuild == null) {
      return "-";
    }
    StringBuilder text = new StringBuilder();
    if (rebuild.isOver() && !rebuild.hasFailed()) { // also cancelled: what was there is there
      text.append(RebuildText.profiles(builder));
    } else {
      text.append(
          String.format(
              Locale.ROOT, "%s %,d/%,d", rebuild.phase(), rebuild.done(), rebuild.total()));
      if (rebuild.failed() > 0) {
        text.append(String.format(Locale.ROOT, ", %,d failed", rebuild.failed()));
      }
      if (rebuild.isPaused()) {
        text.append(", paused");
      }
    }
    BuilderState.Live live = builder.live();
    if (live != null && live.waiting() > 0) {
      text.append(String.format(Locale.ROOT, ", %,d waiting", live.waiting()));
    }
    if (live != null && live.latencyMs() != null && live.latencyMs().p50() != null) {
      text.append(
          String.format(
              Locale.ROOT,
              ", current in %,d ms (p99 %,d ms)",
              live.latencyMs().p50(),
              live.latencyMs().p99()));
    }
    return text.toString();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.toString().stripTrailing();
  }
}
