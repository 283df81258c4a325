package io.resonance.connector.mtconnect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class MtConnectBatchSerializerTest {

  @Test
  void readsBackWhatItWrote() throws Exception {
    MtConnectBatch batch = batch();
    MtConnectBatch read = read(write(batch));
    assertThat(write(read)).isEqualTo(write(batch));
    assertThat(read.size()).isEqualTo(6);
    assertThat(read.sequence(0)).isEqualTo(1);
    assertThat(read.kind(0)).isEqualTo(MtConnectValueKind.DOUBLE);
    assertThat(read.doubleValue(0)).isEqualTo(1.5);
    assertThat(read.text(1)).isEqualTo("0,25");
    assertThat(read.attribute(1, "quality")).hasValue("VALID");
    assertThat(read.attribute(0, "quality")).isEmpty();
    assertThat(read.longValue(2)).isEqualTo(42);
    assertThat(read.doubles(3)).containsExactly(1, 2, 3);
    assertThat(read.entries(4)).isEqualTo(batch.entries(4));
    assertThat(read.conditionLevel(5)).isEqualTo(MtConnectCondition.Level.FAULT);
    assertThat(read.conditions()).isEqualTo(batch.conditions());
    assertThat(read.gaps()).isEqualTo(batch.gaps());
    assertThat(read.oddities()).isEqualTo(batch.oddities());
    assertThat(read.dataItem(0)).isEqualTo(batch.dataItem(0));
  }

  @Test
  void keepsDescriptions() throws Exception {
    MtConnectDataItemDescription description =
        new MtConnectDataItemDescription(
            "x",
            "X",
            MtConnectCategory.SAMPLE,
            "POSITION",
            "ACTUAL",
            "MILLIMETER",
            "INCH",
            "10",
            "",
            "",
            "uuid",
            "device",
            "Axes[a]/Linear[x]",
            "0",
            "100",
            List.of("1", "2"));
    MtConnectBatch batch = MtConnectBatchBuilder.notes("a", 7, 8, List.of(description), List.of());
    assertThat(read(write(batch)).descriptions()).containsExactly(description);
  }

  @Test
  void keepsWhatElseAProbeSays() throws Exception {
    MtConnectBatch batch =
        MtConnectBatchBuilder.notes("a", 7, 8, List.of(described(MORE)), List.of());
    assertThat(read(write(batch)).descriptions()).containsExactly(described(MORE));
  }

  @Test
  void keepsAssetsAndTheStateOfTheAgent() throws Exception {
    MtConnectBatch assets = MtConnectBatchBuilder.assets("a", 7, 8, List.of(ASSET));
    assertThat(read(write(assets)).assets()).containsExactly(ASSET);
    MtConnectBatch state = read(write(MtConnectBatchBuilder.current(batch())));
    assertThat(state.size()).isZero();
    assertThat(state.isEmpty()).isFalse();
    assertThat(state.nextSequence()).isEqualTo(7);
    assertThat(state.current().orElseThrow().size()).isEqualTo(6);
    assertThat(state.current().orElseThrow().conditions()).isEqualTo(batch().conditions());
  }

  @Test
  void readsTheBytesOfTheFirstRelease() throws Exception {
    MtConnectBatch first = read(golden("mtconnect-batch-v1"));
    assertThat(write(first)).isEqualTo(write(batch()));
    assertThat(first.oddities()).isEqualTo(batch().oddities());
  }

  @Test
  void readsTheBytesOfTheSecondFormat() throws Exception {
    assertThat(write(read(golden("mtconnect-batch-v2")))).isEqualTo(write(batch()));
    MtConnectBatch second = read(golden("mtconnect-batch-v2-notes"));
    assertThat(write(second)).isEqualTo(write(notes()));
    assertThat(second.assets()).containsExactly(ASSET);
  }

  @Test
  void writesTheSameBytesAsTheThirdFormat() throws Exception {
    assertThat(write(batch())).isEqualTo(golden("mtconnect-batch-v3"));
    assertThat(write(notes())).isEqualTo(golden("mtconnect-batch-v3-notes"));
    assertThat(write(lists())).isEqualTo(golden("mtconnect-batch-v3-lists"));
  }

  @Test
  void keepsWhatACountIsWorthAndWhichAssetsTheAgentHolds() throws Exception {
    MtConnectBatch read = read(write(lists()));
    assertThat(read.gaps())
        .extracting(MtConnectGap::counting)
        .containsExactly(
            MtConnectGap.Counting.EXACT,
            MtConnectGap.Counting.AT_MOST,
            MtConnectGap.Counting.UNKNOWN);
    assertThat(read.assetsHeld().orElseThrow()).containsExactly(ASSET.name());
    assertThat(read(write(batch())).assetsHeld()).isEmpty();
  }

  /** Gaps that are counted in every way, and the assets of the agent. */
  private static MtConnectBatch lists() {
    MtConnectBatch none = MtConnectBatchBuilder.notes("a", 7, 8, List.of(), List.of());
    MtConnectGap gap = batch().gaps().get(0);
    MtConnectGap restart =
        gap.closed(
            MtConnectGap.Reason.AGENT_RESTARTED,
            MtConnectGap.Phase.LOST,
            8,
            1,
            OptionalLong.empty());
    return new MtConnectBatch(
        "a",
        7,
        8,
        new MtConnectBatch.Columns(
            new MtConnectDataItem[0],
            none.dataItem,
            none.sequence,
            none.timestampNanos,
            none.kind,
            none.bits,
            none.objects,
            none.attributeRow,
            none.attributes),
        new MtConnectBatch.Notes(
            List.of(),
            List.of(),
            List.of(gap, gap.atMost(), restart),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.of(List.of(ASSET.name()))));
  }

  private static final Map<String, String> MORE =
      Map.of("discrete", "true", "Filter:MINIMUM_DELTA", "0.5");

  private static final MtConnectAsset ASSET =
      new MtConnectAsset(
          "T1",
          "CuttingTool",
          "uuid",
          OptionalLong.of(100),
          false,
          "h",
          "<CuttingTool assetId=\"T1\"/>",
          28,
          Map.of("serialNumber", "1", "toolId", "KSSP"),
          List.of(new MtConnectAsset.ToolLife("1", "MINUTES", "UP", "3", "0", "160", "150")),
          List.of(
              new MtConnectAsset.Measurement(
                  "", "FunctionalLength", "LF", "1.5", "1.4", "1", "2", "MILLIMETER", "INCH")));

  private static MtConnectDataItemDescription described(Map<String, String> more) {
    return new MtConnectDataItemDescription(
            "x",
            "X",
            MtConnectCategory.SAMPLE,
            "POSITION",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            List.of())
        .with(more);
  }

  /** Everything that stands beside columns, in one batch. */
  private static MtConnectBatch notes() {
    MtConnectBatch none = MtConnectBatchBuilder.notes("a", 7, 8, List.of(), List.of());
    return new MtConnectBatch(
        "a",
        7,
        8,
        new MtConnectBatch.Columns(
            new MtConnectDataItem[0],
            none.dataItem,
            none.sequence,
            none.timestampNanos,
            none.kind,
            none.bits,
            none.objects,
            none.attributeRow,
            none.attributes),
        new MtConnectBatch.Notes(
            List.of(described(MORE)),
            List.of(),
            List.of(),
            List.of(),
            List.of(ASSET),
            Optional.of(batch())));
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream bytes =
        MtConnectBatchSerializerTest.class.getResourceAsStream("/golden/" + name + ".hex")) {
      return HexFormat.of()
          .parseHex(new String(bytes.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
  }

  @Test
  void refusesBytesOfALaterVersion() throws Exception {
    byte[] bytes = write(batch());
    bytes[0] = 9;
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 9 cannot be read");
  }

  private static MtConnectBatch batch() {
    MtConnectBatchBuilder columns = new MtConnectBatchBuilder("agent-1");
    MtConnectDataItem item =
        new MtConnectDataItem(
            "x", MtConnectCategory.SAMPLE, "Position", "X", "ACTUAL", "", "d", "u", "Linear", "c");
    MtConnectCondition condition =
        new MtConnectCondition(
            "x", MtConnectCondition.Level.FAULT, "LOAD", "7", "k", "2", "HIGH", "hot", 6, 600);
    long half = Double.doubleToRawLongBits(1.5);
    long quarter = Double.doubleToRawLongBits(0.25);
    columns.add(item, 6, 600, MtConnectValueKind.CONDITION, 2, condition);
    columns.add(item, 2, 200, MtConnectValueKind.DOUBLE, quarter, "0,25");
    columns.attributes(new String[] {"quality", "VALID"});
    columns.add(item, 1, 100, MtConnectValueKind.DOUBLE, half, null);
    columns.add(item, 3, 300, MtConnectValueKind.LONG, 42, null);
    columns.add(item, 4, 400, MtConnectValueKind.DOUBLE_ARRAY, 0, new double[] {1, 2, 3});
    columns.add(
        item,
        5,
        500,
        MtConnectValueKind.KEY_VALUES,
        0,
        new MtConnectBatch.Entry[] {new MtConnectBatch.Entry("k", "", "v", true)});
    columns.oddity(MtConnectOddity.Kind.DECIMAL_COMMA, "x", "0,25");
    columns.sort();
    MtConnectGap gap =
        new MtConnectGap(
            "id",
            MtConnectGap.Reason.BUFFER_OVERRUN,
            MtConnectGap.Phase.LOST,
            OptionalLong.of(7),
            OptionalLong.of(7),
            OptionalLong.of(0),
            OptionalLong.of(1),
            OptionalLong.empty(),
            OptionalLong.of(100),
            OptionalLong.of(1));
    return columns.batch(7, 7, 0, columns.size(), List.of(gap), columns.oddities());
  }

  private static byte[] write(MtConnectBatch batch) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    MtConnectBatchSerializer.INSTANCE.serialize(batch, out);
    return out.getCopyOfBuffer();
  }

  private static MtConnectBatch read(byte[] bytes) throws IOException {
    return MtConnectBatchSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes));
  }
}
