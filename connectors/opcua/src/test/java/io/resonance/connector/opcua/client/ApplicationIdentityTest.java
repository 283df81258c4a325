package io.resonance.connector.opcua.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaIdentity.OwnCertificate;
import io.resonance.connector.opcua.source.OpcUaSecret;
import io.resonance.testbed.opcua.pki.CertificateSpec;
import io.resonance.testbed.opcua.pki.IssuedCertificate;
import io.resonance.testbed.opcua.pki.TestAuthority;
import io.resonance.testbed.opcua.pki.TestKeys;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationIdentityTest {

  private static final String URI = "urn:test:client";
  private static final String PASSWORD = "correct horse";
  private static final IssuedCertificate OWN =
      TestAuthority.selfSigned(CertificateSpec.application("client", URI));

  @TempDir Path pki;
  private Path own;

  @BeforeEach
  void writeCertificate() throws Exception {
    own = pki.resolve("own");
    PemFiles.write(OWN, own);
  }

  private ApplicationIdentity open(String password) {
    return ApplicationIdentity.open(
        new OpcUaIdentity(URI, pki.toString(), OwnCertificate.REQUIRE, () -> password));
  }

  private void opens(String password) {
    ApplicationIdentity identity = open(password);
    assertThat(identity.certificate()).isEqualTo(OWN.certificate());
    assertThat(identity.keyPair().getPrivate()).isEqualTo(OWN.keyPair().getPrivate());
  }

  @Test
  void readsEveryFormOfKey() throws Exception {
    Path key = own.resolve("key.pem");
    opens("");
    Files.writeString(key, PemFiles.pkcs1(OWN));
    opens("");
    Files.writeString(key, PemFiles.encryptedPkcs8(OWN, PASSWORD));
    opens(PASSWORD);
    Files.writeString(key, PemFiles.encryptedPkcs1(OWN, PASSWORD));
    opens(PASSWORD);
    Files.write(key, OWN.keyPair().getPrivate().getEncoded());
    opens("");
  }

  @Test
  void readsAKeyStoreWithAPassword() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "any",
        OWN.keyPair().getPrivate(),
        PASSWORD.toCharArray(),
        new Certificate[] {OWN.certificate()});
    try (OutputStream out = Files.newOutputStream(own.resolve("identity.p12"))) {
      store.store(out, PASSWORD.toCharArray());
    }
    opens(PASSWORD);
    assertThatThrownBy(() -> open("wrong password"))
        .hasMessageContaining("identity.p12 cannot be opened with its password");
  }

  @Test
  void keepsAWrongPasswordOutOfTheFailure() throws Exception {
    for (String key :
        List.of(PemFiles.encryptedPkcs8(OWN, PASSWORD), PemFiles.encryptedPkcs1(OWN, PASSWORD))) {
      Files.writeString(own.resolve("key.pem"), key);
      assertThatThrownBy(() -> open("wrong secret"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("key.pem cannot be decrypted with its password")
          .satisfies(
              e ->
                  assertThat(ExceptionUtils.stringifyException(e))
                      .doesNotContain("wrong secret", PASSWORD));
    }
  }

  @Test
  void refusesTheKeyOfAnotherCertificate() throws Exception {
    IssuedCertificate other =
        TestAuthority.selfSigned(
            CertificateSpec.application("client", URI).key(TestKeys.freshRsa2048()));
    Files.writeString(own.resolve("key.pem"), PemFiles.pkcs8(other));
    assertThatThrownBy(() -> open("")).hasMessageContaining("key does not belong to");
  }

  @Test
  void refusesACertificateOfAnotherApplication() {
    assertThatThrownBy(
            () -> ApplicationIdentity.open(OpcUaIdentity.selfSigned("urn:other", pki.toString())))
        .hasMessageContaining("for the application [urn:test:client]")
        .hasMessageContaining("application-uri is urn:other");
  }

  @Test
  void makesOneCertificateForAllWhoStartTogether() {
    Path empty = pki.resolve("empty");
    OpcUaIdentity identity = OpcUaIdentity.selfSigned(URI, empty.toString());
    assertThat(
            IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> ApplicationIdentity.open(identity).certificate())
                .distinct())
        .hasSize(1);
    assertThat(empty.resolve("own/key.pem"))
        .satisfies(
            key ->
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------"));
  }

  @Test
  void goesOnWithTheLastCertificateWhileItIsReplacedAndThenTakesTheNewOne() throws Exception {
    OwnIdentity identity = new OwnIdentity(OpcUaIdentity.selfSigned(URI, pki.toString()));
    IssuedCertificate renewed =
        TestAuthority.selfSigned(
            CertificateSpec.application("client", URI).key(TestKeys.freshRsa2048()));
    Files.writeString(own.resolve("key.pem"), PemFiles.pkcs8(renewed));
    assertThat(identity.current().certificate()).isEqualTo(OWN.certificate());
    PemFiles.write(renewed, own);
    assertThat(identity.current().certificate()).isEqualTo(renewed.certificate());
  }

  @Test
  void saysNothingSecretAboutItself() {
    assertThat(open(PASSWORD).toString())
        .isEqualTo("ApplicationIdentity[urn:test:client, " + own.resolve("certificate.pem") + "]");
    assertThat(
            OpcUaIdentity.selfSigned(URI, "pki")
                .withKeyPassword(OpcUaSecret.fromEnvironment("SECRET_NAME"))
                .toString())
        .isEqualTo("OpcUaIdentity[urn:test:client, pki]");
  }
}
