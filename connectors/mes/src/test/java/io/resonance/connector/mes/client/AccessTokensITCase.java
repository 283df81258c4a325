package io.resonance.connector.mes.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mes.TestMessages;
import io.resonance.connector.mes.lane.Outcome;
import io.resonance.connector.mes.lane.Reply;
import io.resonance.schema.plant.Credentials;
import io.resonance.schema.plant.MesAccess;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.plant.Secret;
import io.resonance.testbed.mes.MesFault;
import io.resonance.testbed.mes.SimulatedMes;
import io.resonance.testbed.mes.SimulatedMesOptions;
import io.resonance.testbed.mes.SimulatedMesOptions.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OAuth 2.0 client credentials (RFC 6749, 4.4), against a MES that gives out tokens. */
class AccessTokensITCase {

  private static final String SECRET = "s&cr=t";
  @TempDir private Path folder;
  private SimulatedMes mes;
  private HttpMesClient client;
  private int sent;

  @AfterEach
  void stop() {
    client.close();
    mes.close();
  }

  @Test
  void oneTokenServesManyMessages() throws Exception {
    start(Duration.ofHours(1), SECRET);
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      replies.add(client.post(TestMessages.violation("M", n)));
    }

    for (CompletableFuture<Reply> reply : replies) {
      assertThat(reply.get(10, TimeUnit.SECONDS).verdict().outcome()).isEqualTo(Outcome.ACCEPTED);
    }
    assertThat(mes.tokens().issued()).isEqualTo(1);
  }

  @Test
  void aTokenIsFetchedAnewBeforeItExpires() throws Exception {
    start(Duration.ofSeconds(2), SECRET);

    // kept for half of its two seconds; no request ever shows an expired one
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2_500);
    while (System.nanoTime() < until) {
      assertThat(post().verdict().outcome()).isEqualTo(Outcome.ACCEPTED);
    }
    assertThat(mes.tokens().issued()).isBetween(2, 4);
  }

  @Test
  void aTokenTheMesRefusesIsRenewedWithTheNextAttempt() throws Exception {
    start(Duration.ofHours(1), SECRET);
    assertThat(post().verdict().outcome()).isEqualTo(Outcome.ACCEPTED);
    mes.tokens().revokeAll();

    // the lane tries once more at once after this
    assertThat(post().verdict().outcome()).isEqualTo(Outcome.UNAUTHORIZED);
    assertThat(post().verdict().outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(mes.tokens().issued()).isEqualTo(2);
  }

  @Test
  void aSecretThatIsCorrectedIsReadAgain() throws Exception {
    start(Duration.ofHours(1), "wrong");

    Reply refused = post();
    assertThat(refused.verdict().outcome()).isEqualTo(Outcome.MISCONFIGURED);
    assertThat(refused.verdict().words())
        .contains(mes.tokenUrl())
        .contains("401 (invalid_client who?)")
        .contains("client-secret")
        .doesNotContain("wrong");

    write(SECRET);
    assertThat(post().verdict().outcome()).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void aTokenEndpointThatIsDownIsAnOutageAndParksNothing() throws Exception {
    start(Duration.ofHours(1), SECRET);
    mes.tokens().answer(MesFault.Status.of(503));

    assertThat(post().verdict().outcome()).isEqualTo(Outcome.UNAVAILABLE);
  }

  @Test
  void anAnswerThatIsNoTokenIsAWrongConfiguration() throws Exception {
    start(Duration.ofHours(1), SECRET);
    for (String body : List.of("<html>log in</html>", "{\"access_token\":", "{}", "[1]", "")) {
      mes.tokens().answer(new MesFault.Status(200, Optional.empty(), body));

      Reply reply = post();
      assertThat(reply.verdict().outcome()).as(body).isEqualTo(Outcome.MISCONFIGURED);
      assertThat(reply.verdict().words()).as(body).contains("without an access_token");
    }
  }

  @Test
  void anAnswerWithoutEndIsCutOffAndParksNothing() throws Exception {
    start(Duration.ofHours(1), SECRET);
    mes.tokens().answer(new MesFault.Status(200, Optional.empty(), "x".repeat(70_000)));

    Reply reply = post();
    assertThat(reply.verdict().outcome()).isEqualTo(Outcome.MISCONFIGURED);
    assertThat(reply.verdict().words()).contains("longer than 65536 bytes");
  }

  @Test
  void wordsThatRepeatTheSecretAreNotHandedOn() throws Exception {
    start(Duration.ofHours(1), SECRET);
    mes.tokens()
        .answer(new MesFault.Status(400, Optional.empty(), "{\"error\":\"no s&cr=t here\"}"));

    assertThat(post().verdict().words()).contains("400").doesNotContain(SECRET);
  }

  private void start(Duration lifetime, String secret) throws IOException {
    mes =
        SimulatedMes.start(
            SimulatedMesOptions.plain().withLogin(new Login.Tokens("plant", SECRET, lifetime)));
    Path file = write(secret);
    var credentials =
        new Credentials.ClientCredentials(
            mes.tokenUrl(), "plant", new Secret(Secret.Scheme.FILE, file.toString()), "mes.write");
    client =
        new HttpMesClient(
            MesTarget.Http.at(mes.url())
                .withAccess(MesAccess.open().withCredentials(credentials))
                .withRequestTimeout(Duration.ofSeconds(5)),
            65_536);
  }

  private Path write(String secret) throws IOException {
    return Files.writeString(folder.resolve("secret"), secret);
  }

  private Reply post() throws Exception {
    return client.post(TestMessages.violation("M", sent++)).get(10, TimeUnit.SECONDS);
  }
}
