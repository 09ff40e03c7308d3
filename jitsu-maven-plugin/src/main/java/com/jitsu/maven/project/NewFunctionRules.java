package com.jitsu.maven.project;

import com.jitsu.maven.project.NewFunction.Kind;
import com.jitsu.maven.project.NewFunction.Language;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.problem.NearNames;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a {@link NewFunction} of what a user typed; collects every mistake. For one use. */
public final class NewFunctionRules {

  private static final String WRONG = "JITSU-0841";
  private static final String EXISTS = "JITSU-0842";

  private static final String SLUG = "[A-Za-z0-9][A-Za-z0-9_-]{0,99}";
  private static final String BUILDER = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";

  private final Path root;
  private final List<Bundle> existing;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param existing the functions that the project has
   */
  public NewFunctionRules(Path projectRoot, List<Bundle> existing) {
    this.root = projectRoot;
    this.existing = List.copyOf(existing);
  }

  /**
   * The function to write; what is null has its default.
   *
   * @throws ProblemException with every mistake
   */
  public NewFunction check(
      @Nullable String slug,
      @Nullable String profileBuilderId,
      @Nullable String language,
      @Nullable String kind)
      throws IOException {
    String name = slug == null ? "" : slug.strip();
    if (name.isEmpty()) {
      add(
          WRONG,
          "the new function has no slug",
          "jitsu.slug",
          "type: mvn jitsu:new -Djitsu.slug=churn");
    } else if (!name.matches(SLUG)) {
      add(
          WRONG,
          "\"" + name + "\" cannot be a slug",
          "jitsu.slug",
          "use letters, digits, \"_\" and \"-\", at most 100, first a letter or digit");
    }
    Kind chosenKind = choice("jitsu.kind", kind, Kind.values(), Kind.PROFILE);
    Language chosenLanguage =
        choice("jitsu.language", language, Language.values(), usualLanguage());
    String builder = profileBuilderId == null ? name : profileBuilderId.strip();
    if (chosenKind == Kind.PROFILE) {
      checkBuilder(builder, name, profileBuilderId != null);
    }
    NewFunction function = new NewFunction(name, builder, chosenLanguage, chosenKind);
    if (name.matches(SLUG)) {
      checkFree(function);
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return function;
  }

  static Problem exists(String file) {
    return new Problem(
        EXISTS,
        "is there already, and nothing is overwritten",
        file,
        "choose another slug, or delete the file first");
  }

  private void checkBuilder(String builder, String slug, boolean given) {
    boolean ofSlug = !given && !slug.matches(SLUG); // that was told already
    if (!builder.matches(BUILDER) && !ofSlug) {
      add(
          WRONG,
          "\"" + builder + "\" cannot be the id of a builder",
          "jitsu.profileBuilderId",
          "use letters, digits, \"_\" and \"-\", at most 64, first a letter or digit");
    }
    existing.stream()
        .filter(each -> each.config().profileBuilderId().equals(builder) && !builder.isEmpty())
        .filter(each -> !each.config().slug().equalsIgnoreCase(slug)) // told as a slug
        .findFirst()
        .ifPresent(
            each ->
                add(
                    EXISTS,
                    "the builder \"" + builder + "\" runs " + each.source() + " already",
                    "jitsu.profileBuilderId",
                    "a builder runs one function: give another id, -Djitsu.profileBuilderId=…"));
  }

  private void checkFree(NewFunction function) {
    existing.stream()
        .filter(each -> each.config().slug().equalsIgnoreCase(function.slug()))
        .findFirst()
        .ifPresent(each -> problems.add(exists(each.source())));
    String source = function.files().get(0);
    String other = source.replaceFirst("\\.(ts|js)$", source.endsWith("ts") ? ".js" : ".ts");
    Stream.concat(function.files().stream(), Stream.of(other))
        .filter(file -> Files.exists(root.resolve(file)))
        .map(NewFunctionRules::exists)
        .filter(problem -> !problems.contains(problem))
        .forEach(problems::add);
  }

  /** That of most functions of the project; TypeScript if there are none. */
  private Language usualLanguage() throws IOException {
    int difference = 0;
    for (String folder : List.of("src/profiles", "src/functions")) {
      if (Files.isDirectory(root.resolve(folder))) {
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
          difference +=
              files
                  .map(Path::toString)
                  .mapToInt(file -> file.endsWith(".js") ? 1 : file.endsWith(".ts") ? -1 : 0)
                  .sum();
        }
      }
    }
    return difference > 0 ? Language.JS : Language.TS;
  }

  private <E extends Enum<E>> E choice(
      String parameter, @Nullable String typed, E[] known, E usual) {
    if (typed == null || typed.isBlank()) {
      return usual;
    }
    List<String> names =
        Arrays.stream(known).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    int found = names.indexOf(typed.strip().toLowerCase(Locale.ROOT));
    if (found >= 0) {
      return known[found];
    }
    add(
        WRONG,
        "\"" + typed.strip() + "\" is none of " + String.join(", ", names),
        parameter,
        NearNames.suggestion(typed, names));
    return usual;
  }

  private void add(String code, String what, String where, String remedy) {
    problems.add(new Problem(code, what, where, remedy));
  }
}
