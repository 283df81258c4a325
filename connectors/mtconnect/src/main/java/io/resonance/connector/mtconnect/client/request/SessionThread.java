package io.resonance.connector.mtconnect.client.request;

import io.resonance.connector.mtconnect.client.http.AgentTransport;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What drives a session: one thread, its network and its clocks.
 *
 * @param transport sends the requests
 * @param thread runs what the transport tells, one at a time, on the thread of the session
 * @param clock nanoseconds, as {@link System#nanoTime}
 * @param awake nanoseconds in which an agent could be heard, to measure silence by
 */
public record SessionThread(
    AgentTransport transport, Executor thread, LongSupplier clock, LongSupplier awake) {

  /** A thread that is always awake. */
  public SessionThread(AgentTransport transport, Executor thread, LongSupplier clock) {
    this(transport, thread, clock, clock);
  }
}
