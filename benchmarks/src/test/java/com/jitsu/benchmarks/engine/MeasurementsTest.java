package com.jitsu.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class MeasurementsTest {

  private final Measurements measurements = new Measurements();

  @Test
  void aRatioIsTakenWithinARoundSoThatASlowRoundDoesNotCount() {
    add(Side.TEXT, 100_000, 10_000, 100_000);
    add(Side.JAVA17, 200_000, 20_000, 220_000);

    assertThat(measurements.ratio(Side.JAVA17, Side.TEXT, Side.CLOSED).middle())
        .isCloseTo(2, within(1e-9));
    assertThat(measurements.trend(Side.JAVA17, Side.CLOSED)).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void timeSpentWaitingForAProcessorIsNotCounted() {
    assertThat(new Turn(1_000, 2_000_000_000, 1_000_000_000, 5_000))
        .extracting(Turn::rate, Turn::bytesPerEvent, Turn::lost)
        .containsExactly(1_000.0, 5.0, 0.5);
  }

  @Test
  void theChartIsXmlWithABarForEachContenderAndALineForEachTarget() throws Exception {
    add(Side.TEXT, 100_000);
    add(Side.JAVA17, 200_000);
    add(Side.JAVA25, 400_000);

    Document chart =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    SpeedChart.of(measurements).getBytes(StandardCharsets.UTF_8)));
    assertThat(chart.getDocumentElement().getTextContent())
        .contains("closed, 100 events", "200 k", "× 2.00", "× 4.00");
    assertThat(SpeedChart.of(measurements).split("stroke-dasharray", -1)).hasSize(3);
  }

  /** One turn of a second for each rate. */
  private void add(Side side, long... rates) {
    for (long rate : rates) {
      measurements.add(side, Side.CLOSED, new Turn(rate, 1_000_000_000, 0, 0));
    }
  }
}
