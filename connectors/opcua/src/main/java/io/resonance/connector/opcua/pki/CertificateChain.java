package io.resonance.connector.opcua.pki;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.StatusCodes;

/**
 * A server's certificate with its issuers up to a self-signed one, each signature verified (Part 4,
 * 6.1.3, "Build Certificate Chain" and "Signature").
 *
 * @param certificates the server's own first, the self-signed one last
 */
record CertificateChain(List<X509Certificate> certificates) {

  private static final int MOST_CERTIFICATES = 10;

  /**
   * Builds the chain from what the server sent and what the folders hold. The last one must be of
   * the folders: one that only the server sent proves nothing.
   */
  static CertificateChain build(List<X509Certificate> sent, TrustSnapshot known, PkiFolder folder)
      throws CertificateRefusedException {
    List<X509Certificate> ofFolders =
        Stream.concat(known.issuers().stream(), known.trusted().stream()).toList();
    List<X509Certificate> candidates =
        Stream.concat(
                ofFolders.stream(), sent.stream().skip(1).filter(sent1 -> !isSelfSigned(sent1)))
            .toList();
    List<X509Certificate> chain = new ArrayList<>();
    chain.add(sent.get(0));
    while (!isSelfSigned(last(chain))) {
      X509Certificate below = last(chain);
      X509Certificate issuer =
          candidates.stream()
              .filter(candidate -> issued(candidate, below))
              .findFirst()
              .orElseThrow(() -> incomplete(below, folder));
      chain.add(issuer);
      if (chain.size() > MOST_CERTIFICATES) {
        throw new CertificateRefusedException(
            StatusCodes.Bad_CertificateChainIncomplete,
            "its chain has more than %d certificates. Let the authority issue a shorter one."
                .formatted(MOST_CERTIFICATES));
      }
    }
    return new CertificateChain(List.copyOf(chain));
  }

  X509Certificate server() {
    return certificates.get(0);
  }

  /** The issuer of a certificate of this chain but the last. */
  X509Certificate issuerOf(int index) {
    return certificates.get(index + 1);
  }

  private static X509Certificate last(List<X509Certificate> chain) {
    return chain.get(chain.size() - 1);
  }

  private static CertificateRefusedException incomplete(X509Certificate below, PkiFolder folder) {
    if (below.getSubjectX500Principal().equals(below.getIssuerX500Principal())) {
      return new CertificateRefusedException(
          StatusCodes.Bad_CertificateInvalid,
          "the signature of %s is not its own, and no other certificate of that name is known. It was altered or is damaged; get the right one from the server's administrator."
              .formatted(CertificateFile.subject(below)));
    }
    return new CertificateRefusedException(
        StatusCodes.Bad_CertificateChainIncomplete,
        "the certificate of %s, which issued %s, is not here. Put it into %s to trust every server it issues a certificate for, or into %s to trust this server only."
            .formatted(
                CertificateFile.printable(below.getIssuerX500Principal()),
                CertificateFile.subject(below),
                folder.trusted(),
                folder.issuers()));
  }

  static boolean isSelfSigned(X509Certificate certificate) {
    return issued(certificate, certificate);
  }

  static boolean issued(X509Certificate issuer, X509Certificate certificate) {
    if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false; // another authority of the same name, or an altered certificate
    }
  }
}
