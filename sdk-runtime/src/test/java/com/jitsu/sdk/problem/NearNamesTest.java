package com.jitsu.sdk.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNamesTest {

  private static final List<String> KNOWN =
      List.of("profileBuilderId", "slug", "id", "name", "description", "retryPolicy");

  @ParameterizedTest
  @CsvSource({
    "profileBuilderID,profileBuilderId",
    "profilBuilderId,profileBuilderId",
    "builderId,",
    "slgu,slug",
    "SLUG,slug",
    "nmae,name",
    "i,id",
    "descripton,description",
    "colour,",
    "'',",
  })
  void aSlipOfThePenFindsTheNameThatWasMeant(String typed, String meant) {
    assertThat(NearNames.nearest(typed, KNOWN).orElse(null)).isEqualTo(meant);
  }

  @Test
  void ofEquallyNearNamesTheAlphabeticallyFirstIsTaken() {
    assertThat(NearNames.nearest("slot", List.of("slow", "blot"))).contains("blot");
  }

  @Test
  void theSuggestionNamesWhatIsKnownWhenNothingIsNear() {
    assertThat(NearNames.suggestion("slgu", KNOWN)).isEqualTo("did you mean \"slug\"?");
    assertThat(NearNames.suggestion("x", List.of("second", "first")))
        .isEqualTo("known here: first, second");
    assertThat(NearNames.suggestion("x", List.of())).isEqualTo("there are none yet");
  }
}
