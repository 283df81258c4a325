package io.resonance.benchmark.mtconnect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the plant file of some agents, each with one device that is an equipment. */
final class AgentsPlantFile {
  private AgentsPlantFile() {}

  static Path write(Path folder, List<String> urls) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        resonance: 1
        plant: {id: benchmark, enterprise: Acme, site: Bench}
        profile: {id: mdr-profile-0.1}
        kafka: {bootstrap: "127.0.0.1:1", prefix: bench, partitions: 1, replication: 1}
        registry: {url: "http://127.0.0.1:1"}
        checkpoints: {folder: "%s", interval: 1s}
        mtconnect:
          agents:
        """
            .formatted(folder.resolve("checkpoints").toUri()));
    for (int i = 0; i < urls.size(); i++) {
      text.append("    - {id: agent-%d, url: \"%s\"}%n".formatted(i, urls.get(i)));
    }
    text.append("equipment:\n");
    for (int i = 0; i < urls.size(); i++) {
      text.append(
          "  - {id: L-%1$d, path: Hall/L-%1$d, category: machine-tool, devices: [{agent: agent-%1$d}]}%n"
              .formatted(i));
    }
    return Files.writeString(folder.resolve("plant.yaml"), text);
  }
}
