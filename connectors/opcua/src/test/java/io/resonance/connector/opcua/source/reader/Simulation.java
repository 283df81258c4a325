package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.OpcUaConnector;
import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplit;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplitSerializer;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplitState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/**
 * One run of a driver against a {@link FakeServer} with faults, all in one thread and decided by a
 * seed.
 */
final class Simulation {

  /** What may happen. */
  enum Fault {
    /** The connection breaks. */
    CUT,
    /** The server cannot be reached for a while. */
    DOWN,
    /** The server process starts anew. */
    RESTART,
    /** The job is killed and goes on from its last checkpoint. */
    KILL,
    /** Another client takes the subscription. */
    STOLEN
  }

  static final int ITEMS = 3;
  private static final int STEPS = 200;
  private static final OpcUaEndpoint ENDPOINT =
      OpcUaEndpoint.builder("fake", "opc.tcp://fake:1")
          .publishingInterval(Duration.ofMillis(20))
          .items(List.of("nsu=urn:f;i=0", "nsu=urn:f;i=1", "nsu=urn:f;i=2"))
          .build();
  private static final OpcUaReaderMetrics METRICS =
      new OpcUaReaderMetrics(new UnregisteredMetricsGroup(), "fake");

  /** A state of the job: where the split stands and how much had been emitted. */
  private record Checkpoint(OpcUaSubscriptionSplit split, int output) {}

  private final Random random;
  private final FakeServer server;
  private final Set<Fault> faults;
  private final UnaryOperator<OpcUaSubscriptionClient> mutation;
  private final Deque<Runnable> background = new ArrayDeque<>();
  private final List<OpcUaBatch> output = new ArrayList<>();
  private final Ledger ledger = new Ledger(ITEMS);
  private long now = 1_700_000_000_000_000_000L;
  private SubscriptionDriver driver;
  private OpcUaSubscriptionSplitState state;
  private Checkpoint completed = new Checkpoint(OpcUaSubscriptionSplit.of(ENDPOINT).get(0), 0);
  private Checkpoint underWay;
  private boolean recoveriesBreak = true;

  Simulation(long seed, FakeServer.Traits traits, Set<Fault> faults) {
    this(seed, traits, faults, UnaryOperator.identity());
  }

  /** With a mutation between the driver and its sessions. */
  Simulation(
      long seed,
      FakeServer.Traits traits,
      Set<Fault> faults,
      UnaryOperator<OpcUaSubscriptionClient> mutation) {
    random = new Random(seed);
    server = new FakeServer(random, ITEMS, traits);
    this.faults = faults;
    this.mutation = mutation;
  }

  /** Runs and returns how many values were declared lost. */
  int run() throws IOException {
    startDriver();
    for (int step = 0; step < STEPS; step++) {
      passTime();
      fault();
      work();
    }
    server.up();
    recoveriesBreak = false;
    int quiet = 0;
    for (int step = 0; step < 5_000 && quiet < 70; step++) {
      now += 100_000_000;
      server.publishingInterval();
      server.arriveAll();
      work();
      quiet = settled() ? quiet + 1 : 0;
    }
    if (state.toSplit().position().openGap().isPresent()) {
      throw new AssertionError("a gap is open at the end: " + state.toSplit());
    }
    return ledger.lostOf(output);
  }

  /** In which order each subscription was made. */
  List<OpcUaSubscriptionClient.Order> orders() {
    return server.orders;
  }

  private boolean settled() {
    return server.hasSentAll()
        && driver.deliveries().isEmpty()
        && background.isEmpty()
        && state.toSplit().position().openGap().isEmpty();
  }

  private void passTime() {
    now += 10_000_000;
    for (int item = 0; item < ITEMS; item++) {
      for (int i = random.nextInt(3); i > 0; i--) {
        now += 100;
        produce(item, FakeServer.OURS);
        if (random.nextInt(4) == 0) {
          produce(item, FakeServer.ALSO_OURS);
        }
      }
    }
    server.publishingInterval();
    server.network();
  }

  private void produce(int item, double value) {
    FakeServer.Sample sample = new FakeServer.Sample(now, value);
    server.produce(item, sample);
    ledger.produced(item, sample);
  }

  private void fault() throws IOException {
    int dice = random.nextInt(100);
    if (dice < Fault.values().length) {
      Fault fault = Fault.values()[dice];
      if (faults.contains(fault)) {
        cause(fault);
      }
    } else if (dice < 10) {
      server.up();
    } else if (dice < 20) {
      takeCheckpoint();
    } else if (dice < 30) {
      completeCheckpoint();
    }
  }

  private void cause(Fault fault) throws IOException {
    switch (fault) {
      case CUT -> server.cut();
      case DOWN -> server.down();
      case RESTART -> server.restart();
      case KILL -> restoreDriver();
      case STOLEN -> server.stolen();
    }
  }

  /** The fetcher, the emitter and the background threads have a turn. */
  private void work() throws IOException {
    if (!background.isEmpty() && (random.nextInt(3) > 0 || !recoveriesBreak)) {
      background.poll().run();
    }
    driver.handleEvents(random.nextInt(10) + (recoveriesBreak ? 0 : 1_000));
    driver.tick();
    for (OpcUaDelivery d = driver.deliveries().poll(); d != null; d = driver.deliveries().poll()) {
      output.add(d.batch());
      state.moveTo(d.position(), d.batch());
    }
  }

  private void takeCheckpoint() {
    underWay = new Checkpoint(state.toSplit(), output.size());
  }

  /** A checkpoint may also fail; and its notification may get lost. */
  private void completeCheckpoint() {
    if (underWay != null && random.nextInt(4) > 0) {
      completed = underWay;
      if (random.nextInt(4) > 0) {
        driver.post(
            new DriverEvent.CheckpointCompleted(
                completed.split().position().epoch(),
                completed.split().position().sequence(),
                completed.split().refused()));
      }
    }
    underWay = null;
  }

  /** kill -9: what was emitted after the checkpoint is undone, a new process goes on from it. */
  private void restoreDriver() throws IOException {
    output.subList(completed.output(), output.size()).clear();
    server.cut();
    background.clear();
    underWay = null;
    OpcUaSubscriptionSplitSerializer serializer = new OpcUaSubscriptionSplitSerializer();
    OpcUaSubscriptionSplit restored =
        serializer.deserialize(serializer.getVersion(), serializer.serialize(completed.split()));
    completed = new Checkpoint(restored, completed.output());
    startDriver();
  }

  private void startDriver() {
    state = new OpcUaSubscriptionSplitState(completed.split());
    driver =
        new SubscriptionDriver(
            completed.split(),
            ENDPOINT,
            new DriverSurroundings(
                new MutatedConnector(),
                background::add,
                new Clock(),
                random,
                1_000_000,
                id -> METRICS),
            () -> {});
  }

  /** Virtual time. */
  private final class Clock implements DriverClock {
    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public long wallNanos() {
      return now;
    }
  }

  /** Puts the mutation before every session. */
  private final class MutatedConnector implements OpcUaConnector {
    @Override
    public OpcUaSubscriptionClient connect(OpcUaEndpoint endpoint, List<OpcUaItem> items)
        throws OpcUaClientException {
      return mutation.apply(server.connect(endpoint, items));
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
