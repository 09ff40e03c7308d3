package com.jitsu.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.maven.client.BuilderState;
import com.jitsu.maven.client.BuilderState.Failure;
import com.jitsu.maven.client.BuilderState.Rebuild;
import com.jitsu.maven.client.Estimate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EstimateTextTest {

  private static final Failure TYPE_ERROR =
      new Failure("TypeError: no total", 3, "u1", List.of("total (src/profiles/ltv.ts:12:7)"));
  private static final Failure ERROR = new Failure("Error: no", 1, "u2", List.of());

  @Test
  void itTellsProfilesTimeAndRows() {
    assertThat(EstimateText.before("ltv", of(0, 2357L, 0, 4.04), false))
        .isEqualTo("ltv: 2,357 profiles in about 4.0 s, 2,357 rows");
    assertThat(EstimateText.before("ltv", of(0, 1L, 0, 61), false))
        .isEqualTo("ltv: 1 profile in about 1 min 1 s, 1 row");
  }

  @Test
  void whatWouldFailIsToldWithItsPlace() {
    assertThat(EstimateText.before("ltv", of(0, 2357L, 1, 42.4, TYPE_ERROR), false))
        .isEqualTo(
            "ltv: 2,357 profiles in about 42 s, 2,356 rows; 1 would fail: TypeError: no total"
                + " (src/profiles/ltv.ts:12:7)");
    assertThat(EstimateText.before("ltv", of(0, 2357L, 1000, 4, ERROR, TYPE_ERROR), false))
        .endsWith("1,357 rows; 1,000 would fail, most with Error: no");
  }

  @Test
  void keyingAnewIsToldFirst() {
    assertThat(EstimateText.before("ltv", of(20_031, 353L, 0, 4), false))
        .isEqualTo("ltv: 20,031 events keyed anew first, 353 profiles in about 4.0 s, 353 rows");
    assertThat(EstimateText.before("ltv", of(20_031, 353L, 0, 4), true))
        .contains("in about 4.0 s and the time of the transformation functions, 353 rows");
    assertThat(EstimateText.before("ltv", of(1, null, 0, 0.2), false))
        .isEqualTo(
            "ltv: 1 event keyed anew first, in about 0.2 s; how many profiles they make shows then");
    assertThat(of(1, null, 0, 0).isOfNothing()).isFalse();
    assertThat(of(0, 1L, 0, 0).isOfNothing()).isFalse();
    assertThat(of(0, 0L, 0, 0).isOfNothing()).isTrue();
    assertThat(of(0, null, 0, 0).isOfNothing()).isTrue();
  }

  @Test
  void theTruthStandsBesideIt() {
    Rebuild rebuild =
        new Rebuild(3, 2, "done", 2357, 2357, 1, 6, 700, 0.0, 3.14, null, List.of(), null);
    BuilderState state = new BuilderState("ltv", "READY", null, null, rebuild, null, 2350L);
    assertThat(EstimateText.after(state, rebuild, of(0, 2357L, 1, 4)))
        .isEqualTo("ltv: took 3.1 s (estimated 4.0 s), 2,350 rows (estimated 2,356)");
    assertThat(EstimateText.after(state, rebuild, of(20_031, null, 0, 0.2)))
        .isEqualTo("ltv: took 3.1 s (estimated 0.2 s for keying alone), 2,350 rows");
  }

  private static Estimate of(
      long events, @Nullable Long profiles, long failed, double seconds, Failure... failures) {
    return new Estimate(
        true,
        events,
        profiles,
        profiles == null ? null : profiles - failed,
        profiles == null ? null : failed,
        seconds,
        List.of(failures));
  }
}
