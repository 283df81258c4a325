package io.resonance.connector.mtconnect.client.request;

import io.resonance.connector.mtconnect.client.http.AgentTransport;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What drives a session: one thread, its network and its clock.
 *
 * @param transport sends the requests
 * @param thread runs what the transport tells, one at a time, on the thread of the session
 * @param clock nanoseconds, as {@link System#nanoTime}
 */
public record SessionThread(AgentTransport transport, Executor thread, LongSupplier clock) {}
