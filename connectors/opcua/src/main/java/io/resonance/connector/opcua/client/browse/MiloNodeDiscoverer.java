package io.resonance.connector.opcua.client.browse;

import io.resonance.connector.opcua.client.MiloConnector;
import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.ServerSession;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Browses with Milo. Where an endpoint is to be browsed again, its session stays open to hear of
 * changes, if the server tells of them and while that is worth it ({@link ListeningWorth}); else
 * each discovery has a session of its own.
 */
public final class MiloNodeDiscoverer implements NodeDiscoverer {

  private static final Logger LOG = LoggerFactory.getLogger(MiloNodeDiscoverer.class);
  private static final int CLOSING_THREADS = 16;
  private static final int CLOSING_SECONDS = 3;

  private final OpcUaIdentity identity;
  private final Map<String, ModelWatch> watches = new ConcurrentHashMap<>();
  private final Map<String, ListeningWorth> worth = new ConcurrentHashMap<>();
  private MiloConnector connector;
  private boolean closed;

  public MiloNodeDiscoverer(OpcUaIdentity identity) {
    this.identity = identity;
  }

  @Override
  public DiscoveredNodes discover(OpcUaEndpoint endpoint) throws OpcUaClientException {
    if (endpoint.nodes().rebrowseInterval().isZero()) {
      return discoverOnce(endpoint);
    }
    ListeningWorth listening = worth.computeIfAbsent(endpoint.id(), id -> new ListeningWorth());
    DiscoveredNodes found;
    synchronized (listening) {
      found = listening.isGiven() ? discoverAndListen(endpoint) : discoverOnce(endpoint);
      listening.browsed(
          found.nodes().stream().map(node -> node.item().nodeId()).collect(Collectors.toSet()));
      if (!listening.isGiven()) {
        end(endpoint);
      }
    }
    return found;
  }

  private DiscoveredNodes discoverOnce(OpcUaEndpoint endpoint) throws OpcUaClientException {
    try (ServerSession session = connector().open(endpoint)) {
      return new NodeDiscovery(session).find(endpoint.nodes().selections());
    }
  }

  private void end(OpcUaEndpoint endpoint) {
    ModelWatch watch = watches.remove(endpoint.id());
    if (watch != null) {
      LOG.info(
          "The session that listened for changes of OPC UA endpoint {} is closed, for it told of"
              + " none. It is browsed every {} s.",
          endpoint.id(),
          endpoint.nodes().rebrowseInterval().toSeconds());
      watch.close();
    }
  }

  private DiscoveredNodes discoverAndListen(OpcUaEndpoint endpoint) throws OpcUaClientException {
    // listens before it browses, so that no change falls in between
    ModelWatch watch = watch(endpoint);
    boolean browsed = false;
    try {
      DiscoveredNodes found =
          new NodeDiscovery(watch.session()).find(endpoint.nodes().selections());
      browsed = true;
      return found;
    } finally {
      if (!browsed || !watch.isWatching()) {
        watches.remove(endpoint.id(), watch);
        watch.close();
      }
    }
  }

  private ModelWatch watch(OpcUaEndpoint endpoint) throws OpcUaClientException {
    ModelWatch known = watches.get(endpoint.id());
    if (known != null && known.isAlive()) {
      return known;
    }
    if (known != null) {
      watches.remove(endpoint.id(), known);
      known.close();
    }
    ModelWatch begun = ModelWatch.in(connector().open(endpoint));
    watches.put(endpoint.id(), begun);
    return begun;
  }

  @Override
  public boolean hasChanged(OpcUaEndpoint endpoint) {
    ModelWatch watch = watches.get(endpoint.id());
    boolean changed = watch != null && watch.takeChange();
    if (changed) {
      worth.get(endpoint.id()).told();
    }
    return changed;
  }

  /** Made when first needed: a job without selections connects from its readers only. */
  private synchronized MiloConnector connector() throws OpcUaClientException {
    if (closed) {
      throw new OpcUaClientException(
          OpcUaClientException.Kind.RETRIABLE, "The source is being closed.", null);
    }
    if (connector == null) {
      connector = new MiloConnector(identity);
    }
    return connector;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (!watches.isEmpty()) {
      endWatches();
    }
    if (connector != null) {
      connector.close();
    }
  }

  /** All at once, for each may wait for a server; what does not end in time is cut. */
  private void endWatches() {
    ExecutorService closing =
        Executors.newFixedThreadPool(Math.min(CLOSING_THREADS, watches.size()));
    watches.values().forEach(watch -> closing.execute(watch::close));
    closing.shutdown();
    try {
      if (!closing.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        LOG.debug("Some sessions did not end in time; their servers end them later.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closing.shutdownNow();
  }
}
