package io.resonance.schema.plant;

import java.io.Serializable;

/**
 * How an MTConnect agent is reached.
 *
 * @param credentials login
 * @param trust whose certificates are accepted
 * @param identity certificate of this client
 * @param proxy the way to it
 */
public record AgentAccess(
    Credentials credentials, TlsTrust trust, TlsIdentity identity, HttpProxy proxy)
    implements Serializable {}
