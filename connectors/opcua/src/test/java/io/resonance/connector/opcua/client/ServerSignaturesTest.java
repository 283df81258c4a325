package io.resonance.connector.opcua.client;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.opcua.pki.ServerRefusedException;
import io.resonance.testbed.opcua.pki.CertificateSpec;
import io.resonance.testbed.opcua.pki.IssuedCertificate;
import io.resonance.testbed.opcua.pki.TestAuthority;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityAlgorithm;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.SignatureData;
import org.eclipse.milo.opcua.stack.core.util.SignatureUtil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures are verified as Milo does it after the guard: with the algorithm that is named. */
class ServerSignaturesTest {

  private static final byte[] SIGNED = "certificate and nonce".getBytes(StandardCharsets.UTF_8);
  private static final IssuedCertificate SERVER =
      TestAuthority.selfSigned(CertificateSpec.application("mill", "urn:test:mill", "127.0.0.1"));

  @BeforeAll
  static void ensureRsaPss() {
    SignatureProvider.ensure();
  }

  private static SignatureData signed(SecurityAlgorithm algorithm, String name) throws UaException {
    byte[] signature =
        SignatureUtil.sign(algorithm, SERVER.keyPair().getPrivate(), ByteBuffer.wrap(SIGNED));
    return new SignatureData(name, ByteString.of(signature));
  }

  private static void verify(SignatureData signature, SecurityPolicy policy) throws UaException {
    CreateSessionResponse created =
        ServerSignatures.named(
            new CreateSessionResponse(
                null, null, null, null, null, null, null, null, signature, null),
            policy.getUri());
    SignatureUtil.verify(
        SecurityAlgorithm.fromUri(created.getServerSignature().getAlgorithm()),
        SERVER.certificate(),
        SIGNED,
        created.getServerSignature().getSignature().bytesOrEmpty());
  }

  @ParameterizedTest
  @EnumSource(
      value = SecurityPolicy.class,
      names = {"Basic256Sha256", "Aes128_Sha256_RsaOaep", "Aes256_Sha256_RsaPss"})
  void refusesAWeakerAlgorithmThanThatOfThePolicy(SecurityPolicy policy) throws Exception {
    SignatureData weak = signed(SecurityAlgorithm.RsaSha1, SecurityAlgorithm.RsaSha1.getUri());
    assertThatThrownBy(() -> verify(weak, policy))
        .isInstanceOf(UaException.class)
        .hasMessageContaining("could not verify signature");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-pss-sha256",
        "http://opcfoundation.org/UA/security/rsa-pss-sha2-256"
      })
  void verifiesTheAlgorithmOfThePolicyWhateverItIsCalled(String name) throws Exception {
    SignatureData signature = signed(SecurityAlgorithm.RsaSha256Pss, name);
    assertThatCode(() -> verify(signature, SecurityPolicy.Aes256_Sha256_RsaPss))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> verify(signature, SecurityPolicy.Basic256Sha256))
        .isInstanceOf(UaException.class);
  }

  @Test
  void refusesAServerThatDoesNotSign() {
    for (SignatureData none :
        new SignatureData[] {
          null, new SignatureData(null, null), new SignatureData(null, ByteString.of(new byte[0]))
        }) {
      assertThatThrownBy(() -> verify(none, SecurityPolicy.Basic256Sha256))
          .isInstanceOf(ServerRefusedException.class)
          .hasMessageContaining("it did not sign");
    }
  }
}
