package com.jitsu.maven.testing;

import com.jitsu.maven.project.ChangedFiles;
import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.fixtures.Fixture;
import com.jitsu.sdk.fixtures.ProjectFixtures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is run of a project's fixtures.
 *
 * @param turns functions that have something to run, in their order
 * @param untested functions that have no fixture at all
 */
public record Selected(List<Turn> turns, List<Bundle> untested) {

  public Selected {
    turns = List.copyOf(turns);
    untested = List.copyOf(untested);
  }

  /**
   * Chooses.
   *
   * @param changed keeps only what these files concern; absent for everything
   */
  public static Selected of(
      List<Bundle> functions,
      ProjectFixtures fixtures,
      FixtureSelection selection,
      @Nullable ChangedFiles changed) {
    List<Turn> turns = new ArrayList<>();
    List<Bundle> untested = new ArrayList<>();
    for (Bundle function : functions) {
      String slug = function.config().slug();
      List<Fixture> all = fixtures.of(slug);
      if (!fixtures.tests(slug)) {
        untested.add(function);
      }
      List<Fixture> selected = selection.of(slug, all);
      if (changed != null && !changed.concern(function)) {
        selected =
            selected.stream()
                .filter(each -> changed.concern(each) || concernsChain(changed, each, functions))
                .toList();
      }
      if (!selected.isEmpty()) {
        turns.add(new Turn(function, selected));
      }
    }
    return new Selected(turns, untested);
  }

  private static boolean concernsChain(
      ChangedFiles changed, Fixture fixture, List<Bundle> functions) {
    return functions.stream()
        .filter(each -> fixture.chain().slugs().contains(each.config().slug()))
        .anyMatch(changed::concern);
  }
}
