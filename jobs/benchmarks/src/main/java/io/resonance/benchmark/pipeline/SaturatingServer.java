package io.resonance.benchmark.pipeline;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.resonance.benchmark.child.ChildPart;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.stack.core.channel.EncodingLimits;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/**
 * A Milo server without security that fills the queue of every monitored item anew as soon as it
 * was emptied: it always has as much to send as a client can take, and never overflows.
 */
final class SaturatingServer implements ChildPart {

  static final String NAME = "server";
  static final String PORT = "port";
  static final String URL = "url";
  static final String VALUES = "values";

  /**
   * The largest message; FACTS of the field: Milo's default of 2 MiB is too small for this load.
   */
  static final EncodingLimits LARGE_MESSAGES = new EncodingLimits(65_536, 256, 16 << 20, 128);

  private static final String PATH = "/benchmark";

  private final OpcUaServer server;
  private final ItemFiller filler = new ItemFiller();
  private final Thread filling = new Thread(filler, "fill-items");
  private final String url;

  SaturatingServer(Map<String, String> settings) throws Exception {
    int port = Integer.parseInt(settings.get(PORT));
    server = new OpcUaServer(config(port), profile -> new OpcTcpServerTransport(transport()));
    new LoadNamespace(server, filler).startup();
    server.startup().get(30, TimeUnit.SECONDS);
    url = "opc.tcp://127.0.0.1:" + port + PATH;
    filling.setDaemon(true);
    filling.start();
  }

  private static OpcTcpServerTransportConfig transport() {
    return OpcTcpServerTransportConfig.newBuilder().build();
  }

  private static OpcUaServerConfig config(int port) throws Exception {
    KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
    X509Certificate certificate =
        new SelfSignedCertificateBuilder(keys)
            .setCommonName("benchmark")
            .setApplicationUri("urn:resonance:benchmark:server")
            .addIpAddress("127.0.0.1")
            .build();
    return OpcUaServerConfig.builder()
        .setApplicationUri("urn:resonance:benchmark:server")
        .setApplicationName(LocalizedText.english("benchmark"))
        .setProductUri("urn:resonance:benchmark")
        .setEndpoints(endpoints(port, certificate))
        .setCertificateManager(certificates(keys, certificate))
        .setIdentityValidator(AnonymousIdentityValidator.INSTANCE)
        .setEncodingLimits(LARGE_MESSAGES)
        .setLimits(new Limits())
        .build();
  }

  private static Set<EndpointConfig> endpoints(int port, X509Certificate certificate) {
    Set<EndpointConfig> endpoints = new LinkedHashSet<>();
    for (String path : new String[] {PATH, PATH + "/discovery"}) {
      endpoints.add(
          EndpointConfig.newBuilder()
              .setBindAddress("127.0.0.1")
              .setHostname("127.0.0.1")
              .setPath(path)
              .setCertificate(certificate)
              .setBindPort(port)
              .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
              .addTokenPolicies(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS)
              .setSecurityPolicy(SecurityPolicy.None)
              .setSecurityMode(MessageSecurityMode.None)
              .build());
    }
    return endpoints;
  }

  private static DefaultCertificateManager certificates(KeyPair keys, X509Certificate certificate)
      throws Exception {
    RsaSha256CertificateFactory own =
        new RsaSha256CertificateFactory() {
          @Override
          protected KeyPair createRsaSha256KeyPair() {
            return keys;
          }

          @Override
          protected X509Certificate[] createRsaSha256CertificateChain(KeyPair pair) {
            return new X509Certificate[] {certificate};
          }
        };
    return new DefaultCertificateManager(
        new MemoryCertificateQuarantine(),
        DefaultApplicationGroup.createAndInitialize(
            new MemoryTrustListManager(),
            new MemoryCertificateStore(),
            own,
            (chain, uri, hosts) -> {}));
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(URL, url);
  }

  @Override
  public Map<String, Long> totals() {
    return Map.of(VALUES, filler.filled());
  }

  @Override
  public void stop() throws Exception {
    filler.stop();
    filling.join();
    server.shutdown().get(10, TimeUnit.SECONDS);
  }

  /** Limits that are not what is measured. */
  private static final class Limits implements OpcUaServerConfigLimits {
    @Override
    public Double getMinPublishingInterval() {
      return 1.0;
    }

    @Override
    public UInteger getMaxMonitoredItemsPerCall() {
      return uint(100_000);
    }

    @Override
    public UInteger getMaxNodesPerRead() {
      return uint(100_000);
    }
  }
}
