package io.resonance.conform.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.schema.v1.Acknowledgement;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** The bytes of this release are for ever. */
class TrackingStateTest {

  private static final String CASE_V1 =
      "01010369640569642d3200000000000000010000000000000002000000000000000300000000000000040000"
          + "0005010001076c692e7765690000000000989680066f6e206974";
  private static final String GATE_V1 = "010000000000000007000000030000000000000009";

  @Test
  void keepsTheBytesOfACase() throws IOException {
    assertThat(bytes(ViolationCaseSerializer.INSTANCE, example())).isEqualTo(CASE_V1);
    assertThat(read(ViolationCaseSerializer.INSTANCE, CASE_V1))
        .usingRecursiveComparison()
        .isEqualTo(example());
  }

  @Test
  void keepsTheBytesOfAGate() throws IOException {
    FloodGate gate = new FloodGate();
    gate.start = 7;
    gate.passed = 3;
    gate.held = 9;
    assertThat(bytes(FloodGateSerializer.INSTANCE, gate)).isEqualTo(GATE_V1);
    assertThat(read(FloodGateSerializer.INSTANCE, GATE_V1))
        .usingRecursiveComparison()
        .isEqualTo(gate);
  }

  @Test
  void copiesAllOfIt() {
    assertThat(ViolationCaseSerializer.INSTANCE.copy(example()))
        .usingRecursiveComparison()
        .isEqualTo(example());
  }

  @Test
  void refusesAFormatOfALaterRelease() {
    assertThatThrownBy(() -> read(FloodGateSerializer.INSTANCE, "02"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "State of track-violations was written in format 2; this release reads up to format 1");
  }

  private static ViolationCase example() {
    ViolationCase example = new ViolationCase();
    example.stage = ViolationCase.Stage.OPEN;
    example.violationId = "id";
    example.opening = "id-2";
    example.firstAt = 1;
    example.lastAt = 2;
    example.countedBefore = 3;
    example.counted = 4;
    example.reopened = 5;
    example.announced = true;
    example.acknowledgement = new Acknowledgement("li.wei", Instant.ofEpochSecond(10), "on it");
    return example;
  }

  private static <T> String bytes(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return HexFormat.of().formatHex(out.getCopyOfBuffer());
  }

  private static <T> T read(TypeSerializer<T> serializer, String hex) throws IOException {
    return serializer.deserialize(new DataInputDeserializer(HexFormat.of().parseHex(hex)));
  }
}
