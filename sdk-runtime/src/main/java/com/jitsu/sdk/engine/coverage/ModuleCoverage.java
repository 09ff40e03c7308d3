package com.jitsu.sdk.engine.coverage;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.bundle.Position;
import com.jitsu.sdk.bundle.SourceMap;
import com.jitsu.sdk.engine.coverage.FileCoverage.FunctionHits;
import com.jitsu.sdk.engine.coverage.StatementCounter.Spot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What ran of one module, told in the user's own files; immutable. */
public final class ModuleCoverage {

  /** How the engine calls a module's top level. */
  private static final String TOP_LEVEL = ":module";

  /** The engine's names for what has none, and for what is not a function to its writer. */
  private static final String NAMELESS = ":";

  private static final String INITIALIZER = ":initializer";

  /** What the bundler makes of an enum, which is inlined where it is used. */
  private static final Pattern ENUM =
      Pattern.compile("var \\w+ = /\\* @__PURE__ \\*/ \\(\\(", Pattern.UNICODE_CHARACTER_CLASS);

  private final Collection<Spot> spots;
  private final String code;
  private final SourceMap map;

  private ModuleCoverage(Collection<Spot> spots, String code, SourceMap map) {
    this.spots = List.copyOf(spots);
    this.code = requireNonNull(code);
    this.map = requireNonNull(map);
  }

  /**
   * What the counter knows of a module by now.
   *
   * @param name that the engine gave it
   * @param text as the engine parsed it
   */
  public static ModuleCoverage of(
      StatementCounter counter, String name, String text, String sourceMap) {
    return new ModuleCoverage(counter.spots(name, text), text, SourceMap.parse(sourceMap));
  }

  /** All of it. */
  public Coverage all() {
    return coverage(spots.stream());
  }

  /**
   * What is in functions, for a file that bundles leave something out of: what they leave out at
   * its top level has no effect.
   */
  public Coverage insideFunctions() {
    return coverage(declared().filter(spot -> !spot.root().startsWith(TOP_LEVEL)));
  }

  /** All but what types only. */
  public Coverage declarations() {
    return coverage(declared());
  }

  private Stream<Spot> declared() {
    List<Spot> enums = spots.stream().filter(this::isEnum).toList();
    return spots.stream().filter(spot -> enums.stream().noneMatch(each -> contains(each, spot)));
  }

  private boolean isEnum(Spot spot) {
    return !spot.isFunction()
        && ENUM.matcher(code).region(spot.offset(), spot.offset() + spot.length()).lookingAt();
  }

  private static boolean contains(Spot outer, Spot inner) {
    return outer.offset() <= inner.offset()
        && inner.offset() + inner.length() <= outer.offset() + outer.length();
  }

  private Coverage coverage(Stream<Spot> some) {
    Map<String, Map<Integer, Long>> lines = new HashMap<>();
    Map<String, List<FunctionHits>> functions = new HashMap<>();
    some.forEach(
        spot ->
            map.original(spot.line(), spot.column())
                .filter(ModuleCoverage::isUsers)
                .ifPresent(
                    place -> {
                      long hits = spot.hits().sum();
                      if (!spot.isFunction()) {
                        lines
                            .computeIfAbsent(place.source(), unused -> new HashMap<>())
                            .merge(place.line(), hits, Math::max);
                      } else if (isFunction(spot)) {
                        functions
                            .computeIfAbsent(place.source(), unused -> new ArrayList<>())
                            .add(function(spot, place, hits));
                      }
                    }));
    return new Coverage(
        lines.entrySet().stream()
            .map(
                each ->
                    new FileCoverage(
                        each.getKey(),
                        new TreeMap<>(each.getValue()),
                        functions.getOrDefault(each.getKey(), List.of())))
            .toList());
  }

  /** To its writer: a body alone is what an async function goes on with after an await. */
  private boolean isFunction(Spot spot) {
    return !spot.root().startsWith(TOP_LEVEL)
        && !spot.root().equals(INITIALIZER)
        && code.charAt(spot.offset()) != '{';
  }

  private static FunctionHits function(Spot spot, Position place, long hits) {
    String name =
        spot.root().isEmpty() || spot.root().startsWith(NAMELESS)
            ? "(anonymous " + place.line() + ":" + place.column() + ")"
            : spot.root();
    return new FunctionHits(place.line(), place.column(), name, hits);
  }

  /** Code of the project, and not data that was bundled as code. */
  private static boolean isUsers(Position place) {
    return place.source().matches(".*\\.[cm]?[jt]s")
        && !place.source().contains("node_modules/")
        && !place.source().startsWith("../");
  }
}
