package io.resonance.connector.mtconnect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.mtconnect.source.MtConnectAccess.Identity;
import io.resonance.connector.mtconnect.source.MtConnectAccess.Proxy;
import io.resonance.connector.mtconnect.source.MtConnectCredentials.Anonymous;
import io.resonance.connector.mtconnect.source.MtConnectCredentials.Basic;
import io.resonance.connector.mtconnect.source.MtConnectCredentials.Bearer;
import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.lathe.Lathe;
import io.resonance.testbed.mtconnect.network.AgentCertificate;
import io.resonance.testbed.mtconnect.network.AgentProxy;
import io.resonance.testbed.mtconnect.network.AgentTlsFront;
import io.resonance.testbed.mtconnect.network.AgentTlsFront.Clients;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates, host names, client certificates and proxies, against real servers. */
class AgentAccessITCase {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AgentCertificate SERVER = AgentCertificate.forThisMachine("agent", "EC");
  private static final AgentCertificate CLIENT =
      AgentCertificate.forThisMachine("resonance", "RSA");

  @TempDir private Path folder;
  private SimulatedAgent agent;

  @BeforeEach
  void start() {
    agent = new Lathe("uuid-1", "lathe-1", 7).agent().start();
  }

  @AfterEach
  void stop() {
    agent.close();
  }

  @Test
  void readsOverHttpsWithATrustedCertificate() throws Exception {
    try (AgentTlsFront front = AgentTlsFront.before(agent, SERVER.server(), Clients.ANYBODY)) {
      assertThat(problems(https("127.0.0.1", front).withTrust(trusted(SERVER)))).isEmpty();
      assertThat(problems(https("localhost", front).withTrust(trusted(SERVER)))).isEmpty();
    }
  }

  @Test
  void refusesACertificateThatIsNotTrusted() throws Exception {
    try (AgentTlsFront front = AgentTlsFront.before(agent, SERVER.server(), Clients.ANYBODY)) {
      assertThat(problems(https("127.0.0.1", front)))
          .singleElement()
          .asString()
          .contains("certificate is not trusted", "put its authority into the PEM file of trust");
      assertThat(problems(https("127.0.0.1", front).withTrust(trusted(CLIENT))))
          .singleElement()
          .asString()
          .contains("certificate is not trusted");
    }
  }

  @Test
  void refusesACertificateOfAnotherHostAndOneThatExpired() throws Exception {
    AgentCertificate other = AgentCertificate.forHost("other.invalid");
    try (AgentTlsFront front = AgentTlsFront.before(agent, other.server(), Clients.ANYBODY)) {
      assertThat(problems(https("127.0.0.1", front).withTrust(trusted(other))))
          .singleElement()
          .asString()
          .contains("its certificate is for another host");
    }
    AgentCertificate old = AgentCertificate.expired();
    try (AgentTlsFront front = AgentTlsFront.before(agent, old.server(), Clients.ANYBODY)) {
      assertThat(problems(https("127.0.0.1", front).withTrust(trusted(old))))
          .singleElement()
          .asString()
          .contains("its certificate", "expired");
    }
  }

  @Test
  void showsAClientCertificateInEveryFormItMayBeKept() throws Exception {
    Path certificate = CLIENT.certificateFile(folder.resolve("client.pem"));
    Path password = Files.writeString(folder.resolve("password"), "correct horse\n");
    MtConnectSecret secret = new MtConnectSecret("${file:" + password + "}");
    List<Identity> forms =
        List.of(
            pem(certificate, CLIENT.keyFile(folder.resolve("pkcs8.pem")), MtConnectSecret.none()),
            pem(
                certificate,
                CLIENT.traditionalKeyFile(folder.resolve("pkcs1.pem")),
                MtConnectSecret.none()),
            pem(
                certificate,
                CLIENT.encryptedKeyFile(folder.resolve("encrypted.pem"), "correct horse"),
                secret),
            new Identity.Pkcs12(
                CLIENT.pkcs12File(folder.resolve("client.p12"), "correct horse").toString(),
                secret));
    try (AgentTlsFront front =
        AgentTlsFront.before(agent, SERVER.server(CLIENT), Clients.WITH_CERTIFICATE)) {
      MtConnectAgent configured = https("127.0.0.1", front).withTrust(trusted(SERVER));
      assertThat(problems(configured)).isNotEmpty();
      for (Identity form : forms) {
        assertThat(problems(configured.withIdentity(form))).as(form.toString()).isEmpty();
      }
    }
  }

