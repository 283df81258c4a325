package io.resonance.job.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.Credentials;
import io.resonance.schema.plant.KafkaTarget;
import io.resonance.schema.plant.RegistryTarget;
import io.resonance.schema.plant.TlsTrust;
import io.resonance.schema.registry.SchemaRegistry;
import io.resonance.schema.registry.SchemaRegistry.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The schemas of the project against a real registry. */
class SchemaRegistryITCase {

  @Test
  void aJobDoesNotStartBeforeTheSchemasAreRegistered() throws Exception {
    KafkaTarget kafka = kafka("unregistered");
    try (SchemaRegistry registry = new SchemaRegistry(target())) {
      assertThatThrownBy(() -> registry.registeredIds(kafka))
          .isInstanceOf(StartRefusedException.class)
          .hasMessageContaining("unregistered.values-value")
          .hasMessageContaining("Run `resonance schemas register --plant FILE` once");
    }
  }

  @Test
  void registeringTwiceChangesNothing() throws Exception {
    KafkaTarget kafka = kafka("twice");
    try (SchemaRegistry registry = new SchemaRegistry(target())) {
      assertThat(registry.register(kafka)).allMatch(subject -> subject.status() == Status.MISSING);
      Map<Topic, Integer> ids = registry.registeredIds(kafka);
      assertThat(registry.register(kafka))
          .allMatch(subject -> subject.status() == Status.REGISTERED);
      assertThat(registry.registeredIds(kafka)).isEqualTo(ids);
      assertThat(registry.writerSchema(ids.get(Topic.GAPS))).isEqualTo(Topic.GAPS.schema());
    }
  }

  @Test
  void anIncompatibleSchemaRefusesToStartAndNamesTheField() throws Exception {
    KafkaTarget kafka = kafka("clash");
    String theirs =
        Topic.VIOLATIONS
            .schema()
            .toString()
            .replace(
                "\"name\":\"occurrences\",\"type\":\"long\"",
                "\"name\":\"occurrences\",\"type\":\"string\"");
    assertThat(theirs).isNotEqualTo(Topic.VIOLATIONS.schema().toString());
    try (CachedSchemaRegistryClient client = new CachedSchemaRegistryClient(target().url(), 10);
        SchemaRegistry registry = new SchemaRegistry(target())) {
      client.register(Topic.VIOLATIONS.subject(kafka), new AvroSchema(theirs));
      assertThatThrownBy(() -> registry.registeredIds(kafka))
          .isInstanceOf(StartRefusedException.class)
          .hasMessageContaining("clash.violations-value")
          .hasMessageContaining("field occurrences");
      assertThatThrownBy(() -> registry.register(kafka)).isInstanceOf(StartRefusedException.class);
      assertThat(client.getAllSubjects()).doesNotContain(Topic.VALUES.subject(kafka));
    }
  }

  private static RegistryTarget target() throws InterruptedException {
    return new RegistryTarget(
        Backbone.registryUrl(), new Credentials.None(), new TlsTrust.Platform());
  }

  private static KafkaTarget kafka(String prefix) {
    return new KafkaTarget(
        "127.0.0.1:1", prefix, KafkaTarget.Guarantee.EXACTLY_ONCE, 1, 1, Map.of(), Map.of());
  }
}
