package io.resonance.connector.opcua.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaGap;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplit;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplitSerializer;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplitState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/**
 * One run of a driver against a {@link FakeServer} with faults, all in one thread and decided by a
 * seed.
 */
final class Simulation {

  private static final int ITEMS = 3;
  private static final OpcUaEndpoint ENDPOINT =
      OpcUaEndpoint.builder("fake", "opc.tcp://fake:1")
          .publishingInterval(Duration.ofMillis(20))
          .items(List.of("nsu=urn:f;i=0", "nsu=urn:f;i=1", "nsu=urn:f;i=2"))
          .build();

  private final Random random;
  private final FakeServer server;
  private final Deque<Runnable> background = new ArrayDeque<>();
  private final List<OpcUaBatch> output = new ArrayList<>();
  private final Set<String> produced = new HashSet<>();
  private long now = 1_700_000_000_000_000_000L;
  private SubscriptionDriver driver;
  private OpcUaSubscriptionSplitState state;
  private OpcUaSubscriptionSplit checkpoint = OpcUaSubscriptionSplit.of(ENDPOINT).get(0);
  private int checkpointOutput;
  private boolean recoveriesBreak = true;
  private int lostAfterTheFirst;

  Simulation(long seed, FakeServer.Traits character) {
    random = new Random(seed);
    server = new FakeServer(random, ITEMS, character);
  }

  void run() throws IOException {
    startDriver();
    for (int step = 0; step < 400; step++) {
      passTime();
      fault();
      work();
    }
    server.up();
    recoveriesBreak = false;
    int quiet = 0;
    for (int step = 0; step < 20_000 && quiet < 700; step++) {
      now += 10_000_000;
      server.publishingInterval();
      server.arriveAll();
      work();
      quiet = settled() ? quiet + 1 : 0;
    }
    assertNothingSilentlyLost();
  }

  private boolean settled() {
    return driver.deliveries().isEmpty()
        && background.isEmpty()
        && state.toSplit().position().openGap().isEmpty();
  }

  private void passTime() {
    now += 10_000_000;
    for (int item = 0; item < ITEMS; item++) {
      if (random.nextInt(2) == 0) {
        now += 100;
        server.produce(item, now);
        produced.add(item + "@" + now);
      }
    }
    server.publishingInterval();
    server.network();
  }

  private void fault() throws IOException {
    switch (random.nextInt(120)) {
      case 0 -> server.cut();
      case 1 -> server.down();
      case 2, 3, 4 -> server.up();
      case 5 -> server.restart();
      case 6 -> restoreDriver();
      case 7, 8, 9, 10, 11, 12 -> takeCheckpoint();
      default -> {}
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
    checkpoint = state.toSplit();
    checkpointOutput = output.size();
    // the notification of an older checkpoint may be lost; of this one it is not
    if (random.nextInt(4) > 0) {
      driver.post(
          new DriverEvent.CheckpointCompleted(
              checkpoint.position().epoch(), checkpoint.position().sequence()));
    }
  }

  /** kill -9: what was emitted after the checkpoint is undone, a new process goes on from it. */
  private void restoreDriver() throws IOException {
    output.subList(checkpointOutput, output.size()).clear();
    server.cut();
    background.clear();
    OpcUaSubscriptionSplitSerializer serializer = new OpcUaSubscriptionSplitSerializer();
    checkpoint = serializer.deserialize(serializer.getVersion(), serializer.serialize(checkpoint));
    startDriver();
  }

  private void startDriver() {
    state = new OpcUaSubscriptionSplitState(checkpoint);
    DriverClock clock =
        new DriverClock() {
          @Override
          public long nanoTime() {
            return now;
          }

          @Override
          public long wallNanos() {
            return now;
          }
        };
    driver =
        new SubscriptionDriver(
            checkpoint,
            ENDPOINT,
            ENDPOINT.items(),
            new DriverSurroundings(
                server,
                background::add,
                clock,
                1_000_000,
                id -> new OpcUaReaderMetrics(new UnregisteredMetricsGroup(), id)),
            () -> {});
  }

  private void assertNothingSilentlyLost() {
    Set<String> delivered = new HashSet<>();
    List<OpcUaGap> lost = new ArrayList<>();
    long since = Long.MAX_VALUE;
    for (OpcUaBatch batch : output) {
      if (!batch.descriptions().isEmpty() && since == Long.MAX_VALUE) {
        since = Long.parseLong(batch.descriptions().get(0).displayName());
      }
      for (int i = 0; i < batch.size(); i++) {
        String value = batch.item(i) + "@" + batch.sourceTime(i);
        assertThat(delivered.add(value)).as("%s once in %s", value, output).isTrue();
      }
      batch.gaps().stream().filter(g -> g.phase() == OpcUaGap.Phase.LOST).forEach(lost::add);
    }
    assertThat(state.toSplit().position().openGap()).as("open gap at the end").isEmpty();
    long[] first = firstDelivered(delivered);
    for (String value : produced) {
      int item = Integer.parseInt(value.substring(0, 1));
      long time = Long.parseLong(value.substring(2));
      if (time > since && !delivered.contains(value)) {
        lostAfterTheFirst += time > first[item] ? 1 : 0;
        assertThat(lost)
            .as("%s is delivered or declared in %s", value, output)
            .anyMatch(gap -> covers(gap, "nsu=urn:f;i=" + item, time));
      }
    }
    assertThat(delivered).isNotEmpty();
  }

  private static long[] firstDelivered(Set<String> delivered) {
    long[] first = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
    for (String value : delivered) {
      int item = Integer.parseInt(value.substring(0, 1));
      first[item] = Math.min(first[item], Long.parseLong(value.substring(2)));
    }
    return first;
  }

  /** How many values of an item after its first delivered one were declared lost. */
  int lostAfterTheFirst() {
    return lostAfterTheFirst;
  }

  private static boolean covers(OpcUaGap gap, String nodeId, long time) {
    return (gap.nodeIds().isEmpty() || gap.nodeIds().contains(nodeId))
        && gap.fromNanos().orElse(Long.MIN_VALUE) <= time
        && time <= gap.toNanos().orElse(Long.MAX_VALUE);
  }
}
