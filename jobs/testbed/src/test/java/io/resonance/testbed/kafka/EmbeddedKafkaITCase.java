package io.resonance.testbed.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaITCase {

  @TempDir Path folder;

  @Test
  void keepsItsTopicsOverARestart() throws Exception {
    String bootstrap;
    try (EmbeddedKafka kafka = new EmbeddedKafka(folder, 0)) {
      bootstrap = kafka.bootstrap();
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
        admin
            .createTopics(List.of(new NewTopic("kept", 3, (short) 1)))
            .all()
            .get(30, TimeUnit.SECONDS);
      }
    }
    try (EmbeddedKafka kafka = new EmbeddedKafka(folder, 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
      assertThat(admin.describeTopics(List.of("kept")).allTopicNames().get(30, TimeUnit.SECONDS))
          .hasEntrySatisfying("kept", topic -> assertThat(topic.partitions()).hasSize(3));
    }
  }

  @Test
  void namesThePortThatIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> new EmbeddedKafka(folder, taken.getLocalPort()))
          .isInstanceOf(PortInUseException.class)
          .hasMessage(
              "Port %d of 127.0.0.1, which Kafka wants, is in use by another process. Stop that process, or choose another port."
                  .formatted(taken.getLocalPort()));
    }
  }
}
