package io.resonance.connector.opcua.pki;

import io.resonance.connector.opcua.source.OpcUaAcceptedRisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;

/**
 * Decides about the server of one connection, each time by one snapshot of the trust folders, and
 * keeps a refused certificate in {@code rejected}.
 */
public final class ServerTrust implements CertificateValidator {

  private final TrustStore store;
  private final PkiFolder folder;
  private final Set<OpcUaAcceptedRisk> accepted;

  /** What the endpoint description held; from then on no other certificate will do. */
  private volatile X509Certificate announced;

  /** Why this connection was refused; Milo passes only a status code on. */
  private volatile CertificateRefusedException refusal;

  /** For one server; the folders are looked at whenever it shows a certificate. */
  public ServerTrust(TrustStore store, Set<OpcUaAcceptedRisk> accepted) {
    this.store = store;
    this.folder = store.folder();
    this.accepted = Set.copyOf(accepted);
  }

  /**
   * Checks a server's certificate; as Milo calls it, once without names when the channel opens, and
   * once with them when the session does.
   */
  @Override
  public void validateCertificateChain(
      List<X509Certificate> chain, String applicationUri, String[] validHostNames)
      throws CertificateRefusedException {
    X509Certificate promised = announced;
    try {
      if (promised != null && !promised.equals(chain.get(0))) {
        throw new CertificateRefusedException(
            StatusCodes.Bad_SecurityChecksFailed,
            "it is not the one the server announced when it was asked for its endpoints (thumbprint %s). Either the server changed it this moment, or somebody stands between; if this message comes again, ask the server's administrator."
                .formatted(Thumbprint.of(promised)));
      }
      // anew each time: a session that is resumed on a new channel must not live by an old snapshot
      CertificateChecks checks =
          new CertificateChecks(store.snapshot(), folder, accepted, Instant.now());
      checks.check(chain);
      if (validHostNames != null) {
        checks.checkIdentity(
            chain.get(0),
            applicationUri == null ? "" : applicationUri,
            String.join(",", Arrays.asList(validHostNames)));
      }
    } catch (CertificateRefusedException e) {
      throw refuse(chain.get(0), e);
    } catch (UncheckedIOException e) {
      throw refuse(
          chain.get(0),
          new CertificateRefusedException(
              StatusCodes.Bad_CertificateUntrusted,
              "the trust folders cannot be read: " + e.getMessage()));
    } catch (RuntimeException e) {
      // whatever a hostile certificate makes a parser do
      throw refuse(
          chain.get(0),
          new CertificateRefusedException(
              StatusCodes.Bad_CertificateInvalid, "it cannot be read: " + e));
    }
  }

  /**
   * Checks the certificate of an endpoint description before anything is sent to it, and holds the
   * server to it.
   */
  public void announced(List<X509Certificate> chain, String applicationUri, String host)
      throws CertificateRefusedException {
    validateCertificateChain(chain, applicationUri, new String[] {host});
    announced = chain.get(0);
  }

  /** Why the server was refused, if it was. */
  public Optional<CertificateRefusedException> refusal() {
    return Optional.ofNullable(refusal);
  }

  private CertificateRefusedException refuse(
      X509Certificate server, CertificateRefusedException why) {
    String kept;
    try {
      Path file = new RejectedCertificates(folder).add(server);
      kept = "It was written to " + file + ".";
    } catch (IOException | UncheckedIOException e) {
      kept =
          "It could not be written to %s either (%s); let the job's user write there."
              .formatted(folder.rejected(), e.getMessage());
    }
    refusal =
        new CertificateRefusedException(
            why.getStatusCode().value(),
            "the certificate of the server (%s, thumbprint %s) is refused: %s %s"
                .formatted(
                    CertificateFile.subject(server),
                    Thumbprint.of(server),
                    why.getMessage(),
                    kept));
    return refusal;
  }
}
