package io.resonance.job.mes;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mes.message.MesMessages;
import io.resonance.schema.kafka.TopicCreation;
import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.plant.load.PlantFileLoader;
import io.resonance.schema.plant.load.PlantFileResult;
import io.resonance.schema.plant.load.VocabularyCheck;
import io.resonance.schema.registry.SchemaRegistry;
import io.resonance.schema.v1.MesMessage;
import io.resonance.testbed.mes.SampleRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A plant whose outbox tests fill, with its schemas and topics in place. */
record DeliveryPlant(Path file, PlantFile plant) {

  /**
   * Writes the plant file and prepares Kafka and the registry.
   *
   * @param mes the keys under mes, in braces
   */
  static DeliveryPlant prepare(Path folder, String kafka, String registry, String mes)
      throws Exception {
    return prepare(folder, kafka, registry, mes, "");
  }

  /**
   * The same with OPC UA servers.
   *
   * @param opcua the section, or nothing
   */
  static DeliveryPlant prepare(Path folder, String kafka, String registry, String mes, String opcua)
      throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("plant.yaml"),
            """
            resonance: 1
            plant: {id: delivery, enterprise: Acme, site: Shenyang}
            kafka: {bootstrap: "%s", prefix: delivery, partitions: 2, replication: 1}
            registry: {url: "%s"}
            mes: %s
            checkpoints: {folder: checkpoints, interval: 500ms}
            mtconnect:
              agents:
                - {id: agent, url: "http://127.0.0.1:1"}
            equipment:
              - {id: M, path: M, category: machine-tool, devices: [{agent: agent}]}
            """
                    .formatted(kafka, registry, mes)
                + opcua);
    PlantFileResult result = new PlantFileLoader(VocabularyCheck.acceptAll()).load(file);
    assertThat(result)
        .as(() -> result.problems().toString())
        .isInstanceOf(PlantFileResult.Accepted.class);
    PlantFile plant = ((PlantFileResult.Accepted) result).plantFile();
    try (SchemaRegistry schemas = new SchemaRegistry(plant.registry())) {
      schemas.register(plant.kafka());
    }
    TopicCreation.ensure(plant.kafka());
    return new DeliveryPlant(file, plant);
  }

  /** Messages of some equipment in turn. */
  static List<MesMessage> messages(int count, int equipments) {
    MesMessages composed = new MesMessages("delivery", MesMessaging.standard());
    List<MesMessage> messages = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      messages.add(
          composed.compose(SampleRecords.violation("E" + n % equipments, n)).orElseThrow());
    }
    return messages;
  }
}
