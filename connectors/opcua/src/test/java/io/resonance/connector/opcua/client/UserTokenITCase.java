package io.resonance.connector.opcua.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.source.OpcUaAcceptedRisk;
import io.resonance.connector.opcua.source.OpcUaSecret;
import io.resonance.connector.opcua.source.OpcUaSecurity;
import io.resonance.connector.opcua.source.OpcUaUserToken;
import io.resonance.testbed.opcua.hostile.HostileServer;
import io.resonance.testbed.opcua.hostile.HostileServerBuilder;
import io.resonance.testbed.opcua.pki.CertificateSpec;
import io.resonance.testbed.opcua.pki.IssuedCertificate;
import io.resonance.testbed.opcua.pki.TestAuthority;
import io.resonance.testbed.opcua.pki.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.util.ExceptionUtils;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How users prove themselves (Part 4, UserIdentityToken), and what is never sent. */
class UserTokenITCase {

  private static final IssuedCertificate OWN =
      TestAuthority.selfSigned(
          CertificateSpec.application("hostile", SecureClient.SERVER_URI, "127.0.0.1"));
  private static final IssuedCertificate USER =
      TestAuthority.selfSigned(CertificateSpec.application("operator", "urn:operator"));
  private static final OpcUaSecurity ENCRYPTED = OpcUaSecurity.BASIC256SHA256;

  /** Takes passwords as they are. */
  private static HostileServer plain;

  /** Takes encrypted passwords, and certificates. */
  private static HostileServer proper;

  @TempDir Path folder;
  private SecureClient client;

  private static HostileServerBuilder server() {
    return HostileServer.builder(SecureClient.SERVER_URI, OWN)
        .offer(SecurityPolicy.None, MessageSecurityMode.None)
        .offer(SecurityPolicy.Basic256Sha256, MessageSecurityMode.Sign)
        .offer(SecurityPolicy.Basic256Sha256, MessageSecurityMode.SignAndEncrypt);
  }

  @BeforeAll
  static void startServers() throws Exception {
    plain = server().password("operator", "right", SecurityPolicy.None).start();
    proper =
        server().password("operator", "right", SecurityPolicy.Basic256Sha256).user(USER).start();
  }

  @AfterAll
  static void stopServers() throws Exception {
    plain.close();
    proper.close();
  }

  @BeforeEach
  void openClient() throws Exception {
    client = new SecureClient(folder).trusting(OWN);
  }

  @AfterEach
  void closeClient() {
    client.close();
  }

  private static OpcUaUserToken password(String password) {
    return OpcUaUserToken.password("operator", () -> password);
  }

  private String refusal(HostileServer server, OpcUaSecurity security, OpcUaUserToken user) {
    return client.refusal(server.url(), security, user).orElse("connected");
  }

  private OpcUaUserToken certificate(IssuedCertificate user, String key, String password)
      throws IOException {
    Path keyFile = Files.writeString(folder.resolve("user-key.pem"), key);
    Path file = user.writeTo(folder.resolve("user.der"));
    return OpcUaUserToken.certificate(file.toString(), keyFile.toString(), () -> password);
  }

  @Test
  void sendsNoPasswordInClear() {
    assertThat(refusal(plain, ENCRYPTED.signedOnly(), password("right")))
        .startsWith("FATAL")
        .contains("the password would travel in clear", "[None] only", "Basic256Sha256 Sign");
    assertThat(refusal(plain, OpcUaSecurity.NONE, password("right")))
        .startsWith("FATAL")
        .contains("the password would travel in clear", "accepted-risks: [password-in-clear]")
        .doesNotContain("right");
  }

  @Test
  void sendsAPlainPasswordInClearWhenToldTo() {
    OpcUaSecurity told = OpcUaSecurity.NONE.accepting(OpcUaAcceptedRisk.PASSWORD_IN_CLEAR);
    assertThat(refusal(plain, told, password("right"))).isEqualTo("connected");
  }

  @Test
  void encryptsAPasswordWhereTheConnectionDoesNot() {
    assertThat(refusal(proper, OpcUaSecurity.NONE, password("right"))).isEqualTo("connected");
    assertThat(refusal(proper, ENCRYPTED.signedOnly(), password("right"))).isEqualTo("connected");
  }

