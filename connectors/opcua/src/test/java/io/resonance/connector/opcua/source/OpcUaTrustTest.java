package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.opcua.pki.Thumbprint;
import io.resonance.connector.opcua.source.OpcUaTrust.Entry;
import io.resonance.connector.opcua.source.OpcUaTrust.Place;
import io.resonance.testbed.opcua.pki.CertificateSpec;
import io.resonance.testbed.opcua.pki.IssuedCertificate;
import io.resonance.testbed.opcua.pki.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpcUaTrustTest {

  private static final IssuedCertificate MILL =
      TestAuthority.selfSigned(CertificateSpec.application("mill", "urn:mill", "mill"));

  @TempDir Path pki;
  private final String thumbprint = Thumbprint.of(MILL.certificate());

  @Test
  void trustsARefusedOneAndTakesItBack() throws Exception {
    MILL.writeTo(pki.resolve("rejected/anything.der"));
    OpcUaTrust trust = OpcUaTrust.in(pki);
    assertThat(trust.list())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.place()).isEqualTo(Place.REJECTED);
              assertThat(entry.thumbprint()).isEqualTo(thumbprint);
              assertThat(entry.subject()).contains("CN=mill");
            });

    Entry trusted = trust.trust(thumbprint.toUpperCase(Locale.ROOT));
    assertThat(trusted.file()).isEqualTo(pki.resolve("trusted/" + thumbprint + ".der"));
    assertThat(trust.trust(thumbprint)).isEqualTo(trusted);

    assertThat(trust.remove(thumbprint).place()).isEqualTo(Place.REJECTED);
    assertThat(trust.list()).extracting(Entry::place).containsExactly(Place.REJECTED);
  }

  @Test
  void refusesWhatIsNotThere() throws Exception {
    Files.createDirectories(pki.resolve("rejected"));
    OpcUaTrust trust = OpcUaTrust.in(pki);
    assertThatThrownBy(() -> trust.trust(thumbprint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no certificate with the thumbprint " + thumbprint)
        .hasMessageContaining("resonance opcua trust --pki " + pki);
    assertThatThrownBy(() -> trust.trust(thumbprint.substring(0, 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("40 hexadecimal digits");
    assertThatThrownBy(() -> OpcUaTrust.in(pki.resolve("elsewhere")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("There is no PKI folder");
  }

  @Test
  void listsOurOwnWithoutItsKey() {
    OpcUaOwnCertificate.ensure(OpcUaIdentity.selfSigned("urn:test:client", pki.toString()));
    assertThat(OpcUaTrust.in(pki).list())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.place()).isEqualTo(Place.OWN);
              assertThat(entry.file()).isEqualTo(pki.resolve("own/certificate.pem"));
            });
  }
}
