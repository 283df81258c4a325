package io.resonance.job.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.schema.kafka.Topic;
import io.resonance.schema.kafka.TopicCreation;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.SchemaRegistry;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.EquipmentPropertyValues;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.GapReason;
import io.resonance.testbed.ledger.TopicReader;
import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.buffer.AgentObservation;
import io.resonance.testbed.mtconnect.recording.RecordedStreams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The observations of four NIST documents go through the whole job into Kafka while the job is
 * killed once and the agent is restarted once, each at a random moment: every observation is there
 * once, whole agents and single devices as splits alike.
 *
 * <p>{@code mvn verify -Pfaults} runs fifty seeds, {@code -Dnist.seeds=7..7} some of them.
 */
class NistExactlyOnceITCase {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long SLICE_PAUSE_NANOS = 15_000_000;

  private static Map<String, NavigableSet<Long>> expected;
  private static List<AgentObservation> recorded;
  private static RecordedStreams streams;

  @TempDir Path folder;

  /** What a reader of the topics has seen: how often each observation, and from where loss is. */
  private static final class Seen {
    private final Map<String, NavigableMap<Long, Integer>> times = new ConcurrentHashMap<>();
    private final Map<String, Long> lostFrom = new ConcurrentHashMap<>();

    void book(Topic topic, SpecificRecordBase record) {
      if (record instanceof EquipmentPropertyValues batch) {
        String key = key(batch.getEquipment(), batch.getSource().getEpoch());
        batch.getValues().forEach(value -> add(key, value.getSequence()));
      } else if (record instanceof EquipmentCondition condition) {
        add(
            key(condition.getEquipment(), condition.getSource().getEpoch()),
            condition.getSequence());
      } else if (record instanceof DataGap gap
          && topic == Topic.GAPS
          && gap.getPhase() == GapPhase.LOST) {
        assertThat(gap.getReason()).isEqualTo(GapReason.SOURCE_RESTARTED);
        lostFrom.put(gap.getEquipment(), gap.getFromSequence());
      }
    }

    static String key(String equipment, long instanceId) {
      return equipment + "#" + instanceId;
    }

    private void add(String key, long sequence) {
      times
          .computeIfAbsent(key, k -> new ConcurrentSkipListMap<>())
          .merge(sequence, 1, Integer::sum);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("lost from " + lostFrom);
      times.forEach(
          (key, some) ->
              text.append(
                  ", %s: %d from %d to %d"
                      .formatted(key, some.size(), some.firstKey(), some.lastKey())));
      return text.toString();
    }

    NavigableMap<Long, Integer> of(String equipment, long instanceId) {
      return times.getOrDefault(key(equipment, instanceId), new TreeMap<>());
    }
  }

  static LongStream seeds() {
    String range = System.getProperty("nist.seeds", "");
    if (!range.isEmpty()) {
      String[] bounds = range.split("\\.\\.");
      return LongStream.rangeClosed(Long.parseLong(bounds[0]), Long.parseLong(bounds[1]));
    }
    // these two differ in all that chance decides: what is killed and whether before the restart,
    // whether the instance is new, and what a split is
    return Boolean.getBoolean("faults.all") ? LongStream.rangeClosed(1, 50) : LongStream.of(3, 6);
  }

  @BeforeAll
  static void read() throws Exception {
    NistRecording.require();
    expected = NistRecording.sequencesByDevice();
    streams = NistRecording.streams();
    recorded = streams.observations();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyObservationIsInKafkaOnceAcrossAKilledJobAndARestartedAgent(long seed) throws Exception {
    Random random = new Random(seed);
    Seen seen = new Seen();
    try (Feed feed = new Feed(random)) {
      String keys =
          "url: \"%s\", interval: 20ms, split-by: %s"
              .formatted(feed.agent.url(), random.nextBoolean() ? "device" : "agent");
      PlantFile plant = PlantRun.load(NistRecording.plantFile(folder, "nist-" + seed, keys));
      try (SchemaRegistry registry = new SchemaRegistry(plant.registry())) {
        registry.register(plant.kafka());
      }
      TopicCreation.ensure(plant.kafka());
      try (TopicReader reader = TopicReader.start(plant, seen::book);
          KillableJob job = new KillableJob(plant)) {
        feed.play(job);
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> {
                  reader.assertAlive();
                  assertThat(sizes(seen, feed.agent.instanceId()))
                      .as("%s, %s", feed, seen)
                      .isEqualTo(sizes(expected));
                });
        check(seen, feed);
      }
    }
  }

