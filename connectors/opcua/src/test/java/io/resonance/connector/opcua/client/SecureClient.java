package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaSecurity;
import io.resonance.connector.opcua.source.OpcUaUserToken;
import io.resonance.testbed.opcua.pki.CertificateSpec;
import io.resonance.testbed.opcua.pki.IssuedCertificate;
import io.resonance.testbed.opcua.pki.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A connector with a PKI folder of its own, that tells what keeps it from connecting. */
final class SecureClient implements AutoCloseable {

  static final String SERVER_URI = "urn:test:hostile";

  private static final IssuedCertificate OWN =
      TestAuthority.selfSigned(CertificateSpec.application("client", "urn:test:client"));

  private final Path pki;
  private final MiloConnector connector;

  SecureClient(Path folder) throws IOException {
    pki = folder.resolve("client");
    PemFiles.write(OWN, pki.resolve("own"));
    connector = new MiloConnector(OpcUaIdentity.selfSigned("urn:test:client", pki.toString()));
  }

  Path pki() {
    return pki;
  }

  SecureClient trusting(IssuedCertificate server) throws IOException {
    server.writeTo(
        Files.createTempFile(Files.createDirectories(pki.resolve("trusted")), "server", ".der"));
    return this;
  }

  Optional<String> refusal(String url) {
    return refusal(url, OpcUaSecurity.BEST);
  }

  Optional<String> refusal(String url, OpcUaSecurity security) {
    return refusal(url, security, OpcUaUserToken.anonymous());
  }

  /** Connects: why it does not work, after the kind of failure; empty if it does. */
  Optional<String> refusal(String url, OpcUaSecurity security, OpcUaUserToken user) {
    try (OpcUaSubscriptionClient connected = connect(url, security, user)) {
      String uri = connected.status().run().serverUri();
      return uri.equals(SERVER_URI) ? Optional.empty() : Optional.of("connected to " + uri);
    } catch (OpcUaClientException e) {
      return Optional.of(e.kind() + " " + e.getMessage());
    }
  }

  OpcUaSubscriptionClient connect(String url, OpcUaSecurity security, OpcUaUserToken user)
      throws OpcUaClientException {
    OpcUaEndpoint endpoint =
        OpcUaEndpoint.builder("hostile", url)
            .security(security)
            .userToken(user)
            .item("nsu=http://opcfoundation.org/UA/;i=2258")
            .build();
    return connector.connect(endpoint, endpoint.items());
  }

  @Override
  public void close() {
    connector.close();
  }
}
