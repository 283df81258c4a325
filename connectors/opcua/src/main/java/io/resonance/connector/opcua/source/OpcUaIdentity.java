package io.resonance.connector.opcua.source;

import java.io.Serializable;
import java.util.Objects;

/**
 * The application identity of the client: its URI and the PKI folder with the sub-folders {@code
 * own} (certificate.pem and key.pem, or identity.p12 without password), {@code trusted}, {@code
 * issuers}, {@code crl} and {@code rejected}. The folder must be reachable under the same path on
 * every machine that runs a reader, with the same content.
 *
 * @param applicationUri the URI in the certificate's SubjectAltName; servers compare the two (Part
 *     4, 6.1.3)
 * @param pkiFolder the path of the folder
 * @param ownCertificate what to do when {@code own} is empty
 */
public record OpcUaIdentity(String applicationUri, String pkiFolder, OwnCertificate ownCertificate)
    implements Serializable {

  /** What to do when the folder has no certificate of its own yet. */
  public enum OwnCertificate {
    /** Make a self-signed one on first use; servers must then be told to trust it. */
    CREATE_IF_ABSENT,
    /** Refuse to start. */
    REQUIRE
  }

  public OpcUaIdentity {
    Objects.requireNonNull(applicationUri, "applicationUri");
    Objects.requireNonNull(pkiFolder, "pkiFolder");
    Objects.requireNonNull(ownCertificate, "ownCertificate");
    if (!applicationUri.contains(":")) {
      throw new IllegalArgumentException(
          "The application URI %s is not a URI; use for example urn:plant:resonance."
              .formatted(applicationUri));
    }
  }

  /** An identity whose certificate is made on first use. */
  public static OpcUaIdentity selfSigned(String applicationUri, String pkiFolder) {
    return new OpcUaIdentity(applicationUri, pkiFolder, OwnCertificate.CREATE_IF_ABSENT);
  }
}
