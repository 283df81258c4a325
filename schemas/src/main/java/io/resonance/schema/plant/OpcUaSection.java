package io.resonance.schema.plant;

import java.io.Serializable;
import java.util.List;

/**
 * Everything OPC UA.
 *
 * @param applicationUri the ApplicationUri of this client (Part 6, 6.2.2), also in its certificate
 * @param pki folder with own, trusted, issuers, crl and rejected certificates
 * @param keyPassword of our own key or key store, else {@link Secret#none()}
 * @param servers the servers to read
 */
public record OpcUaSection(
    String applicationUri, String pki, Secret keyPassword, List<OpcUaServer> servers)
    implements Serializable {

  public OpcUaSection {
    servers = List.copyOf(servers);
  }

  /** No OPC UA server is read; the other components are empty and never used. */
  public static OpcUaSection none() {
    return new OpcUaSection("", "", Secret.none(), List.of());
  }
}
