package com.jitsu.sdk.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.jitsu.sdk.contract.FunctionConfig;
import com.jitsu.sdk.contract.FunctionKind;
import com.jitsu.sdk.contract.Json;
import com.jitsu.sdk.problem.NearNames;
import com.jitsu.sdk.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a config block may say; collects every mistake of one block. For one use. */
final class ConfigRules {

  static final String MISSING = "JITSU-0106";
  static final String WRONG = "JITSU-0107";
  static final String NO_BUILDER = "JITSU-0108";
  static final String SLUG = "JITSU-0109";
  static final String TRANSFORMATION_EXAMPLE = "export const config = { slug: \"my-function\" }";
  static final String COMPUTED = "JITSU-0115";
  static final String EXAMPLE = "export const config = { profileBuilderId: \"my-builder\" }";

  private static final Map<String, String> KEYS =
      new TreeMap<>(
          Map.of(
              "profileBuilderId", "text",
              "slug", "text",
              "id", "text",
              "name", "text",
              "description", "text",
              "retryPolicy", "object"));
  private static final Pattern BUILDER_FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
  private static final Pattern SLUG_FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final FunctionKind kind;
  private final String source;
  private final ConfigBlock block;
  private final IntFunction<Optional<Position>> places;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param source of the function
   * @param places where an offset of the module was written
   */
  ConfigRules(
      FunctionKind kind, String source, ConfigBlock block, IntFunction<Optional<Position>> places) {
    this.kind = kind;
    this.source = source;
    this.block = block;
    this.places = places;
  }

  /** The mistakes that {@link #check} found. */
  List<Problem> problems() {
    return problems;
  }

  /**
   * The config, or null when there are problems. A transformation function needs none: nothing of
   * it is required.
   */
  @Nullable FunctionConfig check() {
    block.computed().forEach(this::addComputed);
    JsonNode given = block.value();
    if (given.isMissingNode() && !problems.isEmpty()) {
      return null;
    }
    boolean absent = given.isMissingNode() || given.isNull();
    if (absent && kind == FunctionKind.PROFILE) {
      problems.add(missing(source));
      return null;
    }
    JsonNode config = absent ? Json.object() : given;
    if (!config.isObject()) {
      String example = kind == FunctionKind.PROFILE ? EXAMPLE : TRANSFORMATION_EXAMPLE;
      add(WRONG, "config", "config is no object", "write: " + example);
      return null;
    }
    config.fieldNames().forEachRemaining(key -> checkKey(key, config.path(key)));
    checkBuilder(config);
    String slug = config.path("slug").asText(fileName());
    if (!SLUG_FORM.matcher(slug).matches() && !hasProblem("slug") && !block.isComputed("slug")) {
      add(
          SLUG,
          config.has("slug") ? "slug" : "config",
          config.has("slug")
              ? "the slug \"" + slug + "\" is not allowed"
              : "the file name \"" + slug + "\" cannot serve as slug",
          "set slug to letters, digits, \".\", \"_\" and \"-\", at most 100, first a letter or digit");
    }
    if (!problems.isEmpty()) {
      return null;
    }
    JsonNode description = config.path("description");
    return new FunctionConfig(
        config.path("profileBuilderId").asText(),
        slug,
        config.path("name").asText(slug),
        description.isTextual() ? description.asText() : null);
  }

  private void checkBuilder(JsonNode config) {
    String builder = config.path("profileBuilderId").asText();
    if (kind == FunctionKind.TRANSFORMATION) {
      if (config.has("profileBuilderId")) {
        add(
            WRONG,
            "profileBuilderId",
            "profileBuilderId is for profile functions, and this transforms events",
            "take it away, or move the file to src/profiles");
      }
      return;
    }
    if (block.isComputed("profileBuilderId")) {
      return;
    }
    if (!config.has("profileBuilderId")) {
      add(
          NO_BUILDER,
          "config",
          "config has no profileBuilderId",
          "add profileBuilderId: \"…\", the id of the builder that runs this function");
    } else if (config.path("profileBuilderId").isTextual() && builder.isBlank()) {
      add(
          NO_BUILDER,
          "profileBuilderId",
          "profileBuilderId is empty",
          "give the id of the builder that runs this function");
    } else if (config.path("profileBuilderId").isTextual()
        && !BUILDER_FORM.matcher(builder).matches()) {
      add(
          NO_BUILDER,
          "profileBuilderId",
          "the profileBuilderId \"" + builder + "\" is not allowed",
          "use letters, digits, \"_\" and \"-\", at most 64, first a letter or digit");
    }
  }

  static Problem missing(String source) {
    return new Problem(
        MISSING,
        "there is no config",
        source,
        "add: " + EXAMPLE + " – or, if this is shared code, move it to src/profiles/lib");
  }

  private void checkKey(String key, JsonNode value) {
    String kind = KEYS.get(key);
    if (kind == null) {
      add(
          WRONG,
          key,
          "config does not know \"" + key + "\"",
          NearNames.suggestion(key, KEYS.keySet()));
      return;
    }
    boolean right = kind.equals("text") ? value.isTextual() : value.isObject();
    if (!right) {
      add(
          key.equals("profileBuilderId") ? NO_BUILDER : WRONG,
          key,
          key + " must be " + kind + ", found " + value,
          kind.equals("text") ? "write it in quotes" : "write: retryPolicy: { retries: 3 }");
    }
  }

  private boolean hasProblem(String key) {
    return problems.stream().anyMatch(problem -> problem.what().startsWith(key + " "));
  }

  private void add(String code, String key, String what, String remedy) {
    problems.add(
        new Problem(code, what, place(block.keys().getOrDefault(key, block.offset())), remedy));
  }

  private void addComputed(ConfigBlock.Computed each) {
    boolean whole = each.path().equals("config");
    String what =
        "config is computed: "
            + (whole ? "" : each.path() + " is ")
            + each.code()
            + "; it is read without running any code";
    String remedy =
        "write the value itself"
            + (whole
                ? ", such as { profileBuilderId: \"my-builder\" }"
                : ", such as " + example(each))
            + "; the name of a constant that holds plain values will do, too";
    problems.add(new Problem(COMPUTED, what, place(each.offset()), remedy));
  }

  private static String example(ConfigBlock.Computed each) {
    String name = each.path().substring(each.path().lastIndexOf('.') + 1);
    return name + ": " + ("text".equals(KEYS.get(each.path())) ? "\"…\"" : "3");
  }

  private String place(int offset) {
    return places.apply(offset).map(Position::text).orElse(source);
  }

  private String fileName() {
    String name = source.substring(source.lastIndexOf('/') + 1);
    return name.substring(0, name.lastIndexOf('.'));
  }
}
