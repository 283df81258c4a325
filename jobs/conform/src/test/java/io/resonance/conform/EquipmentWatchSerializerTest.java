package io.resonance.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.schema.v1.Evidence;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class EquipmentWatchSerializerTest {

  @Test
  void readsTheStateOfRelease01() throws IOException {
    byte[] nothing = new byte[1 + 3 * 4];
    nothing[0] = 1;
    EquipmentWatch watch = read(nothing);
    assertThat(watch.properties).isEmpty();
    assertThat(watch.connections).isEmpty();
  }

  @Test
  void keepsOpenViolationsAboutConnections() throws IOException {
    EquipmentWatch watch = new EquipmentWatch();
    Evidence evidence = new Evidence("mill", 0L, Instant.EPOCH, "None None", null);
    watch.connections.put("a", new OpenViolation("rule", "id", 5, evidence, "limits"));
    DataOutputSerializer out = new DataOutputSerializer(64);
    EquipmentWatchSerializer.INSTANCE.serialize(watch, out);
    OpenViolation read = read(out.getCopyOfBuffer()).connections.get("a");
    assertThat(read.id).isEqualTo("id");
    assertThat(read.first).isEqualTo(evidence);
  }

  @Test
  void refusesAFormatOfALaterRelease() {
    assertThatThrownBy(() -> read(new byte[] {3}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("written in format 3; this release reads up to format 2");
  }

  private static EquipmentWatch read(byte[] bytes) throws IOException {
    return EquipmentWatchSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes));
  }
}
