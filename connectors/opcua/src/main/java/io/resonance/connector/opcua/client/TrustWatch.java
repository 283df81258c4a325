package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.pki.CertificateChecks;
import io.resonance.connector.opcua.pki.CertificateRefusedException;
import io.resonance.connector.opcua.pki.TrustSnapshot;
import io.resonance.connector.opcua.pki.TrustStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections to servers that are no longer trusted or have been revoked. Certificates that
 * merely expire, and revocation lists that grow old, end no connection: that is announced long
 * before, and would stop a plant at midnight; the next connection is refused.
 */
final class TrustWatch {

  private static final Logger LOG = LoggerFactory.getLogger(TrustWatch.class);

  private final TrustStore store;
  private final ConcurrentLinkedQueue<Connection> connections = new ConcurrentLinkedQueue<>();
  private TrustSnapshot checked;

  /**
   * An open connection.
   *
   * @param endpointId whose it is
   * @param server the certificates the server showed
   * @param isOpen whether it still needs watching
   * @param ending ends it; blocks for some seconds at most
   */
  record Connection(
      String endpointId, List<X509Certificate> server, BooleanSupplier isOpen, Runnable ending) {}

  TrustWatch(TrustStore store) {
    this.store = store;
  }

  /** Watches a connection until it is closed. */
  synchronized void add(Connection connection) {
    connections.add(connection);
    checked = null; // the folders may have changed since the connection looked into them
  }

  /** Looks at the folders; called every few seconds by one thread. */
  synchronized void look() {
    connections.removeIf(connection -> !connection.isOpen().getAsBoolean());
    try {
      TrustSnapshot now = store.snapshot();
      if (!now.equals(checked)) {
        connections.forEach(connection -> judge(connection, now));
        checked = now;
      }
    } catch (RuntimeException e) {
      LOG.warn("The trust folders could not be looked at; they will be again.", e);
    }
  }

  private void judge(Connection connection, TrustSnapshot now) {
    try {
      new CertificateChecks(now, store.folder(), Set.of(), Instant.now())
          .checkStillTrusted(connection.server());
    } catch (CertificateRefusedException e) {
      LOG.warn(
          "The connection to OPC UA endpoint {} is ended, for the certificate of the server is refused now: {}",
          connection.endpointId(),
          e.getMessage());
      connection.ending().run();
    }
  }
}
