package io.resonance.testbed.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import io.resonance.testbed.opcua.pki.ServerCertificates;
import java.security.Security;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.stack.core.channel.EncodingLimits;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/** Makes a configured, not yet started Milo server. */
final class MiloServerFactory {

  static final String PATH = "/resonance";

  private final SimulatedServerSettings settings;
  private final ServerPki pki;
  private final int port;

  MiloServerFactory(SimulatedServerSettings settings, ServerPki pki, int port) {
    this.settings = settings;
    this.pki = pki;
    this.port = port;
  }

  OpcUaServer create() throws Exception {
    if (Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
      Security.addProvider(new BouncyCastleProvider());
    }
    OpcUaServerConfig config =
        OpcUaServerConfig.builder()
            .setApplicationUri(settings.applicationUri())
            .setApplicationName(LocalizedText.english(settings.name()))
            .setProductUri("urn:resonance:testbed")
            .setEndpoints(endpoints())
            .setCertificateManager(
                ServerCertificates.of(
                    pki.keyPair(), pki.certificate(), (chain, uri, hosts) -> pki.validate(chain)))
            .setIdentityValidator(
                new CompositeValidator(
                    AnonymousIdentityValidator.INSTANCE,
                    new UsernameIdentityValidator(
                        c -> settings.accepts(c.getUsername(), c.getPassword()))))
            .setEncodingLimits(new EncodingLimits(65_536, 256, 16 << 20, 128))
            .setLimits(new Limits(settings.limits()))
            .build();
    return new OpcUaServer(
        config,
        profile -> new OpcTcpServerTransport(OpcTcpServerTransportConfig.newBuilder().build()));
  }

  private Set<EndpointConfig> endpoints() {
    Set<EndpointConfig> endpoints = new LinkedHashSet<>();
    EndpointConfig.Builder base =
        EndpointConfig.newBuilder()
            .setBindAddress("127.0.0.1")
            .setHostname("127.0.0.1")
            .setPath(PATH)
            .setCertificate(pki.certificate())
            .setBindPort(port)
            .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
            .addTokenPolicies(
                OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS,
                OpcUaServerConfig.USER_TOKEN_POLICY_USERNAME);
    for (SecurityPolicy policy :
        List.of(SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes256_Sha256_RsaPss)) {
      endpoints.add(
          base.copy()
              .setSecurityPolicy(policy)
              .setSecurityMode(MessageSecurityMode.SignAndEncrypt)
              .build());
    }
    EndpointConfig.Builder none =
        base.copy()
            .setSecurityPolicy(SecurityPolicy.None)
            .setSecurityMode(MessageSecurityMode.None);
    if (settings.security() == SimulatedServerSettings.Security.ALSO_NONE) {
      endpoints.add(none.build());
    }
    // GetEndpoints is always possible without security (Part 4, 5.5.4.1); nothing else is served
    // there
    endpoints.add(none.copy().setPath(PATH + "/discovery").build());
    return endpoints;
  }

  /** As settings say; else Milo's. */
  private record Limits(SimulatedLimits of) implements OpcUaServerConfigLimits {
    @Override
    public Double getMinPublishingInterval() {
      return 1.0;
    }

    @Override
    public UInteger getMaxMonitoredItemsPerCall() {
      return uint(of.itemsPerCall());
    }

    @Override
    public UInteger getMaxNodesPerRead() {
      return uint(of.nodesPerRead());
    }

    @Override
    public UInteger getMaxNodesPerBrowse() {
      return uint(of.nodesPerBrowse());
    }

    @Override
    public UInteger getMaxNodesPerTranslateBrowsePathsToNodeIds() {
      return uint(of.nodesPerTranslate());
    }

    @Override
    public UShort getMaxBrowseContinuationPoints() {
      return ushort(of.continuationPoints());
    }
  }
}