  @Test
  void saysWhichFileOfTheClientIsWrongAndNeverItsPassword() throws Exception {
    Path certificate = CLIENT.certificateFile(folder.resolve("client.pem"));
    Path encrypted = CLIENT.encryptedKeyFile(folder.resolve("encrypted.pem"), "correct horse");
    Path wrong = Files.writeString(folder.resolve("password"), "battery staple");
    MtConnectSecret secret = new MtConnectSecret("${file:" + wrong + "}");
    MtConnectAgent configured = MtConnectAgent.of("lathe-1", URI.create("https://127.0.0.1:1"));
    assertThat(problems(configured.withIdentity(pem(certificate, encrypted, secret))))
        .singleElement()
        .asString()
        .contains(encrypted.toString(), "cannot be decrypted with its password")
        .doesNotContain("battery", "horse");
    assertThat(
            problems(
                configured.withIdentity(
                    new Identity.Pkcs12(
                        CLIENT.pkcs12File(folder.resolve("c.p12"), "correct horse").toString(),
                        secret))))
        .singleElement()
        .asString()
        .contains("c.p12", "password")
        .doesNotContain("battery", "horse");
    assertThat(problems(configured.withIdentity(pem(certificate, certificate, secret))))
        .singleElement()
        .asString()
        .contains("holds no private key in PEM form");
    assertThat(problems(configured.withTrust(folder.resolve("absent.pem").toString())))
        .singleElement()
        .asString()
        .contains("absent.pem", "cannot be read", "mount it on the TaskManagers");
  }

