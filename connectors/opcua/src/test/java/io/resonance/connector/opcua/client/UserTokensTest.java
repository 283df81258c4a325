package io.resonance.connector.opcua.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;

import io.resonance.connector.opcua.source.OpcUaAcceptedRisk;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaSecurity;
import io.resonance.connector.opcua.source.OpcUaUserToken;
import io.resonance.testbed.opcua.pki.CertificateSpec;
import io.resonance.testbed.opcua.pki.TestAuthority;
import java.security.SecureRandom;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.Stack;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.UserNameIdentityToken;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.junit.jupiter.api.Test;

/** Which of the offered ways is taken, where Milo's server cannot play along. */
class UserTokensTest {

  private static UserNameIdentityToken sent(OpcUaSecurity security, SecurityPolicy... offered)
      throws Exception {
    SignatureProvider.ensure();
    OpcUaEndpoint endpoint =
        OpcUaEndpoint.builder("mill", "opc.tcp://mill:4840")
            .security(security)
            .userToken(OpcUaUserToken.password("operator", () -> "right"))
            .item("nsu=u;s=a")
            .build();
    EndpointDescription chosen =
        new EndpointDescription(
            endpoint.url(),
            null,
            ByteString.of(
                TestAuthority.selfSigned(CertificateSpec.application("mill", "urn:mill"))
                    .certificate()
                    .getEncoded()),
            MessageSecurityMode.SignAndEncrypt,
            SecurityPolicy.Basic256Sha256.getUri(),
            Stream.of(offered)
                .map(
                    policy ->
                        new UserTokenPolicy(
                            policy.name(), UserTokenType.UserName, null, null, policy.getUri()))
                .toArray(UserTokenPolicy[]::new),
            Stack.TCP_UASC_UABINARY_TRANSPORT_URI,
            ubyte(0));
    byte[] nonce = new byte[32];
    new SecureRandom().nextBytes(nonce);
    return (UserNameIdentityToken)
        new UserTokens(endpoint, chosen)
            .provider(new CertificateValidator.InsecureCertificateValidator())
            .getIdentityToken(chosen, ByteString.of(nonce))
            .getToken();
  }

  @Test
  void takesTheStrongestWayWhateverTheOrder() throws Exception {
    assertThat(
            sent(
                    OpcUaSecurity.BEST,
                    SecurityPolicy.None,
                    SecurityPolicy.Basic128Rsa15,
                    SecurityPolicy.Basic256Sha256,
                    SecurityPolicy.Aes256_Sha256_RsaPss)
                .getPolicyId())
        .isEqualTo("Aes256_Sha256_RsaPss");
  }

  @Test
  void sendsItAsItIsWhereTheConnectionEncryptsIt() throws Exception {
    UserNameIdentityToken token = sent(OpcUaSecurity.BEST, SecurityPolicy.None);
    assertThat(token.getEncryptionAlgorithm()).isNull();
    assertThat(token.getPassword().bytesOrEmpty()).asString().isEqualTo("right");
  }

  @Test
  void encryptsUnderABrokenPolicyOnlyWhenToldTo() throws Exception {
    OpcUaSecurity signed = OpcUaSecurity.BASIC256SHA256.signedOnly();
    assertThatThrownBy(() -> sent(signed, SecurityPolicy.Basic128Rsa15))
        .isInstanceOf(OpcUaClientException.class)
        .hasMessageContaining("under a broken policy")
        .hasMessageContaining("[Basic128Rsa15] only");
    assertThat(
            sent(signed.accepting(OpcUaAcceptedRisk.BROKEN_POLICY), SecurityPolicy.Basic128Rsa15)
                .getPolicyId())
        .isEqualTo("Basic128Rsa15");
  }

  @Test
  void knowsWhichPoliciesAreBroken() {
    for (OpcUaSecurity.Policy policy :
        Set.of(OpcUaSecurity.Policy.BASIC256, OpcUaSecurity.Policy.BASIC128RSA15)) {
      assertThatThrownBy(
              () -> new OpcUaSecurity(policy, OpcUaSecurity.Mode.SIGN_AND_ENCRYPT, Set.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(policy.word() + " was withdrawn");
    }
    assertThatThrownBy(
            () -> new OpcUaSecurity(OpcUaSecurity.Policy.NONE, OpcUaSecurity.Mode.SIGN, Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("exclude each other");
  }

  @Test
  void speaksNoOtherProtocol() {
    for (String url :
        new String[] {
          "http://mill:4840",
          "https://mill",
          "opc.https://mill",
          "mill:4840",
          "opc.tcp:mill",
          "opc.tcp:///path",
          "opc.tcp://mill:0",
          "opc.tcp://mill:65536",
          "opc.tcp://mill:port",
          "opc.tcp://the mill:4840"
        }) {
      assertThatThrownBy(() -> OpcUaEndpoint.builder("mill", url).item("nsu=u;s=a").build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("url of OPC UA endpoint mill must be opc.tcp://host:port/path")
          .hasMessageContaining(url);
    }
    for (String url :
        new String[] {
          "opc.tcp://mill", "opc.tcp://the_mill:4840/a/b?c", "opc.tcp://[::1]:65535/"
        }) {
      assertThat(OpcUaEndpoint.builder("mill", url).item("nsu=u;s=a").build().url()).isEqualTo(url);
    }
  }
}
