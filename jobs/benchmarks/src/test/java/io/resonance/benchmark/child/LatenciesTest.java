package io.resonance.benchmark.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  private final Latencies latencies = new Latencies();

  @Test
  void tellsThePercentileOfWhatWasAddedBetweenTwoQuestions() {
    add(1_000, Duration.ofMillis(400));
    Map<String, Long> before = latencies.totals();
    add(989, Duration.ofNanos(4_950_000));
    add(11, Duration.ofNanos(12_050_000));
    Measurement measurement = Measurement.between(before, latencies.totals());
    assertThat(Latencies.percentileMillis(measurement, 0.5)).isEqualTo(5.0);
    assertThat(Latencies.percentileMillis(measurement, 0.989)).isEqualTo(5.0);
    assertThat(Latencies.percentileMillis(measurement, 0.99)).isEqualTo(12.1);
  }

  @Test
  void keepsWhatIsOutOfRangeInTheFirstAndLastBucket() {
    add(1, Duration.ofMillis(-3));
    add(1, Duration.ofHours(1));
    Measurement measurement = Measurement.between(Map.of(), latencies.totals());
    assertThat(Latencies.percentileMillis(measurement, 0.5)).isEqualTo(0.1);
    assertThat(Latencies.percentileMillis(measurement, 1)).isEqualTo(500);
  }

  @Test
  void hasNoPercentileOfNothing() {
    Measurement nothing = Measurement.between(Map.of(), Map.of());
    assertThatThrownBy(() -> Latencies.percentileMillis(nothing, 0.99))
        .hasMessage("No latency was measured");
  }

  private void add(int times, Duration latency) {
    for (int i = 0; i < times; i++) {
      latencies.add(latency.toNanos());
    }
  }
}
