package io.resonance.schema.plant;

import java.io.Serializable;
import java.time.Duration;

/**
 * An MTConnect agent to read.
 *
 * @param id unique among all servers and agents
 * @param url base URL, such as {@code http://host:5000}
 * @param interval the agent sends a chunk this often
 * @param surviveOutage how long the agent may be silent before the connection is given up and made
 *     anew
 */
public record MtConnectAgent(
    String id,
    String url,
    Credentials credentials,
    TlsTrust trust,
    Duration interval,
    Duration surviveOutage)
    implements Serializable {}
