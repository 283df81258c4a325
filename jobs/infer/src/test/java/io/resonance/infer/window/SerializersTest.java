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
          100_000_000L, 4, 2, WindowSpec.Resampling.LAST, 300_000_000L, WindowSpec.Fill.HOLD, 0);

  private static final WindowSpec ALL_SAMPLES =
      new WindowSpec(
          100_000_000L,
          4,
          2,
          WindowSpec.Resampling.MEAN,
          300_000_000L,
          WindowSpec.Fill.HOLD,
          60_000_000_000L);

  private static final ModelBuffer.Reach ALL_OPEN =
      new ModelBuffer.Reach(Long.MIN_VALUE, Long.MIN_VALUE);

  @Test
  void readsTheStateThatVersion1Wrote() throws Exception {
    EquipmentWindows read =
        read(EquipmentWindowsSerializer.INSTANCE, golden("equipment-windows-v1.hex"));

    assertThat(write(EquipmentWindowsSerializer.INSTANCE, read))
        .isEqualTo(write(EquipmentWindowsSerializer.INSTANCE, state(SPEC)));
    assertThat(read.buffers.get("mean").blockCount()).isEqualTo(2);
  }

  @Test
  void readsTheStateThatVersion2Wrote() throws Exception {
    byte[] golden = golden("equipment-windows-v2.hex");

    assertHex(write(EquipmentWindowsSerializer.INSTANCE, corrected()), golden);
    EquipmentWindows read = read(EquipmentWindowsSerializer.INSTANCE, golden);
    assertHex(write(EquipmentWindowsSerializer.INSTANCE, read), golden);
    ModelBuffer buffer = read.buffers.get("mean");
    assertThat(buffer.block(0).all[0].count).isEqualTo(2);
    assertThat(buffer.issued.revision(0)).isEqualTo(1);
    assertThat(read.health.worst(0, 100)).isEqualTo(DeviceHealth.FAILURE);
  }

  @Test
  void readsTheWindowThatVersion1Wrote() throws Exception {
    assertThat(read(ModelWindowSerializer.INSTANCE, golden("model-window-v1.hex")))
        .isEqualTo(window(0));
  }

  @Test
  void readsTheWindowThatVersion2Wrote() throws Exception {
    byte[] golden = golden("model-window-v2.hex");

    assertHex(write(ModelWindowSerializer.INSTANCE, window(3)), golden);
    assertThat(read(ModelWindowSerializer.INSTANCE, golden)).isEqualTo(window(3));
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
    EquipmentWindows original = corrected();
    EquipmentWindows copy = EquipmentWindowsSerializer.INSTANCE.copy(original);
    byte[] before = write(EquipmentWindowsSerializer.INSTANCE, copy);
    original.buffers.get("mean").add(ALL_SAMPLES, 0, sample(150, 9), ALL_OPEN, 10);
    original.buffers.get("mean").issued.revise(7, 9);
    original.gaps.forgetBefore(Long.MAX_VALUE);
    original.health.put(10, DeviceHealth.FIT);

    assertThat(write(EquipmentWindowsSerializer.INSTANCE, copy)).isEqualTo(before);
  }

  private static EquipmentWindows corrected() {
    EquipmentWindows windows = state(ALL_SAMPLES);
    ModelBuffer buffer = windows.buffers.get("mean");
    buffer.closedWindow = 7;
    buffer.keptFrom = 5;
    buffer.issued.revise(7, 70);
    buffer.issued.revise(7, 71);
    buffer.markFrom(ALL_SAMPLES, 0, new ModelBuffer.Reach(8, 5));
    windows.health.put(50, DeviceHealth.FAILURE);
    return windows;
  }

  private static EquipmentWindows state(WindowSpec spec) {
    DeclaredGaps gaps =
        new DeclaredGaps(List.of(new DeclaredGaps.Gap("gap-1", "", 5, DeclaredGaps.OPEN_END)));
    EquipmentWindows windows =
        new EquipmentWindows("Acme/Shenyang/MILL-01", gaps, new DeviceHealth());
    ModelBuffer buffer = new ModelBuffer("layout", 2);
    buffer.carry.put(1, 3.5f, CellState.UNCERTAIN, 42);
    buffer.add(spec, 0, sample(100, 1), ALL_OPEN, 10);
    buffer.add(spec, 0, sample(150, 2), ALL_OPEN, 10);
    buffer.add(spec, 1, sample(350, 3), ALL_OPEN, 10);
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

  private static ModelWindow window(int revision) {
    return new ModelWindow(
        "mean",
        new ModelWindow.Subject("MILL-01", "Acme/Shenyang/MILL-01"),
        new ModelWindow.Extent(1, 2, 0.5, 3, 4, revision),
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

  /** As text, so that a failure shows the bytes. */
  private static void assertHex(byte[] bytes, byte[] expected) {
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(HexFormat.of().formatHex(expected));
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
