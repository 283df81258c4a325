package io.resonance.connector.opcua.source;

import java.io.Serializable;
import java.util.Objects;

/**
 * The application identity of the client: its URI and the PKI folder with the sub-folders {@code
 * own}, {@code trusted}, {@code issuers}, {@code crl} and {@code rejected}. The folder must be
 * reachable under the same path on every machine that runs a reader, with the same content: all
 * readers are one application.
 *
 * <p>{@code own} holds certificate.pem (the certificate, then those of its authorities) and key.pem
 * (PKCS#8 or PKCS#1, encrypted or not), or identity.p12 (PKCS#12). They are read anew for each
 * connection, so a renewed certificate needs no restart.
 *
 * @param applicationUri the URI in the certificate's SubjectAltName; servers compare the two (Part
 *     4, 6.1.3)
 * @param pkiFolder the path of the folder
 * @param ownCertificate what to do when {@code own} is empty
 * @param keyPassword of key.pem or identity.p12, else {@link OpcUaSecret#none()}
 */
public record OpcUaIdentity(
    String applicationUri, String pkiFolder, OwnCertificate ownCertificate, OpcUaSecret keyPassword)
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
    Objects.requireNonNull(keyPassword, "keyPassword");
    if (!applicationUri.contains(":")) {
      throw new IllegalArgumentException(
          "The application URI %s is not a URI; use for example urn:plant:resonance."
              .formatted(applicationUri));
    }
  }

  /** An identity whose certificate is made on first use. */
  public static OpcUaIdentity selfSigned(String applicationUri, String pkiFolder) {
    return new OpcUaIdentity(
        applicationUri, pkiFolder, OwnCertificate.CREATE_IF_ABSENT, OpcUaSecret.none());
  }

  /** The same with the password of its key or key store. */
  public OpcUaIdentity withKeyPassword(OpcUaSecret password) {
    return new OpcUaIdentity(applicationUri, pkiFolder, ownCertificate, password);
  }

  @Override
  public String toString() {
    return "OpcUaIdentity[" + applicationUri + ", " + pkiFolder + "]";
  }
}
