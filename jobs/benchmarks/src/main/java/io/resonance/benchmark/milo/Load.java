package io.resonance.benchmark.milo;

import java.util.List;

/**
 * What the server offers: variables that are doubles with a unit and a range, the same 50 of each
 * of 200 machines. The same for every client.
 */
public final class Load {

  public static final String NAMESPACE = "urn:resonance:benchmark";
  public static final int EQUIPMENT = 200;

  /** Values an item queues at the server. */
  public static final int QUEUE = 10;

  /** How often the server may send. */
  public static final int PUBLISHING_MILLIS = 10;

  /** All values lie between these; so says the EURange of the variables. */
  public static final double LOW = 20;

  public static final double HIGH = 120;

  /**
   * Term of the profile, and unit of the machine: nine of ten come in the profile's unit, the tenth
   * has to be converted.
   */
  // none with a rule on its distribution: a sawtooth is under no statistical control
  private static final String TERMS =
      """
      spindle-speed RPM, spindle-speed-commanded RPM, spindle-speed-programmed RPM, spindle-power WTT, spindle-load P1,
      spindle-torque NU, spindle-current AMP, spindle-voltage VLT, spindle-temperature CEL, spindle-vibration MSK,
      spindle-speed-override P1, feed-rate C16, feed-rate-commanded C16, feed-rate-programmed C16, feed-rate-override P1,
      rapid-override P1, path-position MMT, cutting-speed C16, coolant-temperature CEL, coolant-pressure BAR,
      coolant-flow L2, coolant-level P1, conductivity D10, temperature CEL, temperature-setpoint FAH,
      chamber-temperature CEL, ambient-temperature CEL, pressure BAR, hydraulic-pressure BAR, air-pressure BAR,
      flow L2, fill-level P1, concentration P1, load P1, torque NU,
      force NEW, acceleration MSK, vibration C16, sound-level 2N, humidity P1,
      displacement MMT, mass KGM, power WTT, apparent-power D46, reactive-power D44,
      power-factor P1, voltage VLT, current AMP, frequency HTZ, resistance OHM
      """;

  private static final List<Signal> SIGNALS = signals();

  public static final int PROPERTIES = SIGNALS.size();
  public static final int VARIABLES = EQUIPMENT * PROPERTIES;

  private Load() {}

  /**
   * One of the properties of each machine.
   *
   * @param property the profile's term
   * @param unit the unit the server announces
   */
  public record Signal(String property, String unit) {}

  /** The signal of a variable: those of one machine lie side by side. */
  public static Signal signal(int variable) {
    return SIGNALS.get(variable % PROPERTIES);
  }

  /** The variable's identifier in {@link #NAMESPACE}. */
  public static String identifier(int variable) {
    return "v" + variable;
  }

  private static List<Signal> signals() {
    return TERMS
        .lines()
        .flatMap(line -> List.of(line.split(",")).stream())
        .map(term -> term.strip().split(" "))
        .filter(words -> words.length == 2)
        .map(words -> new Signal(words[0], words[1]))
        .toList();
  }
}
