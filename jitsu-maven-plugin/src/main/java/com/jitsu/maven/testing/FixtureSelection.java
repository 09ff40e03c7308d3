package com.jitsu.maven.testing;

import com.jitsu.sdk.fixtures.Fixture;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which fixtures to run: {@code slug}, {@code slug#fixture}, with {@code *} and {@code ?}; several
 * after commas, {@code !} in front of what is left out. A fixture is known by its name, and by its
 * file's name without the ending.
 */
public final class FixtureSelection {

  private final List<Pick> included = new ArrayList<>();
  private final List<Pick> excluded = new ArrayList<>();

  /**
   * @param typed the value of {@code jitsu.test}; null or blank selects everything
   */
  public FixtureSelection(@Nullable String typed) {
    for (String each : (typed == null ? "" : typed).split(",", -1)) {
      String pick = each.strip();
      if (pick.startsWith("!")) {
        excluded.add(Pick.of(pick.substring(1).strip()));
      } else if (!pick.isEmpty()) {
        included.add(Pick.of(pick));
      }
    }
  }

  /** Whether nothing was typed: then every function must have a fixture. */
  public boolean isEverything() {
    return included.isEmpty() && excluded.isEmpty();
  }

  /** Those of a function's fixtures that are selected, in their order. */
  public List<Fixture> of(String slug, List<Fixture> fixtures) {
    return fixtures.stream().filter(fixture -> selects(slug, fixture)).toList();
  }

  private boolean selects(String slug, Fixture fixture) {
    return (included.isEmpty() || included.stream().anyMatch(pick -> pick.fits(slug, fixture)))
        && excluded.stream().noneMatch(pick -> pick.fits(slug, fixture));
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
          && (fixture.matcher(given.name()).matches() || fixture.matcher(file).matches());
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
