package io.resonance.connector.opcua.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts an {@link OpcUaSource} together and refuses what cannot work. */
public final class OpcUaSourceBuilder {

  private final List<OpcUaEndpoint> endpoints = new ArrayList<>();
  private OpcUaIdentity identity;

  OpcUaSourceBuilder() {}

  /** Adds a server. */
  public OpcUaSourceBuilder endpoint(OpcUaEndpoint endpoint) {
    endpoints.add(endpoint);
    return this;
  }

  /** The certificate and trust of the client; required. */
  public OpcUaSourceBuilder identity(OpcUaIdentity value) {
    identity = value;
    return this;
  }

  /** The source. */
  public OpcUaSource build() {
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("An OPC UA source needs at least one endpoint.");
    }
    if (identity == null) {
      throw new IllegalArgumentException(
          "An OPC UA source needs an identity (application URI and PKI folder).");
    }
    Set<String> ids = new HashSet<>();
    for (OpcUaEndpoint endpoint : endpoints) {
      if (!ids.add(endpoint.id())) {
        throw new IllegalArgumentException(
            "Two OPC UA endpoints have the id %s; ids must be unique in a source."
                .formatted(endpoint.id()));
      }
    }
    return new OpcUaSource(endpoints, identity);
  }
}
