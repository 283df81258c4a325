package io.resonance.connector.opcua.pki;

import io.resonance.connector.opcua.source.OpcUaAcceptedRisk;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;

/**
 * Every check of a server's certificate that OPC UA Part 4, 6.1.3 names, in its order, against one
 * snapshot of the trust folders. The messages begin after "the certificate of the server".
 */
public final class CertificateChecks {

  private static final int DIGITAL_SIGNATURE = 0;
  private static final int NON_REPUDIATION = 1;
  private static final int KEY_ENCIPHERMENT = 2;
  private static final int DATA_ENCIPHERMENT = 3;
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final int LEAST_KEY_BITS = 2048;
  private static final int LEAST_KEY_BITS_OF_BROKEN_POLICIES = 1024;

  private final TrustSnapshot known;
  private final PkiFolder folder;
  private final Set<OpcUaAcceptedRisk> accepted;
  private final Instant now;

  /**
   * Checks by a snapshot.
   *
   * @param folder where it was taken, for the messages
   * @param accepted risks the endpoint was told to take
   * @param now the time certificates must be valid at
   */
  public CertificateChecks(
      TrustSnapshot known, PkiFolder folder, Set<OpcUaAcceptedRisk> accepted, Instant now) {
    this.known = known;
    this.folder = folder;
    this.accepted = accepted;
    this.now = now;
  }

  /**
   * Checks everything that does not depend on whom the certificate is to be of.
   *
   * @param sent the server's certificate, and those of its issuers if it sends them
   */
  public void check(List<X509Certificate> sent) throws CertificateRefusedException {
    CertificateChain chain = CertificateChain.build(sent, known, folder);
    refuseWeak(chain);
    refuseUntrusted(chain);
    refuseOutOfTime(chain);
    refuseOtherUse(chain.server());
    refuseUnsoundPath(chain);
    RevocationChecks revocation = new RevocationChecks(known, folder, now);
    revocation.refuseRevoked(chain);
    if (!accepted.contains(OpcUaAcceptedRisk.UNKNOWN_REVOCATION)) {
      revocation.refuseUnknown(chain);
    }
  }

  /**
   * Checks only what a person has decided: trusted, not revoked. For connections that are already
   * there, which are not cut because time has passed.
   */
  public void checkStillTrusted(List<X509Certificate> sent) throws CertificateRefusedException {
    CertificateChain chain = CertificateChain.build(sent, known, folder);
    refuseUntrusted(chain);
    new RevocationChecks(known, folder, now).refuseRevoked(chain);
  }

  /** Checks that the certificate is of this application on this host. */
  public void checkIdentity(X509Certificate server, String applicationUri, String host)
      throws CertificateRefusedException {
    SubjectNames names = SubjectNames.of(server);
    if (!accepted.contains(OpcUaAcceptedRisk.OTHER_HOST_NAME) && !names.isHost(host)) {
      throw new CertificateRefusedException(
          StatusCodes.Bad_CertificateHostNameInvalid,
          "it is for the hosts %s, not for %s. Use one of these in the URL, have a certificate issued that names %s, or accept the risk with accepted-risks: [other-host-name]."
              .formatted(names.hosts(), host, host));
    }
    if (names.uris().size() != 1 || !names.uris().get(0).equals(applicationUri)) {
      throw new CertificateRefusedException(
          StatusCodes.Bad_CertificateUriInvalid,
          "it is for the application %s, but the server calls itself %s. Have a certificate issued with the server's ApplicationUri in it."
              .formatted(names.uris(), applicationUri));
    }
  }

  private void refuseWeak(CertificateChain chain) throws CertificateRefusedException {
    boolean broken = accepted.contains(OpcUaAcceptedRisk.BROKEN_POLICY);
    int least = broken ? LEAST_KEY_BITS_OF_BROKEN_POLICIES : LEAST_KEY_BITS;
    for (int i = 0; i < chain.certificates().size(); i++) {
      X509Certificate certificate = chain.certificates().get(i);
      String whose = i == 0 ? "it" : CertificateFile.subject(certificate);
      if (!(certificate.getPublicKey() instanceof RSAPublicKey key)) {
        throw weak(whose + " has no RSA key, which these security policies need");
      }
      if (key.getModulus().bitLength() < least) {
        throw weak(
            "%s has an RSA key of %d bits, at least %d are needed"
                .formatted(whose, key.getModulus().bitLength(), least));
      }
      // nobody relies on the signature an authority gives itself: it is trusted by its file
      boolean signatureCounts = i == 0 || i + 1 < chain.certificates().size();
      String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
      if (signatureCounts
          && !broken
          && (algorithm.startsWith("SHA1") || algorithm.startsWith("MD"))) {
        throw weak(
            "%s is signed with %s, which can be forged"
                .formatted(whose, certificate.getSigAlgName()));
      }
    }
  }

