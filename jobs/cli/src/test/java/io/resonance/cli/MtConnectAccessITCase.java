package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.lathe.Lathe;
import io.resonance.testbed.mtconnect.network.AgentCertificate;
import io.resonance.testbed.mtconnect.network.AgentProxy;
import io.resonance.testbed.mtconnect.network.AgentTlsFront;
import io.resonance.testbed.mtconnect.network.AgentTlsFront.Clients;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** How {@code resonance mtconnect} reaches agents behind TLS, logins and proxies. */
class MtConnectAccessITCase {
  private static final AgentCertificate SERVER = AgentCertificate.forThisMachine("agent", "EC");
  private static final AgentCertificate CLIENT = AgentCertificate.forThisMachine("cli", "EC");

  @TempDir Path folder;

  private final Lathe lathe = new Lathe("uuid-1", "lathe-1", 11);
  private String out = "";
  private String err = "";

  @Test
  void trustsACertificateOnlyWhereItIsToldTo() throws Exception {
    try (SimulatedAgent agent = lathe.agent().start();
        AgentTlsFront front = AgentTlsFront.before(agent, SERVER.server(), Clients.ANYBODY)) {
      String url = front.url().toString();
      refused("certificate is not trusted", "probe", url);
      assertThat(err).contains("put its authority into the PEM file of trust");
      refused("certificate is not trusted", "probe", url, "--trust", pem("other.pem", CLIENT));
      accepted("probe", url, "--trust", pem("trust.pem", SERVER));
      assertThat(out).contains("lathe-1 (uuid uuid-1)");
      accepted("doctor", url, "--trust", pem("trust.pem", SERVER), "--seconds", "1");
      assertThat(out).containsPattern("OK +security");
      refused("absent.pem", "probe", url, "--trust", folder.resolve("absent.pem").toString());
    }
  }

  @Test
  void refusesACertificateOfAnotherHost() throws Exception {
    AgentCertificate other = AgentCertificate.forHost("other.invalid");
    try (SimulatedAgent agent = lathe.agent().start();
        AgentTlsFront front = AgentTlsFront.before(agent, other.server(), Clients.ANYBODY)) {
      refused(
          "its certificate is for another host",
          "current",
          front.url().toString(),
          "--trust",
          pem("trust.pem", other));
      assertThat(err).contains("use a name of the certificate in the url");
    }
  }

  @Test
  void showsAClientCertificate() throws Exception {
    String certificate = pem("client.pem", CLIENT);
    String key = CLIENT.keyFile(folder.resolve("key.pem")).toString();
    String locked = CLIENT.encryptedKeyFile(folder.resolve("locked.pem"), "sesame").toString();
    String password = Files.writeString(folder.resolve("password"), "sesame\n").toString();
    try (SimulatedAgent agent = lathe.agent().start();
        AgentTlsFront front =
            AgentTlsFront.before(agent, SERVER.server(CLIENT), Clients.WITH_CERTIFICATE)) {
      String url = front.url().toString();
      String trust = pem("trust.pem", SERVER);
      refused("cannot be reached", "probe", url, "--trust", trust);
      refused("--certificate and --key", "probe", url, "--trust", trust, "--key", key);
      accepted("probe", url, "--trust", trust, "--certificate", certificate, "--key", key);
      accepted(
          "sample",
          url,
          "--trust",
          trust,
          "--certificate",
          certificate,
          "--key",
          locked,
          "--key-password-file",
          password);
      refused(
          "locked.pem",
          "probe",
          url,
          "--trust",
          trust,
          "--certificate",
          certificate,
          "--key",
          locked);
      assertThat(err).doesNotContain("sesame");
    }
  }

  @Test
  void logsInWithAPasswordOrAToken() throws Exception {
    String password = Files.writeString(folder.resolve("password"), "secret\n").toString();
    String basic = Base64.getEncoder().encodeToString("op:secret".getBytes(StandardCharsets.UTF_8));
    try (SimulatedAgent agent = lathe.agent().authorization("Basic " + basic).start()) {
      String url = agent.url().toString();
      refused("answers 401; check the credentials", "probe", url);
      accepted("probe", url, "--user", "op", "--password-file", password);
      refused("Whose password?", "probe", url, "--password-file", password);
      refused("not both", "probe", url, "--user", "op", "--token-env", "PATH");
    }
    // a variable that every shell has stands for the token
    try (SimulatedAgent agent =
        lathe.agent().authorization("Bearer " + System.getenv("PATH")).start()) {
      String url = agent.url().toString();
      refused("answers 401", "current", url, "--token-env", "HOME");
      accepted("current", url, "--token-env", "PATH");
      refused("NO_SUCH_TOKEN", "current", url, "--token-env", "NO_SUCH_TOKEN");
    }
  }

  @Test
  void goesThroughAProxyWithAndWithoutAPassword() throws Exception {
    String password = Files.writeString(folder.resolve("password"), "secret\n").toString();
    try (SimulatedAgent agent = lathe.agent().start();
        AgentTlsFront front = AgentTlsFront.before(agent, SERVER.server(), Clients.ANYBODY);
        AgentProxy open = AgentProxy.open();
        AgentProxy guarded = AgentProxy.guarded("op", "secret")) {
      String trust = pem("trust.pem", SERVER);
      accepted("probe", agent.url().toString(), "--proxy", open.url().toString());
      assertThat(open.requests()).contains("GET " + agent.url() + "/probe");
      String tunnelled = front.url().toString();
      accepted("probe", tunnelled, "--trust", trust, "--proxy", open.url().toString());
      assertThat(open.requests()).contains("CONNECT localhost:" + front.url().getPort());

      String proxy = guarded.url().toString();
      refused(
          "answers 407; check its user", "probe", tunnelled, "--trust", trust, "--proxy", proxy);
      accepted(
          "probe",
          tunnelled,
          "--trust",
          trust,
          "--proxy",
          proxy,
          "--proxy-user",
          "op",
          "--proxy-password-file",
          password);
      refused("--proxy-password-env", "probe", tunnelled, "--proxy", proxy, "--proxy-user", "op");
      refused("Which proxy?", "probe", tunnelled, "--proxy-user", "op");
    }
  }

  private String pem(String name, AgentCertificate certificate) throws Exception {
    return certificate.certificateFile(folder.resolve(name)).toString();
  }

  private void accepted(String... arguments) {
    assertThat(execute(arguments)).as(err).isZero();
  }

  private void refused(String why, String... arguments) {
    assertThat(execute(arguments)).as(out).isEqualTo(1);
    assertThat(err).contains("error: ", why).doesNotContain("\tat ");
  }

  private int execute(String... arguments) {
    StringWriter printed = new StringWriter();
    StringWriter complaints = new StringWriter();
    List<String> all = new ArrayList<>(List.of("mtconnect"));
    all.addAll(List.of(arguments));
    CommandLine line = Resonance.commandLine();
    line.setOut(new PrintWriter(printed, true));
    line.setErr(new PrintWriter(complaints, true));
    int code = line.execute(all.toArray(new String[0]));
    out = printed.toString();
    err = complaints.toString();
    return code;
  }
}
