package io.resonance.testbed.opcua.hostile;

import io.resonance.testbed.opcua.pki.IssuedCertificate;
import io.resonance.testbed.opcua.pki.ServerCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.Security;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.X509IdentityValidator;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/**
 * A server on 127.0.0.1 that trusts every client and alters its own answers as it is told to, while
 * it runs. All methods may be called from any thread.
 */
public final class HostileServer implements AutoCloseable {

  private static final String PATH = "/hostile";

  private final OpcUaServer server;
  private final int port;
  private final AtomicReference<Misbehaviour> misbehaviour =
      new AtomicReference<>(Misbehaviour.none());

  HostileServer(HostileServerBuilder settings) throws Exception {
    if (Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
      Security.addProvider(new BouncyCastleProvider());
    }
    this.port = freePort();
    this.server =
        new OpcUaServer(
            OpcUaServerConfig.builder()
                .setApplicationUri(settings.applicationUri)
                .setApplicationName(LocalizedText.english("hostile"))
                .setProductUri("urn:resonance:testbed")
                .setEndpoints(endpoints(settings))
                .setCertificateManager(
                    ServerCertificates.of(
                        settings.certificate.keyPair(),
                        settings.certificate.certificate(),
                        (chain, uri, hosts) -> {
                          // whom it lets in is not what is tested with it
                        }))
                .setIdentityValidator(users(settings))
                .build(),
            profile -> new OpcTcpServerTransport(OpcTcpServerTransportConfig.newBuilder().build()));
    List<String> paths = List.of(PATH, PATH + "/discovery");
    HostileServices services = new HostileServices(server, misbehaviour::get);
    paths.forEach(path -> server.addServiceSet(path, services.discovery()));
    server.addServiceSet(PATH, services.sessions());
    server.addServiceSet(PATH, services.subscriptions());
    server.startup().get(30, TimeUnit.SECONDS);
  }

  /** What a server is made of. */
  public static HostileServerBuilder builder(String applicationUri, IssuedCertificate certificate) {
    return new HostileServerBuilder(applicationUri, certificate);
  }

  /** The URL clients connect to. */
  public String url() {
    return "opc.tcp://127.0.0.1:" + port + PATH;
  }

  /** What it does wrong from now on. */
  public void misbehave(Misbehaviour how) {
    misbehaviour.set(how);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Set<EndpointConfig> endpoints(HostileServerBuilder settings) {
    EndpointConfig.Builder base =
        EndpointConfig.newBuilder()
            .setBindAddress("127.0.0.1")
            .setHostname("127.0.0.1")
            .setPath(PATH)
            .setCertificate(settings.certificate.certificate())
            .setBindPort(port)
            .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
            .addTokenPolicies(settings.userTokens.toArray(UserTokenPolicy[]::new));
    Set<EndpointConfig> endpoints = new LinkedHashSet<>();
    for (HostileServerBuilder.Offer offer : settings.offers) {
      endpoints.add(
          base.copy().setSecurityPolicy(offer.policy()).setSecurityMode(offer.mode()).build());
    }
    endpoints.add(
        base.copy()
            .setPath(PATH + "/discovery")
            .setSecurityPolicy(SecurityPolicy.None)
            .setSecurityMode(MessageSecurityMode.None)
            .build());
    return endpoints;
  }

  private static CompositeValidator users(HostileServerBuilder settings) {
    List<org.eclipse.milo.opcua.sdk.server.identity.IdentityValidator> users = new ArrayList<>();
    users.add(AnonymousIdentityValidator.INSTANCE);
    users.add(
        new UsernameIdentityValidator(
            login -> login.getPassword().equals(settings.passwords.get(login.getUsername()))));
    users.add(
        new X509IdentityValidator(
            certificate ->
                settings.user != null && Objects.equals(certificate, settings.user.certificate())));
    return new CompositeValidator(users);
  }

  @Override
  public void close() throws IOException {
    try {
      server.shutdown().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while stopping a hostile server", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("A hostile server did not stop", e);
    }
  }
}