  private static CertificateRefusedException weak(String why) {
    return new CertificateRefusedException(
        StatusCodes.Bad_CertificatePolicyCheckFailed,
        why + ". Have a certificate issued with RSA 2048 to 4096 and SHA-256.");
  }

  private void refuseUntrusted(CertificateChain chain) throws CertificateRefusedException {
    if (chain.certificates().stream().noneMatch(known.trusted()::contains)) {
      throw new CertificateRefusedException(
          StatusCodes.Bad_CertificateUntrusted,
          "it is not trusted. If this is its thumbprint, which the server's administrator knows, trust it with: resonance opcua trust --pki %s %s"
              .formatted(folder.root(), Thumbprint.of(chain.server())));
    }
  }

  private void refuseOutOfTime(CertificateChain chain) throws CertificateRefusedException {
    for (int i = 0; i < chain.certificates().size(); i++) {
      X509Certificate certificate = chain.certificates().get(i);
      Instant from = certificate.getNotBefore().toInstant();
      Instant to = certificate.getNotAfter().toInstant();
      String whose = i == 0 ? "it" : "its authority " + CertificateFile.subject(certificate);
      long status =
          i == 0
              ? StatusCodes.Bad_CertificateTimeInvalid
              : StatusCodes.Bad_CertificateIssuerTimeInvalid;
      if (now.isAfter(to)) {
        throw new CertificateRefusedException(
            status,
            "%s was valid until %s. Renew it at the server, or set this machine's clock if %s is wrong."
                .formatted(whose, to, now));
      }
      if (now.isBefore(from)) {
        throw new CertificateRefusedException(
            status,
            "%s is not valid before %s. Set the clock of the machine that issued it, or this machine's if %s is wrong."
                .formatted(whose, from, now));
      }
    }
  }

  private static void refuseOtherUse(X509Certificate server) throws CertificateRefusedException {
    if (server.getBasicConstraints() != -1) {
      throw otherUse("it is the certificate of an authority, which must not be a server's as well");
    }
    boolean[] usage = server.getKeyUsage();
    if (usage == null
        || !usage[DIGITAL_SIGNATURE]
        || !usage[NON_REPUDIATION]
        || !usage[KEY_ENCIPHERMENT]
        || !usage[DATA_ENCIPHERMENT]) {
      throw otherUse(
          "its key usage is not digitalSignature, nonRepudiation, keyEncipherment and dataEncipherment");
    }
    try {
      List<String> extended = server.getExtendedKeyUsage();
      if (extended == null || !extended.contains(SERVER_AUTH)) {
        throw otherUse("its extended key usage has no serverAuth");
      }
    } catch (CertificateParsingException e) {
      throw otherUse("its extended key usage cannot be read");
    }
  }

  private static CertificateRefusedException otherUse(String why) {
    return new CertificateRefusedException(
        StatusCodes.Bad_CertificateUseNotAllowed,
        why + " (Part 6, 6.2.2). Have a certificate issued for an OPC UA server.");
  }

  /** Authorities must be authorities, and their limits (names, length of the path) be kept. */
  private void refuseUnsoundPath(CertificateChain chain) throws CertificateRefusedException {
    List<X509Certificate> all = chain.certificates();
    if (chain.server().hasUnsupportedCriticalExtension()) {
      throw new CertificateRefusedException(
          StatusCodes.Bad_CertificateInvalid,
          "it has a critical extension that is not known here (%s). Have a certificate issued without it."
              .formatted(chain.server().getCriticalExtensionOIDs()));
    }
    if (all.size() == 1) {
      return;
    }
    try {
      CertPath path =
          CertificateFactory.getInstance("X.509").generateCertPath(all.subList(0, all.size() - 1));
      PKIXParameters parameters =
          new PKIXParameters(Set.of(new TrustAnchor(all.get(all.size() - 1), null)));
      parameters.setRevocationEnabled(false); // done here, with messages that name the file
      parameters.setDate(java.util.Date.from(now));
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
    } catch (CertPathValidatorException e) {
      boolean issuers = e.getIndex() != 0;
      throw new CertificateRefusedException(
          issuers
              ? StatusCodes.Bad_CertificateIssuerUseNotAllowed
              : StatusCodes.Bad_CertificateInvalid,
          "its chain is not sound: %s. Have it issued by a proper authority."
              .formatted(e.getMessage()));
    } catch (GeneralSecurityException e) {
      throw new CertificateRefusedException(
          StatusCodes.Bad_CertificateInvalid, "its chain cannot be checked: " + e.getMessage());
    }
  }
}
