package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.OpcUaIdentity;

/** Makes an identity's folder and certificate ahead of the first connection. */
public final class TestIdentity {

  private TestIdentity() {}

  public static void create(OpcUaIdentity identity) {
    ApplicationIdentity.open(identity);
  }
}
