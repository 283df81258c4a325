package io.resonance.testbed.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MillAlarmsTest {

  /** What needs attention after each tenth of a second in which that changed. */
  private static List<List<String>> watch(Mill mill, int seconds) {
    SimulatedAlarms alarms = new SimulatedAlarms("urn:mill");
    List<List<String>> changes = new ArrayList<>();
    for (int i = 0; i < seconds * 10; i++) {
      mill.step(0.1);
      mill.watch(alarms);
      if (changes.isEmpty() || !changes.get(changes.size() - 1).equals(alarms.retained())) {
        changes.add(alarms.retained());
      }
    }
    return changes;
  }

  @Test
  void staysQuietWhileAllIsWell() {
    assertThat(watch(new Mill(new MillSignals(7, 0)), 600)).containsExactly(List.of());
  }

  @Test
  void raisesAndClearsAnAlarmOfHotCoolant() {
    Mill mill = new Mill(new MillSignals(7, 0));
    mill.coolantOverheats(20);
    assertThat(watch(mill, 120))
        .containsExactly(List.of(), List.of("CoolantOverTemperature"), List.of());
  }

  @Test
  void raisesAnAlarmOfVibrationNowAndThen() {
    assertThat(watch(new Mill(new MillSignals(7, 0.5)), 600))
        .startsWith(List.of(), List.of("VibrationHigh"), List.of(), List.of("VibrationHigh"));
  }
}
