package io.resonance.testbed.opcua;

/**
 * The alarms of a mill: too much vibration for a while, and coolant that is too hot. Each clears
 * with a hysteresis; an operator acknowledges it some seconds after it came and confirms it some
 * seconds after it went. Not thread-safe.
 */
final class MillAlarms {

  private final Watched vibration = new Watched("VibrationHigh", "vibration", 600, 5.0, 3.0);
  private final Watched coolant =
      new Watched("CoolantOverTemperature", "coolantTemperature", 800, 60.0, 52.0);

  /** Looks at what is measured now, the given number of steps after the last look. */
  void watch(MillSample sample, SimulatedAlarms alarms) {
    vibration.look(sample.vibration(), alarms);
    coolant.look(sample.coolantTemperature(), alarms);
  }

  /** One alarm, its limits and how far the operator is; counted in looks. */
  private static final class Watched {
    private static final int LOOKS_TO_RAISE = 3;
    private static final int LOOKS_TO_CLEAR = 20;
    private static final int LOOKS_UNTIL_OPERATOR = 30;

    private final String name;
    private final String source;
    private final int severity;
    private final double raiseAbove;
    private final double clearBelow;
    private int looksBeyond;
    private boolean active;
    private int looksSince = Integer.MIN_VALUE;

    Watched(String name, String source, int severity, double raiseAbove, double clearBelow) {
      this.name = name;
      this.source = source;
      this.severity = severity;
      this.raiseAbove = raiseAbove;
      this.clearBelow = clearBelow;
    }

    void look(double value, SimulatedAlarms alarms) {
      boolean beyond = active ? value < clearBelow : value > raiseAbove;
      looksBeyond = beyond ? looksBeyond + 1 : 0;
      if (!active && looksBeyond >= LOOKS_TO_RAISE) {
        active = true;
        looksBeyond = 0;
        looksSince = 0;
        alarms.raise(
            name, source, severity, "%s is %.1f, above %.1f".formatted(source, value, raiseAbove));
      } else if (active && looksBeyond >= LOOKS_TO_CLEAR) {
        active = false;
        looksBeyond = 0;
        looksSince = 0;
        alarms.clear(name);
      } else if (looksSince >= 0 && ++looksSince == LOOKS_UNTIL_OPERATOR) {
        looksSince = Integer.MIN_VALUE;
        if (active) {
          alarms.acknowledge(name, "seen by the operator");
        } else {
          alarms.confirm(name);
        }
      }
    }
  }
}
