package io.resonance.schema.plant;

import java.io.Serializable;

/**
 * The Confluent-compatible schema registry.
 *
 * @param url base URL of the Confluent API
 */
public record RegistryTarget(String url, Credentials credentials, TlsTrust trust)
    implements Serializable {}
