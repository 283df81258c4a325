package io.resonance.testbed.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MillSignalsTest {

  private static List<MillSample> run(long seed, double share, int seconds) {
    MillSignals signals = new MillSignals(seed, share);
    List<MillSample> samples = new ArrayList<>();
    for (int i = 0; i < seconds * 10; i++) {
      samples.add(signals.step(0.1));
    }
    return samples;
  }

  @Test
  void givesTheSameSignalsForTheSameSeed() {
    assertThat(run(7, 0.5, 120)).isEqualTo(run(7, 0.5, 120));
    assertThat(run(7, 0.5, 120)).isNotEqualTo(run(8, 0.5, 120));
  }

  @Test
  void staysWithinWhatTheInstrumentsCanMeasure() {
    assertThat(run(1, 0.5, 1_800))
        .allSatisfy(
            s -> {
              assertThat(s.spindleSpeed()).isBetween(0.0, 15_000.0);
              assertThat(s.spindlePower()).isBetween(0.0, 25.0);
              assertThat(s.vibration()).isBetween(0.0, 50.0);
              assertThat(s.coolantTemperature()).isBetween(15.0, 55.0);
            });
  }

  @Test
  void vibratesMoreInAnAnomaly() {
    Map<MillRegime, double[]> sums = new EnumMap<>(MillRegime.class);
    for (MillSample s : run(3, 0.5, 3_600)) {
      if (s.state() == MillState.CUTTING) {
        double[] sum = sums.computeIfAbsent(s.regime(), r -> new double[2]);
        sum[0] += s.vibration();
        sum[1]++;
      }
    }
    double normal = sums.get(MillRegime.NORMAL)[0] / sums.get(MillRegime.NORMAL)[1];
    for (MillRegime anomaly : List.of(MillRegime.CHATTER, MillRegime.TOOL_BREAKAGE)) {
      assertThat(sums.get(anomaly)[1]).isGreaterThan(64);
      assertThat(sums.get(anomaly)[0] / sums.get(anomaly)[1])
          .as("%s", anomaly)
          .isGreaterThan(1.25 * normal);
    }
  }

  @Test
  void overheatsTheCoolantWhenTold() {
    MillSignals signals = new MillSignals(1, 0);
    signals.coolantOverheats(20);
    double hottest = 0;
    for (int i = 0; i < 200; i++) {
      hottest = Math.max(hottest, signals.step(0.1).coolantTemperature());
    }
    assertThat(hottest).isGreaterThan(70);
  }

  @Test
  void spellsUnitsAsTheirCodeInAscii() {
    assertThat(new EngineeringUnit("MMT", "mm").unitId()).isEqualTo(5_066_068);
  }
}
