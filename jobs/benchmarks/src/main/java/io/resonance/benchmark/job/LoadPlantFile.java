package io.resonance.benchmark.job;

import io.resonance.benchmark.milo.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The plant file of the plant under test: every variable of the {@link Load} is a property of some
 * equipment.
 */
public final class LoadPlantFile {

  /** Where the topics of the plant begin. */
  public static final String PREFIX = "benchmark";

  private LoadPlantFile() {}

  /**
   * Writes the file.
   *
   * @param folder where it lies, with the checkpoints and the client's keys beside it
   * @param checkpoints how often one is made
   */
  public static Path write(Path folder, String serverUrl, String bootstrap, Duration checkpoints)
      throws IOException {
    return write(folder, serverUrl, bootstrap, checkpoints, Load.PROPERTIES);
  }

  /**
   * Writes the file.
   *
   * @param properties of each equipment: the variables are divided among so many as it takes
   */
  public static Path write(
      Path folder, String serverUrl, String bootstrap, Duration checkpoints, int properties)
      throws IOException {
    for (String part : new String[] {"own", "trusted", "issuers", "crl", "rejected"}) {
      Files.createDirectories(folder.resolve("pki").resolve(part));
    }
    StringBuilder text = new StringBuilder(1 << 20);
    text.append(head(folder, serverUrl, bootstrap, checkpoints));
    for (int equipment = 0; equipment < Load.VARIABLES / properties; equipment++) {
      text.append(
          """
            - id: M-%1$03d
              path: Hall/Line/M-%1$03d
              category: machine-tool
              properties:
          """
              .formatted(equipment));
      for (int property = 0; property < properties; property++) {
        int variable = equipment * properties + property;
        text.append(
            "      - {property: %s, endpoint: server, address: \"nsu=%s;s=%s\"}%n"
                .formatted(
                    Load.signal(variable).property(), Load.NAMESPACE, Load.identifier(variable)));
      }
    }
    return Files.writeString(folder.resolve("plant.yaml"), text);
  }

  /**
   * The sampling interval is only what gives the items their queue of {@link Load#QUEUE}: the
   * server fills it as fast as it is emptied. The job would make it as long as the outage to
   * survive needs.
   */
  private static String head(
      Path folder, String serverUrl, String bootstrap, Duration checkpoints) {
    return """
        resonance: 1
        plant: {id: benchmark, enterprise: Acme, site: Bench}
        profile: {id: mdr-profile-0.1}
        kafka: {bootstrap: "%s", prefix: %s, guarantee: exactly-once, partitions: 2, replication: 1}
        registry: {url: "http://127.0.0.1:1"}
        checkpoints: {folder: "%s", interval: %ds}
        opcua:
          application-uri: urn:resonance:benchmark:plant
          pki: pki
          servers:
            - id: server
              url: %s
              security-mode: none
              i-accept-no-security: true
              publishing-interval: %dms
              sampling-interval: 60s
              survive-outage: 9m
        equipment:
        """
        .formatted(
            bootstrap,
            PREFIX,
            folder.resolve("checkpoints").toUri(),
            checkpoints.toSeconds(),
            serverUrl,
            Load.PUBLISHING_MILLIS);
  }
}
