package io.resonance.connector.mtconnect.source;

/** Category of a DataItem (MTConnect Part 2). */
public enum MtConnectCategory {
  /** A continuously changing quantity. */
  SAMPLE,
  /** A discrete state or message. */
  EVENT,
  /** The health of a part of the machine. */
  CONDITION
}
