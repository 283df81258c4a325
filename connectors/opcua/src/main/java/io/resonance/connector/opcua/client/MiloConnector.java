package io.resonance.connector.opcua.client;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.resonance.connector.opcua.pki.CertificateRefusedException;
import io.resonance.connector.opcua.pki.PkiFolder;
import io.resonance.connector.opcua.pki.ServerTrust;
import io.resonance.connector.opcua.pki.TrustStore;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaSecurity;
import io.resonance.connector.opcua.source.OpcUaUserToken;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.stack.core.channel.EncodingLimits;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects with Milo: discovery, choice of the endpoint description, trust, session. */
public final class MiloConnector implements OpcUaConnector {

  private static final Logger LOG = LoggerFactory.getLogger(MiloConnector.class);
  private static final int REQUEST_TIMEOUT_MILLIS = 30_000;
  private static final int CONNECT_SECONDS = 10;
  private static final int MAX_MESSAGE_BYTES = 64 << 20;

  private final ApplicationIdentity identity;
  private final TrustStore trustStore;
  private final MiloPools pools = new MiloPools();

  public MiloConnector(OpcUaIdentity identity) {
    this.identity = ApplicationIdentity.open(identity);
    this.trustStore = new TrustStore(new PkiFolder(Path.of(identity.pkiFolder())));
  }

  @Override
  public OpcUaSubscriptionClient connect(OpcUaEndpoint endpoint, List<OpcUaItem> items)
      throws OpcUaClientException {
    SignatureProvider.ensure();
    OpcUaClient client = null;
    ServerTrust trust = null;
    String doing = "asking for its endpoints";
    try {
      trust = new ServerTrust(trustStore, Set.of());
      List<EndpointDescription> offered = discover(endpoint);
      EndpointDescription chosen = choose(endpoint, offered);
      doing = "opening a session";
      client =
          new OpcUaClient(
              config(endpoint, offered, chosen, trust),
              new SubscriptionKeepingTransport(pools.transportConfig()));
      client.connectAsync().get(CONNECT_SECONDS, TimeUnit.SECONDS);
      doing = "reading its namespaces";
      client.readNamespaceTableAsync().get(CONNECT_SECONDS, TimeUnit.SECONDS);
      LOG.info("Connected to OPC UA endpoint {} at {}.", endpoint.id(), endpoint.url());
      return new MiloSubscriptionClient(
          client, endpoint, items, chosen.getServer().getApplicationUri(), identity);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close(client);
      throw OpcUaFailures.classify(endpoint, doing, identity, e);
    } catch (Exception e) {
      close(client);
      throw OpcUaFailures.classify(
          endpoint, doing, identity, refusal(trust).<Exception>map(r -> r).orElse(e));
    }
  }

  private static Optional<CertificateRefusedException> refusal(ServerTrust trust) {
    return trust == null ? Optional.empty() : trust.refusal();
  }

  private List<EndpointDescription> discover(OpcUaEndpoint endpoint) throws Exception {
    try {
      return getEndpoints(endpoint.url());
    } catch (ExecutionException e) {
      // Milo's and other servers answer GetEndpoints without security under this path only
      String discovery = endpoint.url().replaceAll("/+$", "") + "/discovery";
      try {
        return getEndpoints(discovery);
      } catch (ExecutionException second) {
        e.addSuppressed(second);
        throw e;
      }
    }
  }

  private List<EndpointDescription> getEndpoints(String url) throws Exception {
    return DiscoveryClient.getEndpoints(url, pools::configure)
        .get(CONNECT_SECONDS, TimeUnit.SECONDS);
  }