  private static Map<String, Integer> sizes(Seen seen, long instanceId) {
    Map<String, Integer> sizes = new TreeMap<>();
    expected
        .keySet()
        .forEach(equipment -> sizes.put(equipment, seen.of(equipment, instanceId).size()));
    return sizes;
  }

  private static Map<String, Integer> sizes(Map<String, NavigableSet<Long>> sequences) {
    Map<String, Integer> sizes = new TreeMap<>();
    sequences.forEach((equipment, some) -> sizes.put(equipment, some.size()));
    return sizes;
  }

  /**
   * The last instance served the whole recording, so all of it must be there. Of an instance before
   * it there must be exactly what stands before the loss that was declared.
   */
  private static void check(Seen seen, Feed feed) {
    expected.forEach(
        (equipment, sequences) -> {
          NavigableMap<Long, Integer> last = seen.of(equipment, feed.agent.instanceId());
          assertThat(last.keySet()).isEqualTo(sequences);
          assertThat(last.values()).as("nothing of %s comes twice", equipment).containsOnly(1);
          if (feed.agent.instanceId() == feed.firstInstance) {
            assertThat(seen.lostFrom).isEmpty();
          } else {
            NavigableMap<Long, Integer> first = seen.of(equipment, feed.firstInstance);
            // a restart before anything was read is none for the reader
            long lostFrom = seen.lostFrom.getOrDefault(equipment, 0L);
            assertThat(first.keySet()).isEqualTo(sequences.headSet(lostFrom));
            assertThat(first.values().stream().distinct().toList()).isSubsetOf(1);
          }
        });
  }

  /** The agent, which is given the recording slice by slice, and what happens meanwhile. */
  private static final class Feed implements AutoCloseable {
    private final Random random;
    private final SimulatedAgent agent;
    private final long firstInstance;
    private final int killAt;
    private final int restartAt;
    private final boolean clusterToo;
    private final boolean newInstance;
    private int served;

    Feed(Random random) {
      this.random = random;
      this.killAt = random.nextInt(recorded.size());
      this.restartAt = random.nextInt(recorded.size());
      this.clusterToo = random.nextBoolean();
      this.newInstance = random.nextBoolean();
      // an agent that comes up again serves what it had served before
      this.agent =
          streams.agent().firstObservations(instance -> recorded.subList(0, served)).start();
      this.firstInstance = agent.instanceId();
    }

    void play(KillableJob job) throws Exception {
      await().atMost(PATIENCE).until(() -> agent.requests() > 2);
      while (served < recorded.size()) {
        int to = Math.min(recorded.size(), served + 50 + random.nextInt(500));
        boolean kill = served <= killAt && killAt < to;
        boolean restart = served <= restartAt && restartAt < to;
        recorded.subList(served, to).forEach(agent::add);
        served = to;
        if (kill) {
          kill(job);
        }
        if (restart) {
          agent.restart(newInstance ? firstInstance + 1 : firstInstance);
        }
        LockSupport.parkNanos(SLICE_PAUSE_NANOS);
      }
    }

    private void kill(KillableJob job) throws Exception {
      if (clusterToo) {
        job.loseCluster();
      } else {
        job.loseTaskManager();
      }
    }

    @Override
    public String toString() {
      return "%s killed at %d, agent restarted at %d %s"
          .formatted(
              clusterToo ? "cluster" : "TaskManager",
              killAt,
              restartAt,
              newInstance ? "anew" : "as it was");
    }

    @Override
    public void close() {
      agent.close();
    }
  }
}
