package io.resonance.connector.mes.callback;

import static io.resonance.connector.mes.TestAnswers.acknowledge;
import static io.resonance.connector.mes.TestAnswers.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.schema.plant.MesCallbacks;
import io.resonance.schema.plant.Secret;
import io.resonance.schema.plant.TlsIdentity;
import io.resonance.schema.plant.TlsTrust;
import io.resonance.testbed.mes.MesCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Misuse of the listener, and its use. */
@Timeout(60)
class CallbackListenerITCase {

  private static final String BODID = "4d9b0b34-0000-5000-8000-000000000001";
  private static final byte[] ANSWER = acknowledge(BODID, "Accepted", "");

  private static final MesCertificate OF_NOBODY = MesCertificate.forHost("nobody.example");

  private final MesCertificate ofListener = MesCertificate.forThisMachine();
  private final MesCertificate ofMes = MesCertificate.forHost("mes.example");
  private final List<String> taken = new CopyOnWriteArrayList<>();
  @TempDir private Path folder;
  private Path token;
  private CallbackListener listener;

  @BeforeEach
  void start() throws Exception {
    token = Files.writeString(folder.resolve("token"), "s3cret\n");
    listener = CallbackListener.start(settings(secret(), new TlsTrust.Platform()), this::take);
  }

  @AfterEach
  void stop() {
    listener.close();
  }

  @Test
  void anAnswerWithTheTokenIsTaken() throws Exception {
    assertThat(post(Optional.of("s3cret"), ANSWER).statusCode()).isEqualTo(202);
    assertThat(taken).containsExactly(BODID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "S3cret", "s3cret2", "s3cre"})
  void aForgedCallbackIsRefused(String forged) throws Exception {
    assertThat(post(Optional.of(forged), ANSWER).statusCode()).isEqualTo(401);
    HttpResponse<String> without = post(Optional.empty(), ANSWER);
    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(without.body()).doesNotContain("s3cret");
    assertThat(taken).isEmpty();
  }

  @Test
  void aRotatedTokenHoldsFromTheNextRequestOn() throws Exception {
    Files.writeString(token, "an0ther");
    assertThat(post(Optional.of("s3cret"), ANSWER).statusCode()).isEqualTo(401);
    assertThat(post(Optional.of("an0ther"), ANSWER).statusCode()).isEqualTo(202);
  }

  @Test
  void whatIsNoAnswerIsRefusedWithTheReason() throws Exception {
    assertRefused("{\"actionCode\": \"Accepted\"}", "not well-formed XML");
    assertRefused("<ConfirmBOD xmlns='http://www.mesa.org/xml/B2MML'/>", "names no message");
    assertRefused("<html xmlns='http://www.w3.org/1999/xhtml'/>", "neither Acknowledge nor");
    assertRefused(
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><ConfirmBOD xmlns='http://www.mesa.org/xml/B2MML'>&x;</ConfirmBOD>",
        "document type or an entity");
    assertThat(taken).isEmpty();
  }

  private void assertRefused(String body, String reason) throws Exception {
    HttpResponse<String> response = post(Optional.of("s3cret"), bytes(body));
    assertThat(response.statusCode()).as(body).isEqualTo(400);
    assertThat(response.body()).contains(reason);
  }

  @Test
  void anOversizedAnswerIsRefused() throws Exception {
    byte[] body = bytes(" ".repeat(CallbackListener.MAX_BYTES) + "<ConfirmBOD/>");
    assertThat(post(Optional.of("s3cret"), body).statusCode()).isEqualTo(413);
  }

  @Test
  void onlyPostsToItsPathAreAnswered() throws Exception {
    HttpRequest.Builder get = request("/b2mml").header("Authorization", "Bearer s3cret").GET();
    assertThat(send(get, ofListener, Optional.empty()).statusCode()).isEqualTo(405);
    HttpRequest.Builder elsewhere = request("/").POST(HttpRequest.BodyPublishers.noBody());
    assertThat(send(elsewhere, ofListener, Optional.empty()).statusCode()).isEqualTo(404);
  }

  @Test
  void whatCannotBeKeptIsNotConfirmed() throws Exception {
    listener.close();
    listener =
        CallbackListener.start(
            settings(secret(), new TlsTrust.Platform()),
            (id, body) -> CompletableFuture.failedFuture(new IOException("no broker")));

    HttpResponse<String> response = post(Optional.of("s3cret"), ANSWER);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("10");
    assertThat(response.body()).doesNotContain("broker");
  }

  @Test
  void aMesWithoutTheCertificateThatIsAskedForGetsNoConnection() throws Exception {
    listener.close();
    Path authority = ofMes.writePem(folder.resolve("mes.pem"));
    listener =
        CallbackListener.start(
            settings(Secret.none(), new TlsTrust.PemFile(authority.toString())), this::take);

    assertThatThrownBy(() -> post(Optional.of("s3cret"), ANSWER)).isInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                send(
                    request("/b2mml").POST(HttpRequest.BodyPublishers.ofByteArray(ANSWER)),
                    ofListener,
                    Optional.of(MesCertificate.forHost("stranger.example"))))
        .isInstanceOf(IOException.class);
    assertThat(taken).isEmpty();

    HttpResponse<String> known =
        send(
            request("/b2mml").POST(HttpRequest.BodyPublishers.ofByteArray(ANSWER)),
            ofListener,
            Optional.of(ofMes));
    assertThat(known.statusCode()).isEqualTo(202);
  }

  @Test
  void withoutTokenAndAuthoritiesItDoesNotStart() {
    assertThatThrownBy(
            () ->
                CallbackListener.start(
                    settings(Secret.none(), new TlsTrust.Platform()), this::take))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("anyone could answer");
  }

  private CompletableFuture<?> take(String bodId, byte[] document) {
    taken.add(bodId);
    return CompletableFuture.completedFuture(document);
  }

  private Secret secret() {
    return new Secret(Secret.Scheme.FILE, token.toString());
  }

  private MesCallbacks.Listener settings(Secret secret, TlsTrust clients) throws IOException {
    TlsIdentity own =
        new TlsIdentity.PemFiles(
            ofListener.writePem(folder.resolve("own.pem")).toString(),
            ofListener.writeKeyPem(folder.resolve("own.key")).toString(),
            Secret.none());
    return new MesCallbacks.Listener("127.0.0.1", 0, secret, own, clients);
  }

  private HttpResponse<String> post(Optional<String> bearer, byte[] body) throws Exception {
    HttpRequest.Builder request =
        request("/b2mml").POST(HttpRequest.BodyPublishers.ofByteArray(body));
    bearer.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
    return send(request, ofListener, Optional.empty());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + listener.port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  private static HttpResponse<String> send(
      HttpRequest.Builder request, MesCertificate trusted, Optional<MesCertificate> shown)
      throws Exception {
    return HttpClient.newBuilder()
        .sslContext(context(trusted, shown))
        .build()
        .send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static SSLContext context(MesCertificate trusted, Optional<MesCertificate> shown) {
    return shown.orElse(OF_NOBODY).context(Optional.of(trusted));
  }
}
