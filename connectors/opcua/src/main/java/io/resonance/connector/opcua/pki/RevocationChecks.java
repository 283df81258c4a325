package io.resonance.connector.opcua.pki;

import io.resonance.connector.opcua.pki.TrustSnapshot.RevocationList;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;

/**
 * Asks the revocation lists about every certificate of a chain (Part 4, 6.1.3, "Find Revocation
 * List" and "Revocation Check"). Partial and indirect lists are not used.
 */
final class RevocationChecks {

  private static final int CRL_SIGN = 6;

  private final TrustSnapshot known;
  private final PkiFolder folder;
  private final Instant now;

  /** Why there is no usable list of an authority. */
  private record Unknown(String why) {}

  RevocationChecks(TrustSnapshot known, PkiFolder folder, Instant now) {
    this.known = known;
    this.folder = folder;
    this.now = now;
  }

  /** Refuses a chain in which a certificate is revoked. */
  void refuseRevoked(CertificateChain chain) throws CertificateRefusedException {
    for (int i = 0; i + 1 < chain.certificates().size(); i++) {
      X509Certificate certificate = chain.certificates().get(i);
      for (RevocationList list : listsOf(chain.issuerOf(i))) {
        if (list.crl().isRevoked(certificate)) {
          throw new CertificateRefusedException(
              i == 0
                  ? StatusCodes.Bad_CertificateRevoked
                  : StatusCodes.Bad_CertificateIssuerRevoked,
              "%s was revoked on %s by its authority (%s). Have a new certificate issued for the server; do not trust this one."
                  .formatted(
                      i == 0 ? "it" : "the authority " + CertificateFile.subject(certificate),
                      list.crl().getRevokedCertificate(certificate).getRevocationDate().toInstant(),
                      list.file()));
        }
      }
    }
  }

  /** Refuses a chain in which the list of an authority is missing or out of date. */
  void refuseUnknown(CertificateChain chain) throws CertificateRefusedException {
    for (int i = 0; i + 1 < chain.certificates().size(); i++) {
      Optional<Unknown> unknown = unknown(chain.issuerOf(i));
      if (unknown.isPresent()) {
        throw new CertificateRefusedException(
            i == 0
                ? StatusCodes.Bad_CertificateRevocationUnknown
                : StatusCodes.Bad_CertificateIssuerRevocationUnknown,
            "nobody can say whether %s was revoked: %s. Put the current revocation list of %s (DER or PEM) into %s, or accept the risk with accepted-risks: [unknown-revocation]."
                .formatted(
                    i == 0 ? "it" : CertificateFile.subject(chain.certificates().get(i)),
                    unknown.get().why(),
                    CertificateFile.subject(chain.issuerOf(i)),
                    folder.crl()));
      }
    }
  }

  private Optional<Unknown> unknown(X509Certificate authority) {
    List<RevocationList> lists = listsOf(authority);
    if (lists.isEmpty()) {
      return Optional.of(new Unknown("there is no revocation list of its authority"));
    }
    RevocationList latest =
        lists.stream().max(Comparator.comparing(list -> list.crl().getThisUpdate())).orElseThrow();
    boolean expired =
        latest.crl().getNextUpdate() != null
            && latest.crl().getNextUpdate().toInstant().isBefore(now);
    return expired
        ? Optional.of(
            new Unknown(
                "the revocation list %s was valid until %s"
                    .formatted(latest.file(), latest.crl().getNextUpdate().toInstant())))
        : Optional.empty();
  }

  private List<RevocationList> listsOf(X509Certificate authority) {
    List<RevocationList> lists = new ArrayList<>();
    if (authority.getKeyUsage() != null && !authority.getKeyUsage()[CRL_SIGN]) {
      return lists;
    }
    for (RevocationList list : known.revocationLists()) {
      X509CRL crl = list.crl();
      if (crl.getIssuerX500Principal().equals(authority.getSubjectX500Principal())
          && isComplete(crl)
          && isSigned(crl, authority)) {
        lists.add(list);
      }
    }
    return lists;
  }

  /** RFC 5280, 5.2: what narrows a list down is critical. */
  private static boolean isComplete(X509CRL crl) {
    Set<String> critical = crl.getCriticalExtensionOIDs();
    return critical == null || critical.isEmpty();
  }

  private static boolean isSigned(X509CRL crl, X509Certificate authority) {
    try {
      crl.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false; // another authority of the same name, or an altered list
    }
  }
}
