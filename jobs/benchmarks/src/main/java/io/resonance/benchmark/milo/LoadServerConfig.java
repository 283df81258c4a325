package io.resonance.benchmark.milo;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.resonance.testbed.opcua.pki.ServerCertificates;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.stack.core.channel.EncodingLimits;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;

/**
 * The configuration of a {@link LoadServer}: endpoints, certificates, and limits out of the way.
 */
final class LoadServerConfig {

  static final String PATH = "/benchmark";

  /**
   * The largest message; FACTS of the field: Milo's default of 2 MiB is too small for this load.
   */
  static final EncodingLimits LARGE_MESSAGES = new EncodingLimits(65_536, 256, 16 << 20, 128);

  private static final String APPLICATION_URI = "urn:resonance:benchmark:server";

  private LoadServerConfig() {}

  /** The configuration; the server's certificate lies among the certificates afterwards. */
  static OpcUaServerConfig of(List<Integer> ports, Protection protection, Certificates folder)
      throws Exception {
    Certificates.Own own = Certificates.create(APPLICATION_URI);
    Files.write(folder.server(), own.certificate().getEncoded());
    return OpcUaServerConfig.builder()
        .setApplicationUri(APPLICATION_URI)
        .setApplicationName(LocalizedText.english("benchmark"))
        .setProductUri("urn:resonance:benchmark")
        .setEndpoints(endpoints(ports, protection, own.certificate()))
        .setCertificateManager(
            ServerCertificates.of(
                own.keys(), own.certificate(), (chain, uri, hosts) -> folder.verifyClient(chain)))
        .setIdentityValidator(AnonymousIdentityValidator.INSTANCE)
        .setEncodingLimits(LARGE_MESSAGES)
        .setLimits(new Limits())
        .build();
  }

  private static Set<EndpointConfig> endpoints(
      List<Integer> ports, Protection protection, X509Certificate certificate) {
    Set<EndpointConfig> endpoints = new LinkedHashSet<>();
    for (int port : ports) {
      EndpointConfig.Builder base =
          EndpointConfig.newBuilder()
              .setBindAddress("127.0.0.1")
              .setHostname("127.0.0.1")
              .setCertificate(certificate)
              .setBindPort(port)
              .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
              .addTokenPolicies(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS);
      endpoints.add(
          base.copy()
              .setPath(PATH)
              .setSecurityPolicy(protection.policy)
              .setSecurityMode(protection.mode)
              .build());
      // GetEndpoints is always possible without security (Part 4, 5.5.4.1).
      endpoints.add(
          base.copy()
              .setPath(PATH + "/discovery")
              .setSecurityPolicy(Protection.NONE.policy)
              .setSecurityMode(Protection.NONE.mode)
              .build());
    }
    return endpoints;
  }

  /** Limits that are not what is measured. */
  private static final class Limits implements OpcUaServerConfigLimits {
    @Override
    public Double getMinPublishingInterval() {
      return 1.0;
    }

    @Override
    public UInteger getMaxSessions() {
      return uint(1_000);
    }

    @Override
    public UInteger getMaxMonitoredItemsPerCall() {
      return uint(100_000);
    }

    @Override
    public UInteger getMaxNodesPerTranslateBrowsePathsToNodeIds() {
      return uint(100_000);
    }

    @Override
    public UInteger getMaxNodesPerRead() {
      return uint(100_000);
    }
  }
}
