package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node the server refuses at first and has later. */
class OpcUaRefusedItemsITCase {

  @TempDir Path folder;

  @Test
  void isMonitoredOnceTheServerHasItAndDisturbsNoOther() throws Exception {
    try (TestPlant plant = new TestPlant(folder, b -> b)) {
      plant.server.badNode("state");
      OpcUaEndpoint endpoint = plant.endpoint(plant.server.port()).build();
      try (RunningJob job = new RunningJob(plant.source(endpoint), new Configuration())) {
        await().atMost(Duration.ofSeconds(60)).until(() -> job.collected.faults.size() == 1);
        plant.server.restoreNode("state");
        await().atMost(Duration.ofSeconds(60)).until(() -> job.collected.descriptions.size() == 3);
        plant.produce(1);
        await().atMost(Duration.ofSeconds(30)).until(() -> job.collected.values.size() == 3);
        assertThat(job.collected.faults).hasSize(1);
        assertThat(job.collected.gaps).isEmpty();
        assertThat(plant.server.subscriptionCount()).isEqualTo(1);
      }
    }
  }
}
