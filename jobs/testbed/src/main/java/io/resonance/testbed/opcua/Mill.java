package io.resonance.testbed.opcua;

import java.util.List;

/**
 * A milling machine: {@link MillSignals} as the variables of an OPC UA server. Safe for one driver
 * and one script thread.
 */
public final class Mill implements SimulatedMachine {

  /** Its variables, as NodeId identifiers. */
  public static final List<String> IDENTIFIERS =
      List.of(
          "spindleSpeed",
          "spindlePower",
          "feedRate",
          "xPosition",
          "coolantTemperature",
          "vibration",
          "spindleLoad",
          "toolInUse",
          "program",
          "state");

  private static final List<SimulatedVariable> VARIABLES =
      List.of(
          analog("spindleSpeed", "RPM", "r/min", 0, 12_000, 0, 15_000),
          analog("spindlePower", "KWT", "kW", 0, 15, 0, 25),
          analog("feedRate", "H81", "mm/min", 0, 6_000, 0, 10_000),
          analog("xPosition", "MMT", "mm", 0, 800, -5, 805),
          analog("coolantTemperature", "CEL", "°C", 5, 55, -20, 120),
          analog("vibration", "C16", "mm/s", 0, 8, 0, 50),
          analog("spindleLoad", "P1", "%", 0, 100, 0, 200),
          SimulatedVariable.plain("toolInUse", ValueType.INT64),
          SimulatedVariable.plain("program", ValueType.STRING),
          SimulatedVariable.enumeration(
              "state", List.of("ToolChange", "Approach", "Cutting", "Retract")));

  private final MillSignals signals;
  private final MillAlarms alarms = new MillAlarms();
  private MillSample sample;
  private long cuts;

  public Mill(long seed) {
    this(new MillSignals(seed));
  }

  public Mill(MillSignals signals) {
    this.signals = signals;
    this.sample = signals.step(0.1);
  }

  private static SimulatedVariable analog(
      String id, String code, String text, double low, double high, double min, double max) {
    return SimulatedVariable.analog(
        id, code, text, new ValueRange(low, high), new ValueRange(min, max));
  }

  @Override
  public List<SimulatedVariable> variables() {
    return VARIABLES;
  }

  @Override
  public synchronized void step(double seconds) {
    MillState before = sample.state();
    sample = signals.step(seconds);
    if (before != MillState.CUTTING && sample.state() == MillState.CUTTING) {
      cuts++;
    }
  }

  @Override
  public synchronized void watch(SimulatedAlarms server) {
    alarms.watch(sample, server);
  }

  /** Lets the coolant pump fail for the given time. */
  public synchronized void coolantOverheats(double seconds) {
    signals.coolantOverheats(seconds);
  }

  /** Makes the present or next cut go wrong. */
  public synchronized void provoke(MillRegime anomaly) {
    signals.provoke(anomaly);
  }

  /** What the mill measures now, with the ground truth. */
  public synchronized MillSample sample() {
    return sample;
  }

  @Override
  public synchronized Object[] values() {
    return new Object[] {
      sample.spindleSpeed(),
      sample.spindlePower(),
      sample.feedRate(),
      sample.xPosition(),
      sample.coolantTemperature(),
      sample.vibration(),
      sample.spindleLoad(),
      sample.toolInUse(),
      "O" + (1000 + cuts % 7),
      sample.state().code()
    };
  }
}
