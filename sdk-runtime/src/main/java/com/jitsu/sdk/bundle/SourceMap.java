package com.jitsu.sdk.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tells where generated code came from: a source map of version 3, decoded once; immutable.
 *
 * <p>{@code {"version": 3, "sources": ["src/profiles/ltv.ts"], "mappings": "AAEO,SAAS…"}}
 */
public final class SourceMap {

  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final int NO_SOURCE = -1;

  private final List<String> sources;

  /** Per generated line: column, source, line, column, and again, all from 0, in rising order. */
  private final List<int[]> lines;

  private SourceMap(List<String> sources, List<int[]> lines) {
    this.sources = sources;
    this.lines = lines;
  }

  /** Reads a map that this product made; anything unreadable is a bug. */
  public static SourceMap parse(String json) {
    JsonNode map = Json.parse(json);
    if (map.path("version").asInt() != 3 || map.has("sections")) {
      throw new IllegalStateException("not a source map of version 3 in one piece");
    }
    List<String> sources = new ArrayList<>();
    map.path("sources").forEach(source -> sources.add(source.asText().replace('\\', '/')));
    List<int[]> lines = decode(map.path("mappings").asText());
    lines.forEach(segments -> check(segments, sources.size()));
    return new SourceMap(List.copyOf(sources), lines);
  }

  /** The files that went into the code, in the map's order. */
  public List<String> sources() {
    return sources;
  }

  /**
   * Where a character of the generated code was written, as exactly as the map knows; empty for
   * what the bundler added.
   *
   * @param line from 1
   * @param column from 1
   */
  public Optional<Position> original(int line, int column) {
    if (line < 1 || line > lines.size()) {
      return Optional.empty();
    }
    int[] segments = lines.get(line - 1);
    int low = 0;
    int high = segments.length / 4;
    while (low < high) {
      int middle = (low + high) / 2;
      if (segments[middle * 4] <= column - 1) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int found = (low - 1) * 4;
    if (found < 0 || segments[found + 1] == NO_SOURCE) {
      return Optional.empty();
    }
    return Optional.of(
        new Position(
            sources.get(segments[found + 1]), segments[found + 2] + 1, segments[found + 3] + 1));
  }

  /** Where the character at an offset of the generated code was written. */
  Optional<Position> original(String code, int offset) {
    int line = 1;
    int start = 0;
    for (int i = code.indexOf('\n'); i >= 0 && i < offset; i = code.indexOf('\n', i + 1)) {
      line++;
      start = i + 1;
    }
    return original(line, offset - start + 1);
  }

  private static void check(int[] segments, int sources) {
    for (int i = 0; i < segments.length; i += 4) {
      boolean inRange =
          segments[i + 1] == NO_SOURCE
              || (segments[i + 1] >= 0
                  && segments[i + 1] < sources
                  && segments[i + 2] >= 0
                  && segments[i + 3] >= 0);
      if (!inRange) {
        throw new IllegalStateException("mappings that point outside of the sources");
      }
    }
  }

  private static List<int[]> decode(String mappings) {
    List<int[]> lines = new ArrayList<>();
    int[] segments = new int[64];
    int filled = 0;
    int[] fields = new int[5];
    int source = 0;
    int line = 0;
    int column = 0;
    int generated = 0;
    int at = 0;
    while (at <= mappings.length()) {
      char end = at == mappings.length() ? ';' : mappings.charAt(at);
      if (end == ';') {
        lines.add(Arrays.copyOf(segments, filled));
        filled = 0;
        generated = 0;
        at++;
        continue;
      }
      if (end == ',') {
        at++;
        continue;
      }
      int count = 0;
      while (at < mappings.length() && mappings.charAt(at) != ',' && mappings.charAt(at) != ';') {
        int shift = 0;
        int value = 0;
        int digit;
        do {
          digit = DIGITS.indexOf(mappings.charAt(at++));
          if (digit < 0 || count == fields.length) {
            throw new IllegalStateException("unreadable mappings at " + (at - 1));
          }
          value |= (digit & 31) << shift;
          shift += 5;
        } while ((digit & 32) != 0 && at < mappings.length());
        fields[count++] = (value & 1) == 0 ? value >>> 1 : -(value >>> 1);
      }
      generated += fields[0];
      boolean mapped = count >= 4;
      if (mapped) {
        source += fields[1];
        line += fields[2];
        column += fields[3];
      }
      if (filled == segments.length) {
        segments = Arrays.copyOf(segments, filled * 2);
      }
      segments[filled] = generated;
      segments[filled + 1] = mapped ? source : NO_SOURCE;
      segments[filled + 2] = line;
      segments[filled + 3] = column;
      filled += 4;
    }
    return List.copyOf(lines);
  }
}
