package io.resonance.job.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.schema.kafka.Topic;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.EquipmentPropertyValues;
import io.resonance.testbed.ledger.ValueLedger;
import io.resonance.testbed.mtconnect.SimulatedAgent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four consecutive answers of a real agent (NIST's SMS test bed) go through the whole job into
 * Kafka.
 */
class NistDocumentsITCase {

  @TempDir Path folder;

  @Test
  void everyObservationIsInKafkaExactlyOnce() throws Exception {
    NistRecording.require();
    Set<Long> expected = new TreeSet<>();
    NistRecording.sequencesByDevice().values().forEach(expected::addAll);
    try (SimulatedAgent agent =
            SimulatedAgent.replay(NistRecording.documents(), NistRecording.devicesDocument())
                .start();
        PlantRun run =
            PlantRun.start(
                PlantRun.load(
                    NistRecording.plantFile(
                        folder, "nist", "url: \"%s\", interval: 50ms".formatted(agent.url()))),
                new ValueLedger(),
                new Configuration())) {
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () -> assertThat(sequencesInKafka(run)).hasSizeGreaterThanOrEqualTo(expected.size()));
      assertThat(sequencesInKafka(run)).doesNotHaveDuplicates().hasSameElementsAs(expected);
      assertThat(run.records(Topic.GAPS)).isEmpty();
    }
  }

  private static List<Long> sequencesInKafka(PlantRun run) {
    List<Long> sequences = new ArrayList<>();
    run.records(Topic.VALUES)
        .forEach(
            batch ->
                ((EquipmentPropertyValues) batch)
                    .getValues()
                    .forEach(value -> sequences.add(value.getSequence())));
    run.records(Topic.CONDITIONS)
        .forEach(condition -> sequences.add(((EquipmentCondition) condition).getSequence()));
    return sequences;
  }
}
