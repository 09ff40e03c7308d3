package com.jitsu.maven.testing;

import com.jitsu.sdk.fixtures.Fixture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which fixtures to run: {@code slug}, {@code slug#fixture}, with {@code *} and {@code ?}; several
 * after commas, {@code !} in front of what is left out. A fixture is known by its name, by its
 * file's name without the ending, and, one of a matrix, by its name without the values. Tags are
 * chosen in the same way: {@code smoke,!slow}.
 */
public final class FixtureSelection {

  private final Picks<Pick> names;
  private final Picks<String> tags;

  /**
   * @param typed the value of {@code jitsu.test}; null or blank selects everything
   * @param tags the value of {@code jitsu.tags}; likewise
   */
  public FixtureSelection(@Nullable String typed, @Nullable String tags) {
    this.names = Picks.of(typed, Pick::of);
    this.tags = Picks.of(tags, Function.identity());
  }

  /** Whether nothing was typed: then every function must have a fixture. */
  public boolean isEverything() {
    return names.isEmpty() && tags.isEmpty();
  }

  /** Those of a function's fixtures that are selected, in their order. */
  public List<Fixture> of(String slug, List<Fixture> fixtures) {
    return fixtures.stream().filter(fixture -> selects(slug, fixture)).toList();
  }

  private boolean selects(String slug, Fixture fixture) {
    return names.select(pick -> pick.fits(slug, fixture))
        && tags.select(tag -> fixture.tags().contains(tag));
  }

  /** What is wanted, and what is not, of a list with commas. */
  private record Picks<T>(List<T> included, List<T> excluded) {

    static <T> Picks<T> of(@Nullable String typed, Function<String, T> reading) {
      Picks<T> picks = new Picks<>(new ArrayList<>(), new ArrayList<>());
      for (String each : (typed == null ? "" : typed).split(",", -1)) {
        String pick = each.strip();
        if (pick.startsWith("!")) {
          picks.excluded().add(reading.apply(pick.substring(1).strip()));
        } else if (!pick.isEmpty()) {
          picks.included().add(reading.apply(pick));
        }
      }
      return picks;
    }

    boolean isEmpty() {
      return included.isEmpty() && excluded.isEmpty();
    }

    boolean select(Predicate<T> fits) {
      return (included.isEmpty() || included.stream().anyMatch(fits))
          && excluded.stream().noneMatch(fits);
    }
  }

  /** One glob of a slug and one of a fixture. */
  private record Pick(Pattern slug, Pattern fixture) {

    static Pick of(String typed) {
      int hash = typed.indexOf('#');
      return hash < 0
          ? new Pick(glob(typed), glob("*"))
          : new Pick(glob(typed.substring(0, hash)), glob(typed.substring(hash + 1)));
    }

    boolean fits(String slugGiven, Fixture given) {
      String file = given.source().replaceFirst(".*/", "").replaceFirst("\\.fixture\\..*", "");
      return slug.matcher(slugGiven).matches()
          && Stream.of(given.name(), given.name().replaceFirst(" \\[.*]$", ""), file)
              .anyMatch(name -> fixture.matcher(name).matches());
    }

    private static Pattern glob(String typed) {
      StringBuilder regex = new StringBuilder();
      for (int i = 0; i < typed.length(); i++) {
        char each = typed.charAt(i);
        regex.append(
            switch (each) {
              case '*' -> ".*";
              case '?' -> ".";
              default -> Pattern.quote(String.valueOf(each));
            });
      }
      return Pattern.compile(regex.toString());
    }
  }
}
