package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class OpcUaBatchSerializerTest {

  private static OpcUaBatch batch() {
    OpcUaColumns columns = new OpcUaColumns(1);
    columns.addDouble(2, 1.5, 0, 1_700_000_000_000_000_100L, OpcUaBatch.ABSENT);
    columns.add(0, OpcUaValueKind.UINT32, 4_294_967_295L, 0x80340000, 100, 200);
    columns.addObject(2, OpcUaValueKind.STRING, "O1000", 0x40000000, 300, 400);
    columns.addObject(1, OpcUaValueKind.STRING, null, 0, 300, 400);
    columns.addObject(
        1, (byte) (OpcUaValueKind.ARRAY | OpcUaValueKind.INT32), new long[] {1, -1}, 0, 500, 600);
    columns.addObject(1, OpcUaValueKind.BYTE_STRING, new byte[] {1, 2}, 0, 700, 800);
    columns.add(1, OpcUaValueKind.NULL, 0, 0x80000000, 900, 900);
    return described(columns, Map.of(0L, "Off", 1L, "On"), OptionalDouble.empty(), "").build();
  }

  /** What release 0.1.0 could not say. */
  private static OpcUaBatch batchOfVersion2() {
    OpcUaColumns columns = new OpcUaColumns(1);
    columns.addDouble(2, 1.5, 0, 1_700_000_000_000_000_100L, OpcUaBatch.ABSENT);
    columns.picoseconds(123, 9_999);
    columns.add(0, OpcUaValueKind.DATE_TIME, Long.MAX_VALUE, 0, 100, 200);
    columns.addObject(
        1, OpcUaValueKind.LOCALIZED_TEXT, new OpcUaLocalizedText("de", "Öl"), 0, 300, 400);
    columns.addObject(
        1,
        OpcUaValueKind.EXTENSION_OBJECT,
        new OpcUaUndecoded("nsu=u;i=3", "its type is not known", new byte[] {7}),
        0,
        500,
        600);
    columns.addObject(1, OpcUaValueKind.STRUCTURE, "{\"x\":1}", 0, 700, 800);
    columns.addObject(
        2,
        (byte) (OpcUaValueKind.ARRAY | OpcUaValueKind.MATRIX | OpcUaValueKind.INT32),
        new OpcUaMatrix(List.of(1, 2), new long[] {1, 2}),
        0,
        900,
        1_000);
    return described(columns, Map.of(-1L, "Unknown", 7L, "Run"), OptionalDouble.of(2), "A-B")
        .conditions(List.of(ConditionEvents.full()))
        .reports(
            List.of(
                new OpcUaServerReport(
                    OpcUaDeliveryLevel.HISTORY,
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(100),
                    -7,
                    OptionalLong.of(1_700_000_000_000_000_000L))))
        .browsePaths(List.of("/Objects/nsu=u;a", "", "/Objects/nsu=u;c"))
        .drifts(
            List.of(
                new OpcUaDrift(
                    "nsu=u;s=a", OpcUaDrift.Kind.UNIT, "CEL", "FAH", 1_700_000_000_000_000_000L)))
        .security(
            new OpcUaConnectionSecurity(
                "Basic256Sha256 Sign",
                List.of("a password may travel in clear"),
                OptionalLong.of(1_800_000_000_000_000_000L),
                OptionalLong.empty(),
                1_700_000_000_000_000_000L))
        .build();
  }

  private static OpcUaBatchBuilder described(
      OpcUaColumns columns, Map<Long, String> texts, OptionalDouble precision, String definition) {
    return OpcUaBatch.builder("mill", 1, List.of("nsu=u;s=a", "nsu=u;s=b", "nsu=u;s=c"))
        .at(7, 4_294_967_295L)
        .fromHistory()
        .values(columns)
        .descriptions(
            List.of(
                new OpcUaItemDescription(
                    "nsu=u;s=a",
                    definition.isEmpty() ? "" : "/Objects/nsu=u;M/nsu=u;a",
                    "a",
                    "i=11",
                    Optional.of(OpcUaUnit.of(OpcUaUnit.UNECE, 5_066_068, "mm")),
                    Optional.of(new OpcUaRange(0, 10)),
                    Optional.empty(),
                    texts,
                    precision,
                    definition,
                    100,
                    10)))
        .faults(List.of(new OpcUaItemFault("nsu=u;s=b", 0x80340000, "no such node")))
        .gaps(
            List.of(
                new OpcUaGap(
                    "mill/1-7-3-1",
                    OpcUaGapReason.CONNECTION_LOST,
                    List.of(),
                    OptionalLong.of(100),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OpcUaGap.Phase.OPEN,
                    0)));
  }

  private static byte[] bytes(OpcUaBatch batch) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    OpcUaBatchSerializer.INSTANCE.serialize(batch, out);
    return out.getCopyOfBuffer();
  }

  @Test
  void saysByHowMuchTheServerGrantsTooLittle() {
    assertThat(batchOfVersion2().reports().get(0).shortfall()).isEqualTo(Duration.ofSeconds(500));
  }

  @Test
  void readsWhatItWrote() throws IOException {
    OpcUaBatch read = read(bytes(batch()));
    assertThat(read).isEqualTo(batch());
    assertThat(read.descriptions().get(0).unit().orElseThrow().code()).isEqualTo("MMT");
  }

  @Test
  void readsTheBytesOfRelease01() throws IOException {
    assertThat(read(GoldenBytes.of("batch-v1"))).isEqualTo(batch());
  }

  @Test
  void writesAndReadsTheBytesOfThisRelease() throws IOException {
    assertThat(HexFormat.of().formatHex(bytes(batchOfVersion2())))
        .isEqualTo(HexFormat.of().formatHex(GoldenBytes.of("batch-v2")));
    assertThat(read(GoldenBytes.of("batch-v2"))).isEqualTo(batchOfVersion2());
  }

  private static OpcUaBatch read(byte[] bytes) throws IOException {
    return OpcUaBatchSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes));
  }

  @Test
  void refusesAnUnknownVersion() {
    assertThatThrownBy(
            () ->
                OpcUaBatchSerializer.INSTANCE.deserialize(
                    new DataInputDeserializer(new byte[] {9})))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 9 cannot be read");
  }
}