  @Test
  void encryptsAPasswordForATrustedServerOnly() throws Exception {
    try (SecureClient stranger = new SecureClient(folder.resolve("stranger"))) {
      assertThat(
              stranger.refusal(proper.url(), OpcUaSecurity.NONE, password("right")).orElseThrow())
          .startsWith("FATAL")
          .contains("is not trusted", "resonance opcua trust --pki " + stranger.pki());
    }
  }

  @Test
  void saysThatThePasswordIsWrongWithoutRepeatingIt() {
    assertThat(refusal(proper, ENCRYPTED, password("wr0ng")))
        .startsWith("FATAL")
        .contains("the server refused the user", "operator")
        .doesNotContain("wr0ng");
  }

  @Test
  void keepsThePasswordOutOfTheWholeFailure() {
    OpcUaClientException failure =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            OpcUaClientException.class,
            () -> client.connect(proper.url(), ENCRYPTED, password("wr0ng")));
    assertThat(ExceptionUtils.stringifyException(failure)).doesNotContain("wr0ng");
  }

  @Test
  void saysThatAnonymousUsersAreNotLetIn() {
    assertThat(refusal(proper, ENCRYPTED, OpcUaUserToken.anonymous()))
        .startsWith("FATAL")
        .contains("lets no anonymous users in", "UserName, Certificate");
  }

  @Test
  void saysThatUsersWithACertificateAreNotLetIn() throws Exception {
    assertThat(refusal(plain, ENCRYPTED, certificate(USER, PemFiles.pkcs8(USER), "")))
        .startsWith("FATAL")
        .contains("lets no users with a certificate in");
  }

  @Test
  void letsAUserInByCertificateWithAnEncryptedKey() throws Exception {
    assertThat(refusal(proper, ENCRYPTED, certificate(USER, PemFiles.pkcs8(USER), "")))
        .isEqualTo("connected");
    OpcUaUserToken encrypted =
        certificate(USER, PemFiles.encryptedPkcs8(USER, "key secret"), "key secret");
    assertThat(refusal(proper, OpcUaSecurity.NONE, encrypted)).isEqualTo("connected");
  }

  @Test
  void saysThatTheServerDoesNotKnowTheUserCertificate() throws Exception {
    IssuedCertificate stranger =
        TestAuthority.selfSigned(CertificateSpec.application("stranger", "urn:stranger"));
    assertThat(refusal(proper, ENCRYPTED, certificate(stranger, PemFiles.pkcs8(stranger), "")))
        .startsWith("FATAL")
        .contains("the server refused the user", "user.der");
  }

  @Test
  void doesNotSendAnExpiredUserCertificate() throws Exception {
    Instant end = Instant.now().minus(Duration.ofDays(1));
    IssuedCertificate expired =
        TestAuthority.selfSigned(
            CertificateSpec.application("operator", "urn:operator")
                .valid(end.minus(Duration.ofDays(9)), end));
    assertThat(refusal(proper, ENCRYPTED, certificate(expired, PemFiles.pkcs8(expired), "")))
        .startsWith("FATAL")
        .contains("user.der cannot be used: it was valid until", "new one issued for the user");
  }

  @Test
  void doesNotUseTheKeyOfAnotherUser() throws Exception {
    IssuedCertificate other =
        TestAuthority.selfSigned(
            CertificateSpec.application("other", "urn:other").key(TestKeys.freshRsa2048()));
    assertThat(refusal(proper, ENCRYPTED, certificate(USER, PemFiles.pkcs8(other), "")))
        .startsWith("FATAL")
        .contains("the private key does not belong to the certificate of CN=operator");
  }

  @Test
  void saysWhichSecretIsMissing() {
    OpcUaUserToken user =
        OpcUaUserToken.password("operator", OpcUaSecret.fromEnvironment("NO_SUCH_VARIABLE"));
    assertThat(refusal(proper, ENCRYPTED, user)).startsWith("FATAL").contains("NO_SUCH_VARIABLE");
  }
}
