package io.resonance.connector.opcua.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.source.OpcUaAcceptedRisk;
import io.resonance.testbed.opcua.pki.CertificateSpec;
import io.resonance.testbed.opcua.pki.IssuedCertificate;
import io.resonance.testbed.opcua.pki.TestAuthority;
import io.resonance.testbed.opcua.pki.TestKeys;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way a server's certificate can be wrong (Part 4, 6.1.3), and what a person is told. */
class CertificateChecksTest {

  private static final TestAuthority ROOT = TestAuthority.root("Plant Root");
  private static final TestAuthority BELOW = ROOT.intermediate("Plant Machines");

  @TempDir Path root;
  private TestPki pki;

  @BeforeEach
  void makeFolder() throws Exception {
    pki = new TestPki(root);
  }

  private TestPki trustingRoot() throws Exception {
    return pki.trust(ROOT.own()).revoke(ROOT).revoke(BELOW);
  }

  @Test
  void acceptsASelfSignedServerThatIsTrusted() throws Exception {
    IssuedCertificate server = TestAuthority.selfSigned(TestPki.mill());
    pki.trust(server).connect(server.chain());
  }

  @Test
  void acceptsAServerOfATrustedAuthorityThatSendsTheIntermediate() throws Exception {
    trustingRoot().connect(BELOW.issue(TestPki.mill()).chain());
  }

  @Test
  void acceptsAServerWhoseIntermediateLiesInIssuers() throws Exception {
    trustingRoot().issuer(BELOW);
    pki.connect(List.of(BELOW.issue(TestPki.mill()).certificate()));
  }

  @Test
  void acceptsOneServerOfAnAuthorityThatOnlyCompletesChains() throws Exception {
    IssuedCertificate server = ROOT.issue(TestPki.mill());
    pki.issuer(ROOT).revoke(ROOT).trust(server).connect(server.chain());
    assertThat(pki.refusal(ROOT.issue(TestPki.mill()))).startsWith("Bad_CertificateUntrusted");
  }

  @Test
  void refusesAnUnknownServerWithTheCommandThatTrustsIt() {
    IssuedCertificate server = TestAuthority.selfSigned(TestPki.mill());
    String thumbprint = Thumbprint.of(server.certificate());
    assertThat(pki.refusal(server))
        .startsWith("Bad_CertificateUntrusted")
        .contains("CN=mill", "is not trusted")
        .contains("resonance opcua trust --pki " + root + " " + thumbprint)
        .contains("It was written to " + pki.folder.rejected().resolve(thumbprint + ".der"));
  }

  @Test
  void refusesAnExpiredCertificate() throws Exception {
    Instant end = Instant.now().minus(Duration.ofDays(1));
    IssuedCertificate server =
        TestAuthority.selfSigned(TestPki.mill().valid(end.minus(Duration.ofDays(9)), end));
    assertThat(pki.trust(server).refusal(server))
        .startsWith("Bad_CertificateTimeInvalid")
        .contains("it was valid until", "Renew it at the server");
  }

  @Test
  void refusesACertificateThatIsNotYetValid() throws Exception {
    Instant begin = Instant.now().plus(Duration.ofDays(1));
    IssuedCertificate server =
        TestAuthority.selfSigned(TestPki.mill().valid(begin, begin.plus(Duration.ofDays(9))));
    assertThat(pki.trust(server).refusal(server))
        .startsWith("Bad_CertificateTimeInvalid")
        .contains("not valid before", "clock");
  }

