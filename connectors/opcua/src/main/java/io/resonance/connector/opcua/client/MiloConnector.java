package io.resonance.connector.opcua.client;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.resonance.connector.opcua.pki.CertificateRefusedException;
import io.resonance.connector.opcua.pki.PkiFolder;
import io.resonance.connector.opcua.pki.ServerTrust;
import io.resonance.connector.opcua.pki.TrustStore;
import io.resonance.connector.opcua.source.OpcUaConnectionSecurity;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaSecurity;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.channel.EncodingLimits;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects with Milo: discovery, choice of the endpoint description, trust, session. */
public final class MiloConnector implements OpcUaConnector {

  private static final Logger LOG = LoggerFactory.getLogger(MiloConnector.class);
  private static final int REQUEST_TIMEOUT_MILLIS = 30_000;
  private static final int CONNECT_SECONDS = 10;
  private static final int KEEP_ALIVE_MILLIS = 10_000;
  private static final int MAX_MESSAGE_BYTES = 64 << 20;

  private static final int TRUST_WATCH_SECONDS = 3;

  private final OwnIdentity ownIdentity;
  private final TrustStore trustStore;
  private final TrustWatch trustWatch;

  /** By URL; as many as there are endpoints. */
  private final Map<String, UsedNonces> nonces = new ConcurrentHashMap<>();

  private final MiloPools pools;

  public MiloConnector(OpcUaIdentity identity) {
    this.ownIdentity = new OwnIdentity(identity);
    this.trustStore = new TrustStore(new PkiFolder(Path.of(identity.pkiFolder())));
    this.trustWatch = new TrustWatch(trustStore);
    this.pools = new MiloPools();
    pools.every(TRUST_WATCH_SECONDS, trustWatch::look);
  }

  @Override
  public OpcUaSubscriptionClient connect(OpcUaEndpoint endpoint, List<OpcUaItem> items)
      throws OpcUaClientException {
    ServerSession session = open(endpoint);
    return new MiloSubscriptionClient(session, items, session.identity());
  }

  /** A subscription's client in a session that is open and stays its owner's to close. */
  public static OpcUaSubscriptionClient in(ServerSession session, List<OpcUaItem> items)
      throws OpcUaClientException {
    return new MiloSubscriptionClient(session, items, session.identity());
  }

  /** Opens a session; blocks for at most some ten seconds. */
  public ServerSession open(OpcUaEndpoint endpoint) throws OpcUaClientException {
    return open(endpoint, new ConnectionProgress());
  }

  /** Opens a session and tells how far it came. */
  public ServerSession open(OpcUaEndpoint endpoint, ConnectionProgress progress)
      throws OpcUaClientException {
    try {
      return attempt(endpoint, progress);
    } catch (OpcUaClientException e) {
      progress.failed(e);
      throw e;
    }
  }

  private ServerSession attempt(OpcUaEndpoint endpoint, ConnectionProgress progress)
      throws OpcUaClientException {
    SignatureProvider.ensure();
    ApplicationIdentity identity = ownIdentity.current();
    OpcUaClient client = null;
    ServerTrust trust = null;
    try {
      trust = new ServerTrust(trustStore, endpoint.security().acceptedRisks());
      List<EndpointDescription> offered = discover(endpoint);
      progress.offers(EndpointChoice.describe(offered));
      EndpointDescription chosen = EndpointChoice.of(endpoint, offered);
      progress.chosen(protection(chosen));
      List<X509Certificate> server = announced(endpoint, chosen, trust);
      progress.trusts(server);
      OpcUaClientConfig config =
          config(endpoint, chosen, identity, trust)
              .setIdentityProvider(new UserTokens(endpoint, chosen).provider(trust))
              .build();
      progress.opening();
      SubscriptionKeepingTransport transport =
          new SubscriptionKeepingTransport(
              pools.transportConfig(),
              new SessionGuard(
                  offered,
                  chosen,
                  nonces.computeIfAbsent(endpoint.url(), url -> new UsedNonces())));
      client = new OpcUaClient(config, transport);
      client.connectAsync().get(CONNECT_SECONDS, TimeUnit.SECONDS);
      progress.opened();
      client.readNamespaceTableAsync().get(CONNECT_SECONDS, TimeUnit.SECONDS);
      watch(endpoint, server, client, transport);
      LOG.info("Connected to OPC UA endpoint {} at {}.", endpoint.id(), endpoint.url());
      return new ServerSession(
          client,
          endpoint,
          identity,
          chosen.getServer().getApplicationUri(),
          security(endpoint, chosen, identity, server));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close(client);
      throw OpcUaFailures.classify(endpoint, progress.doing(), identity, e);
    } catch (Exception e) {
      close(client);
      throw OpcUaFailures.classify(
          endpoint, progress.doing(), identity, refusal(trust).<Exception>map(r -> r).orElse(e));
    }
  }

