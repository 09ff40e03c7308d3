package com.jitsu.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.jitsu.sdk.bundle.Bundle;
import com.jitsu.sdk.contract.FunctionConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionCountsTest {

  private static final Bundle PROFILE = bundle(new FunctionConfig("b", "p", "p", null));
  private static final Bundle TRANSFORMATION =
      bundle(FunctionConfig.transformation("t", "t", null));

  @Test
  void eachKindThatIsThereIsCounted() {
    assertThat(FunctionCounts.text(List.of(PROFILE))).isEqualTo("1 function");
    assertThat(FunctionCounts.text(List.of(PROFILE, PROFILE, TRANSFORMATION)))
        .isEqualTo("2 functions and 1 transformation");
    assertThat(FunctionCounts.text(List.of(TRANSFORMATION, TRANSFORMATION)))
        .isEqualTo("2 transformations");
  }

  private static Bundle bundle(FunctionConfig config) {
    return Bundle.of(config, "src/f.ts", "export default 1;", "{}");
  }
}
