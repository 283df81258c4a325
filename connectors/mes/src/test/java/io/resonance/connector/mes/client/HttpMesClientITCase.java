package io.resonance.connector.mes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.mes.TestMessages;
import io.resonance.connector.mes.lane.Outcome;
import io.resonance.connector.mes.lane.Reply;
import io.resonance.schema.plant.Credentials;
import io.resonance.schema.plant.MesAccess;
import io.resonance.schema.plant.MesAnswers;
import io.resonance.schema.plant.MesCallbacks;
import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.plant.Secret;
import io.resonance.schema.plant.TlsTrust;
import io.resonance.schema.v1.MesMessage;
import io.resonance.testbed.mes.FaultPlan;
import io.resonance.testbed.mes.MesCertificate;
import io.resonance.testbed.mes.MesFault;
import io.resonance.testbed.mes.SimulatedMes;
import io.resonance.testbed.mes.SimulatedMesOptions;
import io.resonance.testbed.mes.SimulatedMesOptions.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The error table and the misuse cases, against a real server. */
class HttpMesClientITCase {

  private static final MesMessaging ON_ERROR =
      MesMessaging.standard().withConfirmation(MesTarget.Confirmation.ON_ERROR);

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final String ENTITY =
      "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
          + "<AcknowledgeTestResult xmlns=\"http://www.mesa.org/xml/B2MML\">&x;</AcknowledgeTestResult>";

  private final MesMessage message = TestMessages.violation("MILL-01", 0);
  @TempDir private Path folder;
  private SimulatedMes mes;

  @AfterEach
  void stop() {
    if (mes != null) {
      mes.close();
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "400, REFUSED", "401, UNAUTHORIZED", "402, MISCONFIGURED", "403, MISCONFIGURED",
    "404, MISCONFIGURED", "405, MISCONFIGURED", "408, UNAVAILABLE", "409, ACCEPTED",
    "410, MISCONFIGURED", "413, REFUSED", "415, REFUSED", "422, REFUSED",
    "425, UNAVAILABLE", "429, UNAVAILABLE", "500, UNAVAILABLE", "501, UNAVAILABLE",
    "502, UNAVAILABLE", "503, UNAVAILABLE", "504, UNAVAILABLE"
  })
  void everyStatusHasItsRow(int status, Outcome outcome) throws Exception {
    Reply reply = answerTo(MesFault.Status.of(status));

    assertThat(reply.verdict().outcome()).isEqualTo(outcome);
    assertThat(reply.httpStatus()).hasValue(status);
  }

  @Test
  void whereAnswersComeLaterTakingTheMessageIsNotTheAnswer() throws Exception {
    mes = SimulatedMes.start(SimulatedMesOptions.plain());
    var later =
        new MesAnswers.OnTopic(
            "acme.answers",
            Duration.ofMinutes(1),
            MesAnswers.OnTimeout.RESEND,
            3,
            new MesCallbacks.None());
    try (HttpMesClient client =
        new HttpMesClient(
            MesTarget.Http.at(mes.url()).withRequestTimeout(TIMEOUT).withAnswers(later), 65_536)) {
      MesMessage process =
          MesMessage.newBuilder(message).setVerb("Process").setNoun("TestResult").build();
      String confirm =
          "<ConfirmBOD xmlns=\"http://www.mesa.org/xml/B2MML\"><DataArea/></ConfirmBOD>";

      assertThat(outcome(client, message, new MesFault.Answer(""))).isEqualTo(Outcome.RECEIVED);
      assertThat(outcome(client, message, MesFault.Status.of(409))).isEqualTo(Outcome.RECEIVED);
      assertThat(outcome(client, message, new MesFault.Answer(confirm)))
          .isEqualTo(Outcome.ACCEPTED);
      assertThat(outcome(client, process, new MesFault.Answer(confirm)))
          .isEqualTo(Outcome.RECEIVED);
      assertThat(outcome(client, message, new MesFault.Modified("moved")))
          .isEqualTo(Outcome.MODIFIED);
      assertThat(outcome(client, message, new MesFault.Rejected("no"))).isEqualTo(Outcome.REJECTED);
      assertThat(outcome(client, message, MesFault.Status.of(503))).isEqualTo(Outcome.UNAVAILABLE);
    }
  }

  private Outcome outcome(HttpMesClient client, MesMessage sent, MesFault fault) throws Exception {
    mes.play(FaultPlan.always(fault));
    return client.post(sent).get(10, TimeUnit.SECONDS).verdict().outcome();
  }

  @Test
  void retryAfterIsRead() throws Exception {
    Reply reply = answerTo(new MesFault.Status(503, Optional.of("17"), "maintenance"));

    assertThat(reply.verdict().retryAfter()).hasSeconds(17);
    assertThat(reply.verdict().words()).isEqualTo("HTTP 503: maintenance");
  }

