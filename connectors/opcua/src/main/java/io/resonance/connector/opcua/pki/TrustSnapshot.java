package io.resonance.connector.opcua.pki;

import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the folders held at one moment; a connection is judged by one snapshot.
 *
 * @param trusted certificates of servers and authorities that are trusted
 * @param issuers certificates of authorities that only complete chains
 * @param revocationLists the lists of all of them, with the files they came from
 */
public record TrustSnapshot(
    List<X509Certificate> trusted,
    List<X509Certificate> issuers,
    List<RevocationList> revocationLists) {

  /** A revocation list and its file. */
  public record RevocationList(Path file, X509CRL crl) {}

  public TrustSnapshot {
    trusted = List.copyOf(trusted);
    issuers = List.copyOf(issuers);
    revocationLists = List.copyOf(revocationLists);
  }
}
