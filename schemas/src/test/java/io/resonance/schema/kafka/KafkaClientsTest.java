package io.resonance.schema.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.plant.KafkaTarget;
import io.resonance.schema.plant.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaClientsTest {

  @TempDir Path folder;

  @Test
  void leavesASecretToTheClientThatUsesIt() throws Exception {
    Path file = Files.writeString(folder.resolve("jaas"), "top secret");
    Properties properties = KafkaClients.properties(kafka(Secret.parse("${file:" + file + "}")));
    assertThat(properties.toString()).doesNotContain("top secret");
    properties.put("key.serializer", ByteArraySerializer.class.getName());
    properties.put("value.serializer", ByteArraySerializer.class.getName());
    assertThat(new ProducerConfig(properties).getPassword("sasl.jaas.config").value())
        .isEqualTo("top secret");
  }

  private static KafkaTarget kafka(Secret jaas) {
    return new KafkaTarget(
        "127.0.0.1:9092",
        "acme",
        KafkaTarget.Guarantee.EXACTLY_ONCE,
        1,
        1,
        Map.of("linger.ms", "5"),
        Map.of("sasl.jaas.config", jaas));
  }
}
