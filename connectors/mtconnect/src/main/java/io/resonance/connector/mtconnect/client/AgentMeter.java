package io.resonance.connector.mtconnect.client;

/** Is told what happens on one agent, for metrics. */
public interface AgentMeter {
  /** A document with so many observations to deliver. */
  void chunk(int observations);

  /** A gap was declared or closed; lost is 0 if unknown or healed. */
  void gap(long lost);

  /** The connection was lost or refused. */
  void reconnect();

  /** Sequence numbers the agent already has beyond what was read. */
  void lag(long sequences);
}