  /** The server's certificates, which are trusted; none on a connection without security. */
  private static List<X509Certificate> announced(
      OpcUaEndpoint endpoint, EndpointDescription chosen, ServerTrust trust)
      throws OpcUaClientException, UaException {
    if (endpoint.security().mode() == OpcUaSecurity.Mode.NONE) {
      return List.of();
    }
    ByteString certificate = chosen.getServerCertificate();
    if (certificate == null || certificate.isNullOrEmpty()) {
      throw OpcUaFailures.fatal(
          endpoint,
          "checking its certificate",
          "the server names no certificate for %s, so nothing can be encrypted for it. Let its administrator set one up."
              .formatted(endpoint.security()),
          null);
    }
    List<X509Certificate> server = CertificateUtil.decodeCertificates(certificate.bytesOrEmpty());
    trust.announced(
        server, chosen.getServer().getApplicationUri(), EndpointUtil.getHost(endpoint.url()));
    return server;
  }

  private static OpcUaConnectionSecurity security(
      OpcUaEndpoint endpoint,
      EndpointDescription chosen,
      ApplicationIdentity identity,
      List<X509Certificate> server) {
    return new OpcUaConnectionSecurity(
        protection(chosen),
        OpcUaConnectionSecurity.weaknesses(endpoint.security()),
        server.isEmpty() ? OptionalLong.empty() : end(identity.certificate()),
        server.isEmpty() ? OptionalLong.empty() : end(server.get(0)),
        System.currentTimeMillis() * 1_000_000L);
  }

  private static String protection(EndpointDescription chosen) {
    return EndpointChoice.policyName(chosen.getSecurityPolicyUri())
        + " "
        + chosen.getSecurityMode();
  }

  private static OptionalLong end(X509Certificate certificate) {
    // a certificate without an end (RFC 5280, 4.1.2.5) has one in the year 9999, beyond nanoseconds
    long millis =
        Math.min(certificate.getNotAfter().toInstant().toEpochMilli(), Long.MAX_VALUE / 1_000_000L);
    return OptionalLong.of(millis * 1_000_000L);
  }

  private void watch(
      OpcUaEndpoint endpoint,
      List<X509Certificate> server,
      OpcUaClient client,
      SubscriptionKeepingTransport transport) {
    if (!server.isEmpty()) {
      trustWatch.add(
          new TrustWatch.Connection(
              endpoint.id(), server, () -> !transport.isDisconnected(), () -> close(client)));
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

  private static OpcUaClientConfigBuilder config(
      OpcUaEndpoint endpoint,
      EndpointDescription chosen,
      ApplicationIdentity identity,
      ServerTrust trust) {
    OpcUaClientConfigBuilder config =
        OpcUaClientConfig.builder()
            .setEndpoint(chosen)
            .setApplicationName(LocalizedText.english("Resonance OPC UA source"))
            .setApplicationUri(identity.applicationUri())
            .setProductUri("urn:resonance:connector-opcua")
            .setRequestTimeout(uint(REQUEST_TIMEOUT_MILLIS))
            // at most half of what servers grant, for Milo ignores the revised timeout
            .setSessionTimeout(uint(60_000))
            // only keeps the session: a subscription's own keep-alives tell sooner that it is dead
            .setKeepAliveInterval(uint(KEEP_ALIVE_MILLIS))
            .setKeepAliveTimeout(uint(5_000))
            .setKeepAliveFailuresAllowed(uint(1))
            .setEncodingLimits(new EncodingLimits(65_536, 1_024, MAX_MESSAGE_BYTES, 64));
    if (endpoint.security().mode() != OpcUaSecurity.Mode.NONE) {
      config
          .setKeyPair(identity.keyPair())
          .setCertificate(identity.certificate())
          .setCertificateChain(identity.chain().toArray(new X509Certificate[0]))
          .setCertificateValidator(trust);
    }
    return config;
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
