package io.resonance.connector.opcua.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.pki.Thumbprint;
import io.resonance.connector.opcua.source.OpcUaAcceptedRisk;
import io.resonance.connector.opcua.source.OpcUaSecurity;
import io.resonance.testbed.opcua.hostile.HostileServer;
import io.resonance.testbed.opcua.hostile.Misbehaviour;
import io.resonance.testbed.opcua.pki.CertificateSpec;
import io.resonance.testbed.opcua.pki.IssuedCertificate;
import io.resonance.testbed.opcua.pki.TestAuthority;
import io.resonance.testbed.opcua.pki.TestKeys;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.ActivateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.SignatureData;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server, or somebody in front of it, that lies while a session is made (Part 4, CreateSession).
 */
class HostileServerITCase {

  private static final IssuedCertificate OWN =
      TestAuthority.selfSigned(
          CertificateSpec.application("hostile", SecureClient.SERVER_URI, "127.0.0.1"));

  private static HostileServer server;

  @TempDir Path folder;
  private SecureClient client;

  @BeforeAll
  static void startServer() throws Exception {
    server =
        HostileServer.builder(SecureClient.SERVER_URI, OWN)
            .offer(SecurityPolicy.Aes256_Sha256_RsaPss, MessageSecurityMode.SignAndEncrypt)
            .offer(SecurityPolicy.Basic256Sha256, MessageSecurityMode.SignAndEncrypt)
            .offer(SecurityPolicy.Basic256Sha256, MessageSecurityMode.Sign)
            .anonymous()
            .password("operator", "right", SecurityPolicy.Basic256Sha256)
            .start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @BeforeEach
  void behave() throws Exception {
    server.misbehave(Misbehaviour.none());
    client = new SecureClient(folder).trusting(OWN);
  }

  @AfterEach
  void closeClient() {
    client.close();
  }

  private Optional<String> refusal() {
    return client.refusal(server.url());
  }

  private void discovering(UnaryOperator<EndpointDescription[]> change) {
    server.misbehave(Misbehaviour.discovering(change));
  }

  @Test
  void acceptsItWhileItBehavesEncryptedAndSigned() {
    assertThat(refusal()).isEmpty();
    assertThat(client.refusal(server.url(), OpcUaSecurity.BASIC256SHA256.signedOnly())).isEmpty();
  }

  @Test
  void noticesThatTheBestPolicyWasTakenOutOfTheList() {
    discovering(
        all ->
            Arrays.stream(all)
                .filter(e -> e.getSecurityPolicyUri().endsWith("Basic256Sha256"))
                .toArray(EndpointDescription[]::new));
    assertThat(refusal())
        .hasValueSatisfying(
            message ->
                assertThat(message)
                    .startsWith("FATAL OPC UA endpoint hostile (opc.tcp://127.0.0.1:")
                    .contains("its endpoints are not those it named before")
                    .contains("[Sign Basic256Sha256, SignAndEncrypt Basic256Sha256] when asked")
                    .contains(
                        "SignAndEncrypt Aes256_Sha256_RsaPss, SignAndEncrypt Basic256Sha256] in"));
  }

  @Test
  void noticesThatOnlyNoSecurityIsLeftInTheList() {
    discovering(
        all ->
            Arrays.stream(all)
                .map(
                    e ->
                        new EndpointDescription(
                            e.getEndpointUrl(),
                            e.getServer(),
                            e.getServerCertificate(),
                            MessageSecurityMode.None,
                            SecurityPolicy.None.getUri(),
                            e.getUserIdentityTokens(),
                            e.getTransportProfileUri(),
                            e.getSecurityLevel()))
                .toArray(EndpointDescription[]::new));
    assertThat(refusal().orElseThrow())
        .startsWith("FATAL")
        .contains("offers no SignAndEncrypt with the best policy but only [None None]");
  }

  @Test
  void noticesThatTheUserTokensWereWeakened() {
    discovering(
        all ->
            Arrays.stream(all)
                .map(
                    e ->
                        new EndpointDescription(
                            e.getEndpointUrl(),
                            e.getServer(),
                            e.getServerCertificate(),
                            e.getSecurityMode(),
                            e.getSecurityPolicyUri(),
                            new UserTokenPolicy[] {e.getUserIdentityTokens()[0]},
                            e.getTransportProfileUri(),
                            e.getSecurityLevel()))
                .toArray(EndpointDescription[]::new));
    assertThat(refusal().orElseThrow())
        .startsWith("FATAL")
        .contains("its endpoints are not those it named before");
  }

  @Test
  void noticesThatTheSessionNamesNoEndpoints() {
    server.misbehave(
        Misbehaviour.creating(
            honest ->
                created(
                    honest,
                    honest.getServerNonce(),
                    honest.getServerCertificate(),
                    new EndpointDescription[0],
                    honest.getServerSignature())));
    assertThat(refusal().orElseThrow())
        .startsWith("FATAL")
        .contains("its endpoints are not those it named before", "[] in the session");
  }

  @Test
  void refusesAnotherCertificateInTheListAndKeepsIt() {
    IssuedCertificate other =
        TestAuthority.selfSigned(
            CertificateSpec.application("other", SecureClient.SERVER_URI, "127.0.0.1"));
    discovering(all -> withCertificate(all, other));
    assertThat(refusal().orElseThrow())
        .startsWith("FATAL")
        .contains("CN=other", "is not trusted")
        .contains("resonance opcua trust --pki " + client.pki())
        .contains(Thumbprint.of(other.certificate()));
  }

  @Test
  void refusesTheCertificateOfAnotherTrustedServer() throws Exception {
    IssuedCertificate oven =
        TestAuthority.selfSigned(CertificateSpec.application("oven", "urn:test:oven", "127.0.0.1"));
    client.trusting(oven);
    discovering(all -> withCertificate(all, oven));
    assertThat(refusal().orElseThrow())
        .startsWith("FATAL")
        .contains("[urn:test:oven]", "calls itself " + SecureClient.SERVER_URI);
  }

  @Test
  void doesNotConnectWhenTheCertificateChangedAfterDiscovery() throws Exception {
    IssuedCertificate before =
        TestAuthority.selfSigned(
            CertificateSpec.application("hostile", SecureClient.SERVER_URI, "127.0.0.1")
                .key(TestKeys.freshRsa2048()));
    client.trusting(before);
    discovering(all -> withCertificate(all, before));
    // this server cannot decrypt what was encrypted for the other key
    assertThat(refusal().orElseThrow())
        .startsWith("FATAL")
        .contains("opening a session", "Bad_SecurityChecksFailed")
        .contains("the server's own certificate may have changed");
  }

  @Test
  void refusesAnotherCertificateInTheSession() {
    IssuedCertificate other =
        TestAuthority.selfSigned(
            CertificateSpec.application("hostile", SecureClient.SERVER_URI, "127.0.0.1"));
    server.misbehave(
        Misbehaviour.creating(
            honest ->
                created(
                    honest,
                    honest.getServerNonce(),
                    der(other),
                    honest.getServerEndpoints(),
                    honest.getServerSignature())));
    assertThat(refusal().orElseThrow())
        .startsWith("FATAL")
        .contains("the certificate it made the session with is not the one of its endpoint");
  }

  @Test
  void refusesASignatureThatIsNotTheServers() {
    server.misbehave(
        Misbehaviour.creating(
            honest ->
                created(
                    honest,
                    honest.getServerNonce(),
                    honest.getServerCertificate(),
                    honest.getServerEndpoints(),
                    new SignatureData(
                        honest.getServerSignature().getAlgorithm(),
                        ByteString.of(new byte[256])))));
    assertThat(refusal().orElseThrow())
        .startsWith("FATAL")
        .contains("could not prove by a signature that the certificate it shows is its own");
  }

  @Test
  void refusesAShortNonce() {
    server.misbehave(Misbehaviour.creating(honest -> withNonce(honest, new byte[] {1, 2, 3, 4})));
    assertThat(refusal().orElseThrow()).startsWith("FATAL").contains("its nonce has 4 bytes");
  }

  @Test
  void refusesAnEmptyNonce() {
    server.misbehave(Misbehaviour.creating(honest -> withNonce(honest, new byte[32])));
    assertThat(refusal().orElseThrow()).startsWith("FATAL").contains("32 bytes, all of them 0");
  }

  @Test
  void refusesANonceThatComesAgainInTheSession() {
    byte[][] first = new byte[1][];
    server.misbehave(
        new Misbehaviour(
            UnaryOperator.identity(),
            honest -> {
              first[0] = honest.getServerNonce().bytesOrEmpty();
              return honest;
            },
            honest ->
                new ActivateSessionResponse(
                    honest.getResponseHeader(),
                    ByteString.of(first[0]),
                    honest.getResults(),
                    honest.getDiagnosticInfos()),
            UnaryOperator.identity()));
    assertThat(refusal().orElseThrow()).startsWith("FATAL").contains("sent a nonce a second time");
  }

  @Test
  void refusesANonceThatComesAgainInTheNextSession() {
    byte[] nonce = new byte[32];
    Arrays.fill(nonce, (byte) 5);
    assertThat(refusal()).isEmpty();
    server.misbehave(Misbehaviour.creating(honest -> withNonce(honest, nonce)));
    // the server itself expects signatures over the nonce it really made
    assertThat(refusal().orElseThrow()).doesNotContain("second time");
    assertThat(refusal().orElseThrow()).startsWith("FATAL").contains("sent a nonce a second time");
  }

  @Test
  void refusesAServerThatOnlyOffersWithdrawnPoliciesUnlessTold() throws Exception {
    try (HostileServer old =
        HostileServer.builder(SecureClient.SERVER_URI, OWN)
            .offer(SecurityPolicy.Basic256, MessageSecurityMode.SignAndEncrypt)
            .offer(SecurityPolicy.Basic128Rsa15, MessageSecurityMode.SignAndEncrypt)
            .anonymous()
            .start()) {
      assertThat(client.refusal(old.url()).orElseThrow())
          .startsWith("FATAL")
          .contains("only [SignAndEncrypt Basic128Rsa15, SignAndEncrypt Basic256]");
      OpcUaSecurity broken =
          new OpcUaSecurity(
              OpcUaSecurity.Policy.BASIC256,
              OpcUaSecurity.Mode.SIGN_AND_ENCRYPT,
              java.util.Set.of(OpcUaAcceptedRisk.BROKEN_POLICY));
      assertThat(client.refusal(old.url(), broken)).isEmpty();
    }
  }

  private static EndpointDescription[] withCertificate(
      EndpointDescription[] all, IssuedCertificate other) {
    return Arrays.stream(all)
        .map(
            e ->
                new EndpointDescription(
                    e.getEndpointUrl(),
                    e.getServer(),
                    der(other),
                    e.getSecurityMode(),
                    e.getSecurityPolicyUri(),
                    e.getUserIdentityTokens(),
                    e.getTransportProfileUri(),
                    e.getSecurityLevel()))
        .toArray(EndpointDescription[]::new);
  }

  private static ByteString der(IssuedCertificate certificate) {
    try {
      return ByteString.of(certificate.certificate().getEncoded());
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CreateSessionResponse withNonce(CreateSessionResponse honest, byte[] nonce) {
    return created(
        honest,
        ByteString.of(nonce),
        honest.getServerCertificate(),
        honest.getServerEndpoints(),
        honest.getServerSignature());
  }

  private static CreateSessionResponse created(
      CreateSessionResponse honest,
      ByteString nonce,
      ByteString certificate,
      EndpointDescription[] endpoints,
      SignatureData signature) {
    return new CreateSessionResponse(
        honest.getResponseHeader(),
        honest.getSessionId(),
        honest.getAuthenticationToken(),
        honest.getRevisedSessionTimeout(),
        nonce,
        certificate,
        endpoints,
        honest.getServerSoftwareCertificates(),
        signature,
        honest.getMaxRequestMessageSize());
  }
}
