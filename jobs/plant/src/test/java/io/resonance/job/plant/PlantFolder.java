package io.resonance.job.plant;

import io.resonance.schema.plant.PlantFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with a plant file, complete but for its OPC UA servers and its equipment. */
final class PlantFolder {

  private final Path file;

  /**
   * Writes the plant file.
   *
   * @param servers entries of the list of servers, indented by nothing
   * @param equipment entries of the list of equipment, indented by nothing
   */
  PlantFolder(Path folder, String servers, String equipment) throws IOException {
    Files.createDirectories(folder.resolve("pki"));
    file =
        Files.writeString(
            folder.resolve("plant.yaml"),
            """
            resonance: 1
            plant: {id: p, enterprise: E, site: S}
            kafka: {bootstrap: "127.0.0.1:1", prefix: p}
            registry: {url: "http://127.0.0.1:1"}
            checkpoints: {folder: checkpoints}
            opcua:
              application-uri: urn:p
              pki: pki
              servers:
            %s
            equipment:
            %s
            """
                .formatted(servers.indent(4), equipment.indent(2)));
  }

  /** Two machines that read from the server mill. */
  static PlantFolder ofTwoMachines(Path folder, String servers) throws IOException {
    return new PlantFolder(
        folder,
        servers,
        """
        - id: M1
          path: M1
          category: machine-tool
          properties:
            - {property: spindle-speed, endpoint: mill, address: "nsu=urn:a;s=b"}
        - id: M2
          path: M2
          category: machine-tool
          properties:
            - {property: feed-rate, endpoint: mill, address: "nsu=urn:a;s=c"}
        """);
  }

  /** The same with another text in one place. */
  PlantFolder replacing(String text, String by) throws IOException {
    Files.writeString(file, Files.readString(file).replace(text, by));
    return this;
  }

  PlantFile plant() {
    return PlantFiles.load(file, new PlantVocabulary(), warning -> {});
  }
}
