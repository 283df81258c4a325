package io.resonance.connector.opcua.source.enumerator;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.browse.DiscoveredNodes;
import io.resonance.connector.opcua.client.browse.MiloNodeDiscoverer;
import io.resonance.connector.opcua.client.browse.NodeDiscoverer;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Says when each endpoint is browsed and has it done: at start, then at its rebrowse interval or
 * soon after its server told of a change, and after a failure again with growing pauses. A server
 * that tells of changes all the time is browsed a tenth of the time at most. Endpoints do not wait
 * for each other; Flink's own threads for {@code callAsync} are too few for that, so they only call
 * {@link #turn}.
 */
public final class DiscoveryRounds implements AutoCloseable {

  private static final int THREADS = 4;
  private static final long FIRST_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

  /** Changes come in swarms: what comes within this time is one. */
  private static final long SETTLING_NANOS = Duration.ofSeconds(1).toNanos();

  private static final long LEAST_REST_NANOS = Duration.ofSeconds(5).toNanos();

  /** How often longer than browsing the rest after it is, whatever changes. */
  private static final int REST_FACTOR = 9;

  /** How browsing an endpoint went. */
  sealed interface Outcome {

    /** The endpoint. */
    OpcUaEndpoint endpoint();

    /** It was browsed. */
    record Found(OpcUaEndpoint endpoint, DiscoveredNodes nodes) implements Outcome {}

    /** It could not be browsed and is tried again. */
    record Failed(OpcUaEndpoint endpoint, OpcUaClientException failure) implements Outcome {}
  }

  /** An endpoint and when it is due. */
  private static final class Round {
    private final OpcUaEndpoint endpoint;
    private long due;
    private long pause = FIRST_PAUSE_NANOS;
    private boolean waits = true;

    /** The server told of a change that was not browsed for yet. */
    private boolean changed;

    private long begun;
    private long rested;

    private Round(OpcUaEndpoint endpoint, long due) {
      this.endpoint = endpoint;
      this.due = due;
    }
  }

  private final List<Round> rounds = new ArrayList<>();
  private final NodeDiscoverer discoverer;
  private final Executor executor;
  private final LongSupplier nanoTime;
  private final ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();

  DiscoveryRounds(
      List<OpcUaEndpoint> endpoints,
      NodeDiscoverer discoverer,
      Executor executor,
      LongSupplier nanoTime) {
    this.discoverer = discoverer;
    this.executor = executor;
    this.nanoTime = nanoTime;
    for (OpcUaEndpoint endpoint : endpoints) {
      if (!endpoint.nodes().selections().isEmpty()) {
        rounds.add(new Round(endpoint, nanoTime.getAsLong()));
      }
    }
  }

  /** Rounds on threads and connections of their own. */
  public static DiscoveryRounds of(List<OpcUaEndpoint> endpoints, OpcUaIdentity identity) {
    AtomicInteger number = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "opcua-discovery-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    return new DiscoveryRounds(
        endpoints, new MiloNodeDiscoverer(identity), threads, System::nanoTime);
  }

  /** Whether there is anything to browse at all. */
  boolean isEmpty() {
    return rounds.isEmpty();
  }

  /** Starts what is due and gives what has ended since the last call; never blocks. */
  synchronized List<Outcome> turn() {
    List<Outcome> ended = new ArrayList<>();
    for (Outcome outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
      ended.add(outcome);
      plan(outcome);
    }
    for (Round round : rounds) {
      hasten(round);
      if (round.waits && nanoTime.getAsLong() - round.due >= 0) {
        round.waits = false;
        round.begun = nanoTime.getAsLong();
        executor.execute(() -> outcomes.add(browse(round.endpoint)));
      }
    }
    return ended;
  }

  private void hasten(Round round) {
    round.changed |= discoverer.hasChanged(round.endpoint);
    if (round.changed && round.waits) {
      round.changed = false;
      long settled = nanoTime.getAsLong() + SETTLING_NANOS;
      long soon = settled - round.rested > 0 ? settled : round.rested;
      if (soon - round.due < 0) {
        round.due = soon;
      }
    }
  }

  private Outcome browse(OpcUaEndpoint endpoint) {
    try {
      return new Outcome.Found(endpoint, discoverer.discover(endpoint));
    } catch (OpcUaClientException e) {
      return new Outcome.Failed(endpoint, e);
    } catch (RuntimeException e) {
      return new Outcome.Failed(
          endpoint,
          new OpcUaClientException(
              OpcUaClientException.Kind.RETRIABLE,
              "OPC UA endpoint %s (%s), browsing: %s".formatted(endpoint.id(), endpoint.url(), e),
              e));
    }
  }

  private void plan(Outcome outcome) {
    for (Round round : rounds) {
      if (round.endpoint.id().equals(outcome.endpoint().id())) {
        long interval = round.endpoint.nodes().rebrowseInterval().toNanos();
        boolean found = outcome instanceof Outcome.Found;
        long now = nanoTime.getAsLong();
        round.rested = now + Math.max(LEAST_REST_NANOS, REST_FACTOR * (now - round.begun));
        round.due = now + (found ? interval : round.pause);
        round.pause = found ? FIRST_PAUSE_NANOS : Math.min(LONGEST_PAUSE_NANOS, 2 * round.pause);
        round.waits = !found || interval > 0;
      }
    }
  }

  @Override
  public void close() {
    if (executor instanceof ExecutorService threads) {
      threads.shutdownNow();
    }
    discoverer.close();
  }
}
