package io.resonance.job.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.resonance.schema.kafka.Topic;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.EquipmentPropertyValues;
import io.resonance.testbed.ledger.ValueLedger;
import io.resonance.testbed.mtconnect.SimulatedAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Four consecutive answers of a real agent (NIST's SMS test bed) go through the whole job into
 * Kafka.
 */
class NistDocumentsITCase {

  private static final Path CORPUS =
      Path.of(System.getProperty("corpus.dir"), "mtconnect/nist-smstestbed");

  @TempDir Path folder;

  @Test
  void everyObservationIsInKafkaExactlyOnce() throws Exception {
    assumeThat(CORPUS).as("the corpus of real documents is not at hand").isDirectory();
    List<Path> documents =
        IntStream.rangeClosed(1, 4)
            .mapToObj(n -> CORPUS.resolve("streams/qdr_input00" + n + ".xml"))
            .toList();
    List<Long> expected = sequencesByDom(documents);
    try (SimulatedAgent agent =
            SimulatedAgent.replay(documents, CORPUS.resolve("Devices.xml")).start();
        PlantRun run =
            PlantRun.start(
                PlantRun.load(plantFile(agent)), new ValueLedger(), new Configuration())) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(sequencesInKafka(run)).hasSizeGreaterThanOrEqualTo(expected.size()));
      assertThat(sequencesInKafka(run)).doesNotHaveDuplicates().hasSameElementsAs(expected);
      assertThat(run.records(Topic.GAPS)).isEmpty();
    }
  }

  private Path plantFile(SimulatedAgent agent) throws Exception {
    StringBuilder equipment = new StringBuilder();
    for (String device : devices()) {
      equipment.append(
          """
            - id: %1$s
              path: NIST/%1$s
              category: machine-tool
              devices:
                - {agent: nist, device: %1$s}
          """
              .formatted(device));
    }
    String text =
        """
        resonance: 1
        plant: {id: nist, enterprise: NIST, site: Gaithersburg}
        profile: {id: mdr-profile-0.1}
        kafka: {bootstrap: "%s", prefix: nist, partitions: 2, replication: 1}
        registry: {url: "%s"}
        checkpoints: {folder: "%s", interval: 500ms}
        mtconnect:
          agents:
            - {id: nist, url: "%s", interval: 50ms, survive-outage: 10s}
        equipment:
        %s
        """
            .formatted(
                Backbone.bootstrap(),
                Backbone.registryUrl(),
                folder.resolve("checkpoints").toUri(),
                agent.url(),
                equipment);
    return Files.writeString(folder.resolve("plant.yaml"), text);
  }

  private static List<String> devices() throws Exception {
    NodeList found = elements(CORPUS.resolve("Devices.xml"), "Device");
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> ((Element) found.item(i)).getAttribute("name"))
        .toList();
  }

  /**
   * Counted independently of everything of ours: each element with a sequence is an observation.
   */
  private static List<Long> sequencesByDom(List<Path> documents) throws Exception {
    TreeSet<Long> sequences = new TreeSet<>();
    for (Path document : documents) {
      NodeList all = elements(document, "*");
      for (int i = 0; i < all.getLength(); i++) {
        String sequence = ((Element) all.item(i)).getAttribute("sequence");
        if (!sequence.isEmpty()) {
          sequences.add(Long.parseLong(sequence));
        }
      }
    }
    return List.copyOf(sequences);
  }

  private static NodeList elements(Path document, String name) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(document.toFile()).getElementsByTagNameNS("*", name);
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
