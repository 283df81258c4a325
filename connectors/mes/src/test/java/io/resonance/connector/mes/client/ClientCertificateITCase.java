package io.resonance.connector.mes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.mes.TestMessages;
import io.resonance.connector.mes.lane.Outcome;
import io.resonance.connector.mes.lane.Reply;
import io.resonance.schema.plant.MesAccess;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.plant.Secret;
import io.resonance.schema.plant.TlsIdentity;
import io.resonance.schema.plant.TlsTrust;
import io.resonance.testbed.mes.MesCertificate;
import io.resonance.testbed.mes.SimulatedMes;
import io.resonance.testbed.mes.SimulatedMesOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A MES that lets in only those who show a certificate. */
class ClientCertificateITCase {

  private final MesCertificate ofMes = MesCertificate.forThisMachine();
  private final MesCertificate ofClient = MesCertificate.forHost("resonance.example");
  @TempDir private Path folder;
  private SimulatedMes mes;
  private int sent;

  @BeforeEach
  void start() throws Exception {
    mes = SimulatedMes.start(SimulatedMesOptions.plain().withTls(ofMes).askingFor(ofClient));
    ofMes.writePem(folder.resolve("mes.pem"));
  }

  @AfterEach
  void stop() {
    mes.close();
  }

  @Test
  void aCertificateInPemFilesIsShown() throws Exception {
    assertThat(outcome(pem(ofClient))).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void aCertificateInAPkcs12FileIsShown() throws Exception {
    Path file = ofClient.writePkcs12(folder.resolve("client.p12"), "changeit");
    Path password = Files.writeString(folder.resolve("password"), "changeit\n");

    assertThat(
            outcome(
                new TlsIdentity.Pkcs12File(
                    file.toString(), new Secret(Secret.Scheme.FILE, password.toString()))))
        .isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void withoutACertificateNothingIsDelivered() throws Exception {
    assertThat(outcome(new TlsIdentity.None())).isNotEqualTo(Outcome.ACCEPTED);
    assertThat(mes.ledger().counts().accepted()).isZero();
  }

  @Test
  void aCertificateTheMesDoesNotKnowIsRefused() throws Exception {
    assertThat(outcome(pem(MesCertificate.forHost("stranger.example"))))
        .isNotEqualTo(Outcome.ACCEPTED);
    assertThat(mes.ledger().counts().accepted()).isZero();
  }

  @Test
  void aCertificateThatIsReplacedIsReadAgain() throws Exception {
    try (HttpMesClient client = client(pem(MesCertificate.forHost("expired.example")))) {
      assertThat(post(client).verdict().outcome()).isNotEqualTo(Outcome.ACCEPTED);

      var unused = pem(ofClient);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> assertThat(post(client).verdict().outcome()).isEqualTo(Outcome.ACCEPTED));
    }
  }

  @Test
  void aBrokenReplacementLeavesTheOldCertificateInUse() throws Exception {
    try (HttpMesClient client = client(pem(ofClient))) {
      assertThat(post(client).verdict().outcome()).isEqualTo(Outcome.ACCEPTED);

      Files.writeString(folder.resolve("client.key"), "half of a");
      // longer than the second after which files are looked at again
      await()
          .during(Duration.ofMillis(1_500))
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> assertThat(post(client).verdict().outcome()).isEqualTo(Outcome.ACCEPTED));
    }
  }

  @Test
  void aKeyThatCannotBeUsedIsRefusedAtStartWithoutItsContent() throws Exception {
    var identity = pem(ofClient);
    Files.writeString(
        folder.resolve("client.key"),
        "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----\n");

    assertThatThrownBy(() -> client(identity).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`mes: client-key`")
        .hasMessageContaining("openssl pkcs8 -topk8")
        .hasMessageNotContaining("c2VjcmV0");
  }

  private TlsIdentity.PemFiles pem(MesCertificate certificate) throws IOException {
    return new TlsIdentity.PemFiles(
        certificate.writePem(folder.resolve("client.pem")).toString(),
        certificate.writeKeyPem(folder.resolve("client.key")).toString(),
        Secret.none());
  }

  private Outcome outcome(TlsIdentity identity) throws Exception {
    try (HttpMesClient client = client(identity)) {
      return post(client).verdict().outcome();
    }
  }

  private HttpMesClient client(TlsIdentity identity) {
    MesAccess access =
        MesAccess.open()
            .withTrust(new TlsTrust.PemFile(folder.resolve("mes.pem").toString()))
            .withIdentity(identity);
    return new HttpMesClient(
        MesTarget.Http.at(mes.url()).withAccess(access).withRequestTimeout(Duration.ofSeconds(5)),
        65_536);
  }

  private Reply post(HttpMesClient client) throws Exception {
    return client.post(TestMessages.violation("M", sent++)).get(10, TimeUnit.SECONDS);
  }
}
