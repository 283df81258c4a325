package io.resonance.connector.mtconnect.source;

/** Where an agent that was never read before is begun. */
public enum MtConnectStart {
  /** At the oldest observation in its buffer. */
  BUFFER,
  /** With the present state of all DataItems, as a current request gives it. */
  CURRENT
}