  @Test
  void aRejectedAcknowledgeIsAFailureWithTheWordsOfTheMes() throws Exception {
    Reply reply = answerTo(new MesFault.Rejected("unknown equipment <MILL-01>"));

    assertThat(reply.verdict().outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(reply.verdict().words()).isEqualTo("unknown equipment <MILL-01>");
  }

  @Test
  void aModifiedAcknowledgeIsToldFromAnAcceptedOne() throws Exception {
    assertThat(answerTo(new MesFault.Modified("priority lowered")).verdict().outcome())
        .isEqualTo(Outcome.MODIFIED);
    mes.close();
    assertThat(answer(SimulatedMesOptions.plain(), FaultPlan.none()).verdict().outcome())
        .isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void aLostResponseIsAnOutage() throws Exception {
    assertThat(answerTo(new MesFault.LostResponse()).verdict().outcome())
        .isEqualTo(Outcome.UNAVAILABLE);
    assertThat(mes.ledger().counts().accepted()).isEqualTo(1);
  }

  @Test
  void anAnswerThatTakesTooLongIsAnOutage() throws Exception {
    Reply reply = answerTo(new MesFault.Slow(Duration.ofSeconds(5)));

    assertThat(reply.verdict().outcome()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(reply.httpStatus()).isEmpty();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "<broken                         | not well-formed",
        "<html><body>log in</body></html>| neither Acknowledge nor ConfirmBOD",
        "<AcknowledgeTestResult/>        | neither Acknowledge nor ConfirmBOD"
      })
  void anAnswerThatIsNoAnswerIsUnreadable(String body, String reason) throws Exception {
    Reply reply = answerTo(new MesFault.Answer(body));

    assertThat(reply.verdict().outcome()).isEqualTo(Outcome.UNREADABLE);
    assertThat(reply.verdict().words()).contains(reason);
  }

  @Test
  void anEntityInAnAnswerIsNeverRead() throws Exception {
    Reply reply = answerTo(new MesFault.Answer(ENTITY));

    assertThat(reply.verdict().outcome()).isEqualTo(Outcome.UNREADABLE);
    assertThat(reply.verdict().words())
        .contains("document type or an entity")
        .doesNotContain(hostName());
  }

  @Test
  void anEndlessAnswerIsCutOff() throws Exception {
    Reply reply = answerTo(new MesFault.Oversize(10L << 30));

    assertThat(reply.verdict().outcome()).isEqualTo(Outcome.UNREADABLE);
    assertThat(reply.verdict().words()).contains("longer than 65536 bytes");
  }

  @Test
  void anAnswerToAnotherMessageIsNotTakenForThisOne() throws Exception {
    Reply reply = answerTo(new MesFault.ForeignBodId("11111111-2222-5333-8444-555555555555"));

    assertThat(reply.verdict().outcome()).isEqualTo(Outcome.UNREADABLE);
    assertThat(reply.verdict().words()).contains("11111111-2222-5333-8444-555555555555");
  }

  @Test
  void aRedirectIsNotFollowedAndTheTokenStaysHere() throws Exception {
    try (SimulatedMes elsewhere = SimulatedMes.start(SimulatedMesOptions.plain())) {
      Reply reply =
          answer(
              SimulatedMesOptions.plain().withBearerToken("t0ken"),
              FaultPlan.always(new MesFault.Redirect(elsewhere.url())),
              token("t0ken"),
              new TlsTrust.Platform());

      assertThat(reply.verdict().outcome()).isEqualTo(Outcome.MISCONFIGURED);
      assertThat(reply.verdict().words()).contains("redirects (307)").doesNotContain("t0ken");
      assertThat(elsewhere.ledger().counts().accepted()).isZero();
    }
  }

  @Test
  void aRotatedTokenIsReadAgain() throws Exception {
    mes = SimulatedMes.start(SimulatedMesOptions.plain().withBearerToken("old"));
    Credentials credentials = token("old");
    try (HttpMesClient client = client(credentials, new TlsTrust.Platform())) {
      mes.rotateBearerToken("new");
      assertThat(post(client).verdict().outcome()).isEqualTo(Outcome.UNAUTHORIZED);
      token("new");
      assertThat(post(client).verdict().outcome()).isEqualTo(Outcome.ACCEPTED);
    }
  }

  @Test
  void aTokenThatCannotBeSentIsNotRepeated() throws Exception {
    Reply reply =
        answer(
            SimulatedMesOptions.plain(),
            FaultPlan.none(),
            token("two\nlines"),
            new TlsTrust.Platform());

    assertThat(reply.verdict().outcome()).isEqualTo(Outcome.MISCONFIGURED);
    assertThat(reply.verdict().words()).contains("visible ASCII").doesNotContain("lines");
  }

  @Test
  void aTrustedCertificateIsAccepted() throws Exception {
    MesCertificate certificate = MesCertificate.forThisMachine();

    assertThat(overTls(certificate, certificate).verdict().outcome()).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void aSelfSignedCertificateThatNobodyTrustsIsRefused() throws Exception {
    Reply reply = overTls(MesCertificate.forThisMachine(), MesCertificate.forThisMachine());

    assertThat(reply.verdict().outcome()).isEqualTo(Outcome.MISCONFIGURED);
    assertThat(reply.verdict().words()).contains("mes: trust");
    assertThat(mes.ledger().counts().accepted()).isZero();
  }

  @Test
  void aTrustedCertificateOfAnotherHostIsRefused() throws Exception {
    MesCertificate other = MesCertificate.forHost("other.example");

    assertThat(overTls(other, other).verdict().outcome()).isEqualTo(Outcome.MISCONFIGURED);
    assertThat(mes.ledger().counts().accepted()).isZero();
  }

  @Test
  void aServerThatSpeaksTls10OnlyIsRefused() throws Exception {
    try (Tls10Server server = new Tls10Server()) {
      MesTarget.Http target = target("https://127.0.0.1:%d/b2mml".formatted(server.port()));
      try (HttpMesClient client = new HttpMesClient(target, 65_536)) {
        Reply reply = post(client);

        assertThat(reply.verdict().outcome()).isEqualTo(Outcome.MISCONFIGURED);
        assertThat(reply.verdict().words()).contains("No trusted connection").contains("TLS10");
      }
    }
  }

  @Test
  void anApiKeyIsSentInItsHeader() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "k3y\n");
    Secret key = new Secret(Secret.Scheme.FILE, file.toString());
    SimulatedMesOptions asking =
        SimulatedMesOptions.plain().withLogin(new Login.Header("X-Plant-Key", "k3y"));

    assertThat(
            answer(
                    asking,
                    FaultPlan.none(),
                    new Credentials.ApiKey("X-Plant-Key", key),
                    new TlsTrust.Platform())
                .verdict()
                .outcome())
        .isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void anApiKeyInAHeaderOfTheClientItselfIsRefusedAtStart() {
    MesAccess access =
        MesAccess.open().withCredentials(new Credentials.ApiKey("Host", Secret.none()));

    assertThatThrownBy(
            () -> new HttpMesClient(target("https://mes.example/").withAccess(access), 1).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("api-key-header")
        .hasMessageContaining("Host");
  }

  @Test
  void aPemFileWithoutCertificatesIsRefusedAtStart() throws Exception {
    Path pem = Files.writeString(folder.resolve("empty.pem"), "");
    MesAccess access = MesAccess.open().withTrust(new TlsTrust.PemFile("" + pem));
    MesTarget.Http target = target("https://mes.example/b2mml").withAccess(access);

    assertThatThrownBy(() -> new HttpMesClient(target, 1).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("empty.pem")
        .hasMessageContaining("`mes: trust`")
        .hasMessageContaining("no certificate");
  }

  private Reply overTls(MesCertificate served, MesCertificate trusted) throws Exception {
    Path pem = trusted.writePem(folder.resolve("trusted.pem"));
    return answer(
        SimulatedMesOptions.plain().withTls(served),
        FaultPlan.none(),
        new Credentials.None(),
        new TlsTrust.PemFile(pem.toString()));
  }

  private Reply answerTo(MesFault fault) throws Exception {
    return answer(SimulatedMesOptions.plain(), FaultPlan.always(fault));
  }

  private Reply answer(SimulatedMesOptions options, FaultPlan faults) throws Exception {
    return answer(options, faults, new Credentials.None(), new TlsTrust.Platform());
  }

  private Reply answer(
      SimulatedMesOptions options, FaultPlan faults, Credentials credentials, TlsTrust trust)
      throws Exception {
    mes = SimulatedMes.start(options);
    mes.play(faults);
    try (HttpMesClient client = client(credentials, trust)) {
      return post(client);
    }
  }

  private Reply post(HttpMesClient client) throws Exception {
    return client.post(message).get(10, TimeUnit.SECONDS);
  }

  private HttpMesClient client(Credentials credentials, TlsTrust trust) {
    MesAccess access = MesAccess.open().withCredentials(credentials).withTrust(trust);
    return new HttpMesClient(target(mes.url()).withAccess(access), 65_536);
  }

  private static MesTarget.Http target(String url) {
    return MesTarget.Http.at(url).withMessaging(ON_ERROR).withRequestTimeout(TIMEOUT);
  }

  private Credentials token(String value) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), value);
    return new Credentials.Bearer(new Secret(Secret.Scheme.FILE, file.toString()));
  }

  private static String hostName() throws IOException {
    return Files.readString(Path.of("/etc/hostname")).strip();
  }
}
