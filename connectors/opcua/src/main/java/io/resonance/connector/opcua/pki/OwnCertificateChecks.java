package io.resonance.connector.opcua.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;

/** Finds in our own certificates what servers would refuse in ways nobody understands. */
public final class OwnCertificateChecks {

  private OwnCertificateChecks() {}

  /**
   * A private key must belong to its certificate.
   *
   * @throws IOException if it does not, or one of them is not of RSA
   */
  public static void requireKeyOf(X509Certificate certificate, PrivateKey key) throws IOException {
    BigInteger modulus = key instanceof RSAKey rsa ? rsa.getModulus() : BigInteger.ZERO;
    boolean same =
        certificate.getPublicKey() instanceof RSAKey rsa && rsa.getModulus().equals(modulus);
    if (!same) {
      throw new IOException(
          "the private key does not belong to the certificate of "
              + CertificateFile.subject(certificate));
    }
  }

  /**
   * An application's certificate must name its URI (Part 6, 6.2.2).
   *
   * @throws IOException if it names another one or none
   */
  public static void requireApplication(X509Certificate certificate, String applicationUri)
      throws IOException {
    SubjectNames names = SubjectNames.of(certificate);
    if (!names.uris().contains(applicationUri)) {
      throw new IOException(
          "the certificate is for the application %s, but the application-uri is %s"
              .formatted(names.uris(), applicationUri));
    }
  }
}
