package io.resonance.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

  @Test
  void givesTheLatencyThatAShareDoesNotExceed() {
    LatencyHistogram histogram = new LatencyHistogram();
    for (int millis = 1; millis <= 100; millis++) {
      histogram.add(millis);
    }
    assertThat(histogram.quantile(0.5)).isEqualTo(50);
    assertThat(histogram.quantile(0.99)).isEqualTo(99);
  }

  @Test
  void isZeroBeforeAnythingWasCounted() {
    assertThat(new LatencyHistogram().quantile(0.99)).isZero();
  }
}