  @Test
  void logsInWithAPasswordOrATokenAndReadsBothAgainWhenTheyChange() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "old\n");
    MtConnectSecret secret = new MtConnectSecret("${file:" + password + "}");
    String basic =
        "Basic " + Base64.getEncoder().encodeToString("plant:new".getBytes(StandardCharsets.UTF_8));
    try (SimulatedAgent guarded =
        new Lathe("uuid-1", "lathe-1", 7).agent().authorization(basic).start()) {
      MtConnectAgent configured =
          MtConnectAgent.of("lathe-1", guarded.url()).withCredentials(new Basic("plant", secret));
      assertThat(problems(configured))
          .anySatisfy(each -> assertThat(each).contains("answers 401; check the credentials"))
          .allSatisfy(each -> assertThat(each).doesNotContain("old"));
      Files.writeString(password, "new\n");
      assertThat(problems(configured))
          .singleElement()
          .asString()
          .contains("The credentials would be sent readable over http; use https");
    }
    try (SimulatedAgent guarded =
        new Lathe("uuid-1", "lathe-1", 7).agent().authorization("Bearer new").start()) {
      MtConnectAgent configured =
          MtConnectAgent.of("lathe-1", guarded.url()).withCredentials(new Bearer(secret));
      assertThat(problems(configured)).singleElement().asString().contains("use https");
      Files.delete(password);
      assertThat(problems(configured))
          .anySatisfy(
              each -> assertThat(each).contains("Secret file", "cannot be read", "mount it"));
    }
  }

  @Test
  void goesThroughAProxyThatWantsAPassword() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "open sesame");
    Basic login = new Basic("plant", new MtConnectSecret("${file:" + password + "}"));
    try (AgentProxy proxy = AgentProxy.guarded("plant", "open sesame");
        AgentTlsFront front = AgentTlsFront.before(agent, SERVER.server(), Clients.ANYBODY)) {
      MtConnectAgent plain = MtConnectAgent.of("lathe-1", agent.url());
      assertThat(problems(plain.withProxy(new Proxy.Http(proxy.url(), login)))).isEmpty();
      assertThat(proxy.requests()).contains("GET " + agent.url() + "/probe");
      MtConnectAgent tunnelled = https("127.0.0.1", front).withTrust(trusted(SERVER));
      assertThat(problems(tunnelled.withProxy(new Proxy.Http(proxy.url(), login)))).isEmpty();
      assertThat(proxy.requests()).contains("CONNECT 127.0.0.1:" + front.url().getPort());

      assertThat(problems(plain.withProxy(new Proxy.Http(proxy.url(), new Anonymous()))))
          .singleElement()
          .asString()
          .contains("answers 407; check its user and password");
      assertThat(problems(tunnelled.withProxy(new Proxy.Http(proxy.url(), new Anonymous()))))
          .singleElement()
          .asString()
          .contains("answers 407; check its user and password");
    }
  }

  @Test
  void streamsThroughAProxyWithAClientCertificateAndTakesUpARenewedOne() throws Exception {
    AgentCertificate renewed = AgentCertificate.forThisMachine("renewed", "EC");
    Path certificate = CLIENT.certificateFile(folder.resolve("client.pem"));
    Path key = CLIENT.keyFile(folder.resolve("client-key.pem"));
    try (AgentProxy proxy = AgentProxy.open();
        AgentTlsFront front =
            AgentTlsFront.before(agent, SERVER.server(CLIENT), Clients.WITH_CERTIFICATE)) {
      MtConnectAgent configured =
          https("127.0.0.1", front)
              .withTrust(trusted(SERVER))
              .withIdentity(pem(certificate, key, MtConnectSecret.none()))
              .withProxy(new Proxy.Http(proxy.url(), new Anonymous()))
              .withStream(Duration.ofMillis(10), 500);
      MtConnectSource source =
          MtConnectSource.builder()
              .agent(configured)
              .reconnect(Duration.ofMillis(50), Duration.ofMillis(200))
              .build();
      try (Collected collected = Collected.from(source)) {
        await().atMost(PATIENCE).until(() -> collected.sequences().size() == 15);
        // The files now are of a client the agent does not know: a new connection is refused.
        renewed.certificateFile(certificate);
        touch(renewed.keyFile(key));
        agent.cutConnections();
        await()
            .atMost(PATIENCE)
            .until(() -> collected.gaps().stream().anyMatch(gap -> gap.toNanos().isEmpty()));
        CLIENT.certificateFile(certificate);
        touch(CLIENT.keyFile(key));
        new Lathe("uuid-1", "lathe-1", 3).step(Instant.now()).forEach(agent::add);
        long last = agent.nextSequence() - 1;
        await().atMost(PATIENCE).until(() -> collected.sequences().size() == last);
        assertThat(collected.gaps()).noneMatch(gap -> gap.phase() == MtConnectGap.Phase.LOST);
      }
    }
  }

  // Makes sure that the file looks changed however coarse the clock of the file system is.
  private static void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(2)));
  }

  private static Identity pem(Path certificate, Path key, MtConnectSecret password) {
    return new Identity.Pem(certificate.toString(), key.toString(), password);
  }

  private String trusted(AgentCertificate certificate) throws IOException {
    return certificate.certificateFile(folder.resolve("trusted.pem")).toString();
  }

  private static MtConnectAgent https(String host, AgentTlsFront front) {
    return MtConnectAgent.of(
        "lathe-1", URI.create("https://" + host + ":" + front.url().getPort()));
  }

  private static List<String> problems(MtConnectAgent configured) {
    return MtConnectAgentProbe.check(configured).problems();
  }
}
