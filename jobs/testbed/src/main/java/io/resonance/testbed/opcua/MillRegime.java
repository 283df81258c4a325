package io.resonance.testbed.opcua;

/** The truth about a cut. */
public enum MillRegime {
  NORMAL,
  /**
   * Self-excited oscillation of tool and workpiece: strong, uneven vibration and a pulsing power.
   */
  CHATTER,
  /** The tool is broken: one blow, then hardly any cutting power and a rough run. */
  TOOL_BREAKAGE
}
