package io.resonance.benchmark.pipeline;

/**
 * What the server offers: variables that are doubles with a unit and a range, as many of each as an
 * equipment has. The same for both clients.
 */
final class Load {

  static final String NAMESPACE = "urn:resonance:benchmark";

  static final int EQUIPMENT = 100;
  static final int PROPERTIES = 100;
  static final int VARIABLES = EQUIPMENT * PROPERTIES;

  /** Values an item queues at the server. */
  static final int QUEUE = 10;

  /** How often the server may send. */
  static final int PUBLISHING_MILLIS = 10;

  private Load() {}

  /**
   * The kinds of signals, repeated for each equipment: most come in the profile's unit, pressure
   * has to be converted.
   */
  enum Signal {
    TEMPERATURE("temperature", "CEL"),
    PRESSURE("pressure", "BAR"),
    LOAD("load", "P1"),
    TORQUE("torque", "NU"),
    FORCE("force", "NEW");

    final String property;
    final String unit;

    Signal(String property, String unit) {
      this.property = property;
      this.unit = unit;
    }

    static Signal of(int variable) {
      return values()[variable % values().length];
    }
  }

  /** All values lie in here; so does the EURange of the variables. */
  static final double LOW = 20;

  static final double HIGH = 120;

  static String identifier(int variable) {
    return "v" + variable;
  }
}