  private static EndpointDescription choose(
      OpcUaEndpoint endpoint, List<EndpointDescription> offered) throws OpcUaClientException {
    MessageSecurityMode mode =
        endpoint.security() == OpcUaSecurity.NONE
            ? MessageSecurityMode.None
            : MessageSecurityMode.SignAndEncrypt;
    for (SecurityPolicy policy : policies(endpoint.security())) {
      Optional<EndpointDescription> found =
          offered.stream()
              .filter(e -> e.getSecurityMode() == mode)
              .filter(e -> policy.getUri().equals(e.getSecurityPolicyUri()))
              .filter(e -> !EndpointUtil.getPath(e.getEndpointUrl()).endsWith("/discovery"))
              .findFirst();
      if (found.isPresent()) {
        // servers often name themselves by a host that cannot be reached from here
        return EndpointUtil.updateUrl(
            found.get(),
            EndpointUtil.getHost(endpoint.url()),
            EndpointUtil.getPort(endpoint.url()));
      }
    }
    throw OpcUaFailures.fatal(
        endpoint,
        "choosing its security",
        "the server offers no %s with %s but only %s. Enable it at the server, or choose another security for the endpoint."
            .formatted(mode, endpoint.security(), describe(offered)),
        null);
  }

  private static List<SecurityPolicy> policies(OpcUaSecurity security) {
    return switch (security) {
      case BEST ->
          List.of(
              SecurityPolicy.Aes256_Sha256_RsaPss,
              SecurityPolicy.Aes128_Sha256_RsaOaep,
              SecurityPolicy.Basic256Sha256);
      case BASIC256SHA256 -> List.of(SecurityPolicy.Basic256Sha256);
      case AES128_SHA256_RSA_OAEP -> List.of(SecurityPolicy.Aes128_Sha256_RsaOaep);
      case AES256_SHA256_RSA_PSS -> List.of(SecurityPolicy.Aes256_Sha256_RsaPss);
      case NONE -> List.of(SecurityPolicy.None);
    };
  }

  private static List<String> describe(List<EndpointDescription> offered) {
    List<String> texts = new ArrayList<>();
    for (EndpointDescription e : offered) {
      String uri = String.valueOf(e.getSecurityPolicyUri());
      texts.add(e.getSecurityMode() + " " + uri.substring(uri.indexOf('#') + 1));
    }
    return texts.stream().distinct().toList();
  }

  private OpcUaClientConfig config(
      OpcUaEndpoint endpoint,
      List<EndpointDescription> offered,
      EndpointDescription chosen,
      ServerTrust trust) {
    OpcUaClientConfigBuilder config =
        OpcUaClientConfig.builder()
            .setEndpoint(chosen)
            .setDiscoveryEndpoints(offered)
            .setApplicationName(LocalizedText.english("Resonance OPC UA source"))
            .setApplicationUri(identity.applicationUri())
            .setProductUri("urn:resonance:connector-opcua")
            .setRequestTimeout(uint(REQUEST_TIMEOUT_MILLIS))
            // at most half of what servers grant, for Milo ignores the revised timeout
            .setSessionTimeout(uint(60_000))
            .setKeepAliveInterval(uint(2_000))
            .setKeepAliveTimeout(uint(5_000))
            .setKeepAliveFailuresAllowed(uint(1))
            .setEncodingLimits(new EncodingLimits(65_536, 1_024, MAX_MESSAGE_BYTES, 64))
            .setIdentityProvider(user(endpoint.userToken()));
    if (endpoint.security() != OpcUaSecurity.NONE) {
      config
          .setKeyPair(identity.keyPair())
          .setCertificate(identity.chain().get(0))
          .setCertificateChain(identity.chain().toArray(new X509Certificate[0]))
          .setCertificateValidator(trust);
    }
    return config.build();
  }

  private static IdentityProvider user(OpcUaUserToken token) {
    if (token instanceof OpcUaUserToken.UserPassword user) {
      return new UsernameProvider(
          user.user(), () -> user.password().resolve().getBytes(StandardCharsets.UTF_8));
    }
    return AnonymousProvider.INSTANCE;
  }

  /** Ends a client whatever state it is in; Milo would go on reconnecting a failed one for ever. */
  static void close(OpcUaClient client) {
    if (client == null) {
      return;
    }
    CompletableFuture<?> session = client.getSessionFsm().closeSession();
    await(session, 1);
    await(client.getTransport().disconnect(), 2);
  }

  private static void await(CompletableFuture<?> future, int seconds) {
    try {
      future.get(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // the peer is gone or slow; the transport is cut next in any case
      LOG.debug("A session did not end in an orderly way: {}", e.toString());
    }
  }

  @Override
  public void close() {
    pools.close();
  }
}
