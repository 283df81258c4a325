package io.resonance.testbed.opcua;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A three-zone industrial oven under two-point control: temperatures, set point, door and gas flow.
 */
public final class Oven implements SimulatedMachine {

  /** Its variables, as NodeId identifiers. */
  public static final List<String> IDENTIFIERS =
      List.of(
          "zone1Temperature",
          "zone2Temperature",
          "zone3Temperature",
          "setpoint",
          "doorOpen",
          "gasFlow");

  private static final double AMBIENT = 24;
  private static final double LOSS_PER_SECOND = 0.004;
  private static final ValueRange EU = new ValueRange(15, 250);
  private static final ValueRange INSTRUMENT = new ValueRange(-40, 400);

  private static final List<SimulatedVariable> VARIABLES =
      List.of(
          SimulatedVariable.analog("zone1Temperature", "CEL", "°C", EU, INSTRUMENT),
          SimulatedVariable.analog("zone2Temperature", "CEL", "°C", EU, INSTRUMENT),
          SimulatedVariable.analog("zone3Temperature", "CEL", "°C", EU, INSTRUMENT),
          SimulatedVariable.analog("setpoint", "CEL", "°C", EU, INSTRUMENT),
          SimulatedVariable.plain("doorOpen", ValueType.BOOLEAN),
          SimulatedVariable.analog(
              "gasFlow", "MQH", "m³/h", new ValueRange(0, 40), new ValueRange(0, 60)));

  private final SplittableRandom random;
  private final double[] zone = {180, 182, 179};
  private final boolean[] burning = {true, true, true};
  private double setpoint = 185;
  private double gasFlow = 12;
  private double doorOpenLeft;
  private double untilDoor = 45;

  public Oven(long seed) {
    this.random = new SplittableRandom(seed);
  }

  @Override
  public List<SimulatedVariable> variables() {
    return VARIABLES;
  }

  /** Changes what the controller aims at. */
  public synchronized void setpoint(double celsius) {
    setpoint = celsius;
  }

  /** Opens the door for the given time. */
  public synchronized void openDoor(double seconds) {
    doorOpenLeft = seconds;
  }

  @Override
  public synchronized void step(double seconds) {
    untilDoor -= seconds;
    if (untilDoor <= 0) {
      doorOpenLeft = 6;
      untilDoor = 60 + 30 * random.nextDouble();
    }
    doorOpenLeft = Math.max(0, doorOpenLeft - seconds);
    double demand = 0;
    for (int i = 0; i < zone.length; i++) {
      // hysteresis of 1.5 degrees keeps the burner from chattering
      if (zone[i] < setpoint - 1.5) {
        burning[i] = true;
      } else if (zone[i] > setpoint + 1.5) {
        burning[i] = false;
      }
      double loss = LOSS_PER_SECOND * (doorOpenLeft > 0 && i == 0 ? 6 : 1);
      double gain = burning[i] ? 1.6 : 0;
      double neighbours = i == 1 ? (zone[0] + zone[2]) / 2 : zone[1];
      zone[i] += seconds * (gain - loss * (zone[i] - AMBIENT) + 0.02 * (neighbours - zone[i]));
      demand += burning[i] ? 9 : 0.8;
    }
    gasFlow += (1 - Math.exp(-seconds / 1.2)) * (demand - gasFlow);
  }

  @Override
  public synchronized Object[] values() {
    return new Object[] {
      zone[0] + noise(0.08),
      zone[1] + noise(0.08),
      zone[2] + noise(0.08),
      setpoint,
      doorOpenLeft > 0,
      Math.max(0, gasFlow + noise(0.05))
    };
  }

  private double noise(double size) {
    return size * (random.nextDouble() + random.nextDouble() - 1);
  }
}