  @Test
  void refusesAnExpiredAuthority() throws Exception {
    Instant end = Instant.now().minus(Duration.ofDays(1));
    IssuedCertificate expired =
        TestAuthority.selfSigned(
            CertificateSpec.application("Old Root", "urn:old")
                .asAuthority()
                .keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)
                .valid(end.minus(Duration.ofDays(9)), end));
    TestAuthority old = TestAuthority.of(expired);
    assertThat(pki.trust(expired).revoke(old).refusal(old.issue(TestPki.mill())))
        .startsWith("Bad_CertificateIssuerTimeInvalid")
        .contains("its authority CN=Old Root", "was valid until");
  }

  @Test
  void refusesAnotherHost() throws Exception {
    IssuedCertificate server =
        TestAuthority.selfSigned(CertificateSpec.application("mill", TestPki.URI, "oven.plant"));
    assertThat(pki.trust(server).refusal(server))
        .startsWith("Bad_CertificateHostNameInvalid")
        .contains("for the hosts [oven.plant], not for mill.plant", "other-host-name");
    assertThat(pki.refusal(server, OpcUaAcceptedRisk.OTHER_HOST_NAME)).isEqualTo("accepted");
  }

  @Test
  void refusesAnotherApplication() throws Exception {
    IssuedCertificate server =
        TestAuthority.selfSigned(
            CertificateSpec.application("mill", "urn:test:oven", TestPki.HOST));
    assertThat(pki.trust(server).refusal(server))
        .startsWith("Bad_CertificateUriInvalid")
        .contains("[urn:test:oven]", "calls itself urn:test:mill");
  }

  @Test
  void refusesAChainWithoutItsIntermediateAndSaysWhereItBelongs() throws Exception {
    assertThat(trustingRoot().refusal(BELOW.issue(TestPki.mill())))
        .startsWith("Bad_CertificateChainIncomplete")
        .contains("CN=Plant Machines", "is not here", "" + pki.folder.issuers());
  }

  @Test
  void refusesAChainToARootThatOnlyTheServerKnows() throws Exception {
    TestAuthority foreign = TestAuthority.root("Foreign Root");
    assertThat(pki.refusal(foreign.issue(TestPki.mill()).chain()))
        .startsWith("Bad_CertificateChainIncomplete")
        .contains("CN=Foreign Root");
  }

  @Test
  void refusesARevokedServer() throws Exception {
    IssuedCertificate server = ROOT.issue(TestPki.mill());
    pki.trust(ROOT.own()).revoke(ROOT, server.certificate());
    assertThat(pki.refusal(server))
        .startsWith("Bad_CertificateRevoked")
        .contains("it was revoked on", ".crl", "do not trust this one");
    assertThat(pki.refusal(server, OpcUaAcceptedRisk.UNKNOWN_REVOCATION))
        .startsWith("Bad_CertificateRevoked");
  }

  @Test
  void refusesARevokedIntermediate() throws Exception {
    pki.trust(ROOT.own()).revoke(ROOT, BELOW.own().certificate()).revoke(BELOW);
    assertThat(pki.refusal(BELOW.issue(TestPki.mill()).chain()))
        .startsWith("Bad_CertificateIssuerRevoked")
        .contains("the authority CN=Plant Machines");
  }

  @Test
  void refusesWhenARevocationListIsMissingAndSaysWhichAndWhere() throws Exception {
    IssuedCertificate server = ROOT.issue(TestPki.mill());
    assertThat(pki.trust(ROOT.own()).refusal(server))
        .startsWith("Bad_CertificateRevocationUnknown")
        .contains("revocation list of CN=Plant Root", "" + pki.folder.crl(), "unknown-revocation");
    assertThat(pki.refusal(server, OpcUaAcceptedRisk.UNKNOWN_REVOCATION)).isEqualTo("accepted");
  }

  @Test
  void refusesWhenTheRevocationListOfTheIntermediateIsMissing() throws Exception {
    pki.trust(ROOT.own()).revoke(BELOW);
    assertThat(pki.refusal(BELOW.issue(TestPki.mill()).chain()))
        .startsWith("Bad_CertificateIssuerRevocationUnknown")
        .contains("CN=Plant Machines", "revocation list of CN=Plant Root");
  }

  @Test
  void refusesWhenTheRevocationListIsOutOfDate() throws Exception {
    pki.trust(ROOT.own());
    Path file = pki.folder.crl().resolve("root.crl");
    TestAuthority.write(ROOT.revoke(Instant.now().minus(Duration.ofHours(1))), file);
    assertThat(pki.refusal(ROOT.issue(TestPki.mill())))
        .startsWith("Bad_CertificateRevocationUnknown")
        .contains("the revocation list " + file + " was valid until");
  }

  @Test
  void ignoresARevocationListThatSomebodyElseSigned() throws Exception {
    TestAuthority impostor = TestAuthority.root("Plant Root");
    assertThat(pki.trust(ROOT.own()).revoke(impostor).refusal(ROOT.issue(TestPki.mill())))
        .startsWith("Bad_CertificateRevocationUnknown");
  }

  @Test
  void refusesASignatureWithSha1() throws Exception {
    IssuedCertificate server = TestAuthority.selfSigned(TestPki.mill().signedWithSha1());
    assertThat(pki.trust(server).refusal(server))
        .startsWith("Bad_CertificatePolicyCheckFailed")
        .contains("SHA1withRSA", "can be forged");
    assertThat(pki.refusal(server, OpcUaAcceptedRisk.BROKEN_POLICY)).isEqualTo("accepted");
  }

  @Test
  void refusesAShortKey() throws Exception {
    IssuedCertificate server = TestAuthority.selfSigned(TestPki.mill().key(TestKeys.rsa1024()));
    assertThat(pki.trust(server).refusal(server))
        .startsWith("Bad_CertificatePolicyCheckFailed")
        .contains("1024 bits, at least 2048");
  }

  @Test
  void refusesAKeyThatMayNotEncrypt() throws Exception {
    IssuedCertificate server =
        TestAuthority.selfSigned(TestPki.mill().keyUsage(KeyUsage.digitalSignature));
    assertThat(pki.trust(server).refusal(server))
        .startsWith("Bad_CertificateUseNotAllowed")
        .contains("key usage is not", "dataEncipherment");
  }

  @Test
  void refusesACertificateThatIsNotForServers() throws Exception {
    IssuedCertificate server = TestAuthority.selfSigned(TestPki.mill().withoutPurpose());
    assertThat(pki.trust(server).refusal(server))
        .startsWith("Bad_CertificateUseNotAllowed")
        .contains("no serverAuth");
  }

  @Test
  void refusesAnAuthorityAsAServer() throws Exception {
    IssuedCertificate server = TestAuthority.selfSigned(TestPki.mill().asAuthority());
    assertThat(pki.trust(server).refusal(server))
        .startsWith("Bad_CertificateUseNotAllowed")
        .contains("certificate of an authority");
  }

  @Test
  void refusesAServerAsAnAuthority() throws Exception {
    IssuedCertificate oven = ROOT.issue(CertificateSpec.application("oven", "urn:test:oven"));
    IssuedCertificate server = TestAuthority.of(oven).issue(TestPki.mill());
    assertThat(trustingRoot().refusal(server.chain()))
        .startsWith("Bad_CertificateIssuerUseNotAllowed")
        .contains("its chain is not sound");
  }

  @Test
  void refusesAnAlteredCertificate() throws Exception {
    byte[] altered = TestAuthority.selfSigned(TestPki.mill()).certificate().getEncoded();
    altered[altered.length - 1] ^= 1; // the signature
    X509Certificate server =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(altered));
    assertThat(pki.refusal(List.of(server)))
        .startsWith("Bad_CertificateInvalid")
        .contains("altered or is damaged");
  }

  @Test
  void keepsWhatASubjectMeansForALogOutOfIt() {
    IssuedCertificate server =
        TestAuthority.selfSigned(
            CertificateSpec.application("mill\nINFO trusted \u001b[2J", TestPki.URI, TestPki.HOST));
    assertThat(pki.refusal(server)).contains("mill?INFO trusted ?[2J").doesNotContain("\n");
  }
}
