package io.resonance.job.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.registry.KafkaRecord;
import io.resonance.schema.registry.ValuesEncoding;
import io.resonance.schema.v1.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class PlantRecordSerializerTest {

  private static final PlantRecordSerializer SERIALIZER = PlantRecordSerializer.INSTANCE;

  @Test
  void bringsValuesToTheSinkAsTheyAre() throws IOException {
    PlantRecord values = new PlantRecord.Values(batch());
    assertThat(sent(values)).isEqualTo(values);
  }

  @Test
  void bringsRecordsToTheSinkAsTheyAre() throws IOException {
    KafkaRecord arrived = record(sent(encoded(new byte[] {0, 1, 2})));
    assertThat(arrived.topic()).isEqualTo("acme.violations");
    assertThat(arrived.key()).isEqualTo(new byte[] {65});
    assertThat(arrived.value()).isEqualTo(new byte[] {0, 1, 2});
  }

  @Test
  void bringsARecordWithoutValueToTheSink() throws IOException {
    KafkaRecord arrived = record(sent(encoded(null)));
    assertThat(arrived.value()).isNull();
    assertThat(arrived.topic()).isEqualTo("acme.violations");
    assertThat(arrived.key()).isEqualTo(new byte[] {65});
  }

  @Test
  void refusesWhatAnotherReleaseLeftOnTheWay() {
    assertThatThrownBy(
            () -> SERIALIZER.deserialize(new DataInputDeserializer(new byte[] {2, 0, 0, 0})))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "What is on its way to sink-kafka begins with 2: another release wrote it into an unaligned checkpoint. Start this release from a savepoint.");
  }

  @Test
  void makesTheRecordOfValuesInTheSink() {
    ValuesEncoding encoding =
        new ValuesEncoding(
            "acme.values", 7, "profile", "hash", Profile.load("mdr-profile-0.1").qualityScale());
    KafkaRecord made = new PlantRecord.Encoding(encoding).encode(new PlantRecord.Values(batch()));
    assertThat(made.topic()).isEqualTo("acme.values");
    assertThat(new String(made.key(), StandardCharsets.UTF_8)).isEqualTo("MILL-01");
    assertThat(made.value()).isEqualTo(encoding.encode(batch()).value());
  }

  private static EquipmentBatch batch() {
    EquipmentBatchBuilder batch =
        new EquipmentBatchBuilder(
            "MILL-01", "Acme/MILL-01", new Origin(Protocol.OPC_UA, "server", 1), 0);
    int speed = batch.key(new PropertyKey("spindle-speed", "nsu=urn:acme;s=S", "RPM", ""));
    batch.row(speed, 1, 1_000, 1_000, 0).number(1);
    return batch.build();
  }

  private static PlantRecord encoded(byte[] value) {
    return new PlantRecord.Encoded(new KafkaRecord("acme.violations", new byte[] {65}, value));
  }

  private static KafkaRecord record(PlantRecord element) {
    return ((PlantRecord.Encoded) element).record();
  }

  private static PlantRecord sent(PlantRecord element) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    SERIALIZER.serialize(element, out);
    return SERIALIZER.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }
}
