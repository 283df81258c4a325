package io.resonance.connector.mtconnect.client.watch;

import java.time.Instant;

/** Is told what happens on one agent, for metrics. */
public interface AgentMeter {
  /** How an agent is read. */
  enum Way {
    /** As a stream. */
    STREAMED,
    /** By one request after the other. */
    POLLED,
    /** Not at all at the moment. */
    LOST
  }

  /** A document with so many observations to deliver. */
  void chunk(int observations);

  /** A gap was declared or closed; lost is 0 if unknown or healed. */
  void gap(long lost);

  /** The connection was lost or refused. */
  void reconnect();

  /** How the agent is read from now on. */
  void way(Way now);

  /** What of its buffer waits to be read. */
  void buffer(BufferWatch.State state);

  /** Half of its buffer waits to be read: what waits may be overwritten. */
  void behind();

  /**
   * A document came just now; nanoseconds since the Unix epoch by the agent's clock, 0 if unknown.
   */
  void created(long nanos);

  /** When the certificate of the agent ends. */
  void certificate(Instant end);

  /** The agent described its devices anew, without a new instance. */
  void modelChanged();
}
