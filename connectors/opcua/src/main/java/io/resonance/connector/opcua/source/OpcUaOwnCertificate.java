package io.resonance.connector.opcua.source;

import io.resonance.connector.opcua.client.ApplicationIdentity;
import java.nio.file.Path;

/**
 * The certificate servers know this client by. A deployer needs it before the first connection, to
 * hand it to the servers' administrators.
 */
public final class OpcUaOwnCertificate {

  private OpcUaOwnCertificate() {}

  /**
   * Makes the folders of the identity, and a self-signed certificate in {@code own} if there is
   * none and the identity allows it.
   *
   * @return the file with the certificate
   * @throws IllegalArgumentException if the folder cannot be used; the message says why
   */
  public static Path ensure(OpcUaIdentity identity) {
    return ApplicationIdentity.open(identity).certificateFile();
  }
}
