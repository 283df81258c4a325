package io.resonance.connector.opcua.pki;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.resonance.connector.opcua.source.OpcUaAcceptedRisk;
import io.resonance.testbed.opcua.pki.CertificateSpec;
import io.resonance.testbed.opcua.pki.IssuedCertificate;
import io.resonance.testbed.opcua.pki.TestAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;

/** A PKI folder, and what connecting to a server with some certificate would give. */
final class TestPki {

  static final String URI = "urn:test:mill";
  static final String HOST = "mill.plant";

  final PkiFolder folder;
  final TrustStore store;

  TestPki(Path root) throws IOException {
    folder = new PkiFolder(root);
    folder.create();
    store = new TrustStore(folder);
  }

  /** What a proper server's certificate says. */
  static CertificateSpec mill() {
    return CertificateSpec.application("mill", URI, HOST, "10.0.0.7");
  }

  TestPki trust(IssuedCertificate certificate) throws IOException {
    certificate.writeTo(folder.trusted().resolve(file(certificate)));
    return this;
  }

  TestPki issuer(TestAuthority authority) throws IOException {
    authority.own().writeTo(folder.issuers().resolve(file(authority.own())));
    return this;
  }

  /** Puts in the authority's list of revoked certificates. */
  TestPki revoke(TestAuthority authority, X509Certificate... revoked) throws IOException {
    TestAuthority.write(
        authority.revoke(revoked), folder.crl().resolve(file(authority.own()) + ".crl"));
    return this;
  }

  private static String file(IssuedCertificate certificate) {
    return Thumbprint.of(certificate.certificate()) + ".der";
  }

  /** Checks a server as a connection to it does; passes or throws. */
  void connect(List<X509Certificate> sent, OpcUaAcceptedRisk... accepted)
      throws CertificateRefusedException {
    new ServerTrust(store, Set.of(accepted))
        .validateCertificateChain(sent, URI, new String[] {HOST});
  }

  /** The refusal of a server that sends its certificate alone, as its status and message. */
  String refusal(IssuedCertificate server, OpcUaAcceptedRisk... accepted) {
    return refusal(List.of(server.certificate()), accepted);
  }

  /** The refusal of a server, as its status and message. */
  String refusal(List<X509Certificate> sent, OpcUaAcceptedRisk... accepted) {
    CertificateRefusedException refused =
        catchThrowableOfType(CertificateRefusedException.class, () -> connect(sent, accepted));
    return refused == null
        ? "accepted"
        : StatusCodes.lookup(refused.getStatusCode().value()).orElseThrow()[0]
            + ": "
            + refused.getMessage();
  }
}
