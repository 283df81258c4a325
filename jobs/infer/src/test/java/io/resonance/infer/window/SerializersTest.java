package io.resonance.infer.window;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.infer.model.WindowSpec;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.v1.Protocol;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SerializersTest {

  private static final WindowSpec SPEC =
      new WindowSpec(
          100_000_000L, 4, 2, WindowSpec.Resampling.LAST, 300_000_000L, WindowSpec.Fill.HOLD);

  @Test
  void readsTheStateThatVersion1Wrote() throws Exception {
    byte[] golden = golden("equipment-windows-v1.hex");

    assertThat(write(EquipmentWindowsSerializer.INSTANCE, state())).isEqualTo(golden);
    EquipmentWindows read = read(EquipmentWindowsSerializer.INSTANCE, golden);
    assertThat(write(EquipmentWindowsSerializer.INSTANCE, read)).isEqualTo(golden);
    assertThat(read.buffers.get("mean").blockCount()).isEqualTo(2);
  }

  @Test
  void readsTheWindowThatVersion1Wrote() throws Exception {
    byte[] golden = golden("model-window-v1.hex");

    assertThat(write(ModelWindowSerializer.INSTANCE, window())).isEqualTo(golden);
    assertThat(read(ModelWindowSerializer.INSTANCE, golden)).isEqualTo(window());
  }

  @Test
  void refusesAVersionItDoesNotKnow() {
    assertThatThrownBy(() -> read(ModelWindowSerializer.INSTANCE, new byte[] {9}))
        .hasMessageContaining("written in format 9");
    assertThatThrownBy(() -> read(EquipmentWindowsSerializer.INSTANCE, new byte[] {9}))
        .hasMessageContaining("written in format 9");
  }

  @Test
  void copiesShareNothingThatChanges() throws Exception {
    EquipmentWindows original = state();
    EquipmentWindows copy = EquipmentWindowsSerializer.INSTANCE.copy(original);
    byte[] before = write(EquipmentWindowsSerializer.INSTANCE, copy);
    original.buffers.get("mean").add(SPEC, 0, sample(250, 9), Long.MIN_VALUE, 10);
    original.gaps.forgetBefore(Long.MAX_VALUE);

    assertThat(write(EquipmentWindowsSerializer.INSTANCE, copy)).isEqualTo(before);
  }

  private static EquipmentWindows state() {
    DeclaredGaps gaps =
        new DeclaredGaps(List.of(new DeclaredGaps.Gap("gap-1", "", 5, DeclaredGaps.OPEN_END)));
    EquipmentWindows windows = new EquipmentWindows("Acme/Shenyang/MILL-01", gaps);
    ModelBuffer buffer = new ModelBuffer("layout", 2);
    buffer.carry.put(1, 3.5f, CellState.UNCERTAIN, 42);
    buffer.add(SPEC, 0, sample(100, 1), Long.MIN_VALUE, 10);
    buffer.add(SPEC, 0, sample(150, 2), Long.MIN_VALUE, 10);
    buffer.add(SPEC, 1, sample(350, 3), Long.MIN_VALUE, 10);
    windows.buffers.put("mean", buffer);
    return windows;
  }

  private static Sample sample(long millis, float value) {
    Sample sample = new Sample();
    sample.time = millis * 1_000_000;
    sample.value = value;
    sample.state = CellState.GOOD;
    sample.sequence = millis;
    sample.source =
        new ValueSource("address", new Origin(Protocol.MTCONNECT, "agent", millis / 200));
    return sample;
  }

  private static ModelWindow window() {
    return new ModelWindow(
        "mean",
        new ModelWindow.Subject("MILL-01", "Acme/Shenyang/MILL-01"),
        new ModelWindow.Extent(1, 2, 0.5, 3, 4),
        new float[] {1, Float.NaN},
        new Verdict.Refused("CODE", "A reason."),
        List.of(
            new InputSpan(
                "vibration",
                new ValueSource("address", new Origin(Protocol.OPC_UA, "server", 1)),
                1,
                2,
                3,
                4,
                5)));
  }

  private static byte[] golden(String name) throws IOException {
    try (var in = SerializersTest.class.getResourceAsStream("/golden/" + name)) {
      return HexFormat.of().parseHex(new String(in.readAllBytes(), US_ASCII).strip());
    }
  }

  private static <T> byte[] write(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    serializer.serialize(value, out);
    return out.getCopyOfBuffer();
  }

  private static <T> T read(TypeSerializer<T> serializer, byte[] bytes) throws IOException {
    return serializer.deserialize(new DataInputDeserializer(bytes));
  }
}
