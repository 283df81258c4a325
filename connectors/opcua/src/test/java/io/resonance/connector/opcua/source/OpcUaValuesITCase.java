package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ulong;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import io.resonance.connector.opcua.source.ReceivedValues.Received;
import io.resonance.testbed.opcua.DataShape;
import io.resonance.testbed.opcua.EngineeringUnit;
import io.resonance.testbed.opcua.SampleDataTypes;
import io.resonance.testbed.opcua.SimulatedOpcUaServerBuilder;
import io.resonance.testbed.opcua.SimulatedVariable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.configuration.Configuration;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.XmlElement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of every type from a server through the source, compared with what was written. */
class OpcUaValuesITCase {

  private static final UUID GUID = UUID.fromString("72962b91-fa75-4ae6-8d28-b404dc7daf63");

  /** What a variable of the server is, what is written to it and what comes out. */
  private record Sample(DataShape shape, Object written, int kind, Object expected) {}

  private static final Map<String, Sample> SAMPLES = new LinkedHashMap<>();

  static {
    bits("Boolean", 1, true, OpcUaValueKind.BOOLEAN, 1);
    bits("SByte", 2, (byte) -7, OpcUaValueKind.SBYTE, -7);
    bits("Byte", 3, ubyte(255), OpcUaValueKind.BYTE, 255);
    bits("Int16", 4, Short.MIN_VALUE, OpcUaValueKind.INT16, Short.MIN_VALUE);
    bits("UInt16", 5, ushort(65_535), OpcUaValueKind.UINT16, 65_535);
    bits("Int32", 6, Integer.MIN_VALUE, OpcUaValueKind.INT32, Integer.MIN_VALUE);
    bits("UInt32", 7, uint(4_294_967_295L), OpcUaValueKind.UINT32, 4_294_967_295L);
    bits("Int64", 8, Long.MIN_VALUE, OpcUaValueKind.INT64, Long.MIN_VALUE);
    bits("UInt64", 9, ulong(-1), OpcUaValueKind.UINT64, -1);
    bits("Float", 10, Float.NaN, OpcUaValueKind.FLOAT, Float.floatToRawIntBits(Float.NaN));
    bits("Double", 11, Double.NEGATIVE_INFINITY, OpcUaValueKind.DOUBLE, 0xfff0L << 48);
    bits("DateTime", 13, new DateTime(7), OpcUaValueKind.DATE_TIME, 7);
    bits("Status", 19, new StatusCode(0x80340000L), OpcUaValueKind.STATUS_CODE, 0x80340000L);
    object("String", 12, "Öl", OpcUaValueKind.STRING, "Öl");
    object("Guid", 14, GUID, OpcUaValueKind.GUID, GUID.toString());
    object(
        "ByteString",
        15,
        ByteString.of(new byte[] {1, 2}),
        OpcUaValueKind.BYTE_STRING,
        new byte[] {1, 2});
    object("Xml", 16, new XmlElement("<a>1</a>"), OpcUaValueKind.XML_ELEMENT, "<a>1</a>");
    object("NodeId", 17, new NodeId(2, "x"), OpcUaValueKind.NODE_ID, "nsu=urn:test:machine;s=x");
    object(
        "ExpandedNodeId",
        18,
        ExpandedNodeId.of("urn:other", uint(7)),
        OpcUaValueKind.EXPANDED_NODE_ID,
        "nsu=urn:other;i=7");
    object(
        "QualifiedName",
        20,
        new QualifiedName(2, "q"),
        OpcUaValueKind.QUALIFIED_NAME,
        "nsu=urn:test:machine;q");
    object(
        "LocalizedText",
        21,
        new LocalizedText("de", "Öl"),
        OpcUaValueKind.LOCALIZED_TEXT,
        new OpcUaLocalizedText("de", "Öl"));
    SAMPLES.put(
        "Doubles",
        new Sample(
            DataShape.array("i=11"),
            new Double[] {1.5, Double.NaN},
            OpcUaValueKind.ARRAY | OpcUaValueKind.DOUBLE,
            new long[] {Double.doubleToRawLongBits(1.5), Double.doubleToRawLongBits(Double.NaN)}));
    SAMPLES.put(
        "Strings",
        new Sample(
            DataShape.array("i=12"),
            new String[] {"a", null},
            OpcUaValueKind.ARRAY | OpcUaValueKind.STRING,
            new Object[] {"a", null}));
    SAMPLES.put(
        "Variants",
        new Sample(
            DataShape.array("i=24"),
            new Variant[] {Variant.ofInt64(1L << 60), Variant.ofBooleanArray(new Boolean[] {true})},
            OpcUaValueKind.ARRAY | OpcUaValueKind.VARIANT,
            new Object[] {
              "{\"UaType\":8,\"Value\":\"1152921504606846976\"}", "{\"UaType\":1,\"Value\":[true]}"
            }));
    SAMPLES.put(
        "Matrix",
        new Sample(
            DataShape.matrix("i=6"),
            new Matrix(new Integer[][] {{1, 2, 3}, {4, 5, 6}}),
            OpcUaValueKind.ARRAY | OpcUaValueKind.MATRIX | OpcUaValueKind.INT32,
            new OpcUaMatrix(List.of(2, 3), new long[] {1, 2, 3, 4, 5, 6})));
    bits("Mode", "Mode", 5, OpcUaValueKind.INT32, 5);
  }

  private static void bits(String name, int typeId, Object written, byte kind, long expected) {
    bits(name, "i=" + typeId, written, kind, expected);
  }

  private static void bits(String name, String type, Object written, byte kind, long expected) {
    SAMPLES.put(name, new Sample(DataShape.scalar(type), written, kind, expected));
  }

  private static void object(String name, int typeId, Object written, byte kind, Object expected) {
    SAMPLES.put(name, new Sample(DataShape.scalar("i=" + typeId), written, kind, expected));
  }

  @TempDir Path folder;
  private TestPlant plant;
  private RunningJob job;
  private ReceivedValues received;

  @BeforeEach
  void start() throws Exception {
    plant = new TestPlant(folder, OpcUaValuesITCase::withVariables);
    job =
        new RunningJob(
            plant.source(plant.endpoint(plant.server.port()).build()), new Configuration());
    received = new ReceivedValues(job.collected.batches);
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> job.collected.descriptions.size() == plant.server.nodeIds().size());
  }

  private static SimulatedOpcUaServerBuilder withVariables(SimulatedOpcUaServerBuilder builder) {
    SAMPLES.forEach(
        (name, sample) -> builder.variable(SimulatedVariable.shaped(name, sample.shape())));
    for (String type : List.of("Job", "Order", "Reading", "Holder", "Secret")) {
      builder.variable(SimulatedVariable.shaped(type, DataShape.scalar(type)));
    }
    return builder.variable(SimulatedVariable.shaped("Jobs", DataShape.array("Job")));
  }

  @AfterEach
  void stop() throws Exception {
    job.close();
    plant.close();
  }

  private void push(String variable, Object value) {
    plant.server.push(
        variable,
        new DataValue(Variant.of(value), StatusCode.GOOD, DateTime.now(), DateTime.now()));
  }

  @Test
  void deliversEveryBuiltInTypeArrayAndMatrixAsWritten() {
    SAMPLES.forEach((name, sample) -> push(name, sample.written()));
    SAMPLES.forEach(
        (name, sample) -> {
          Received value = received.awaitGood(name);
          assertThat(value.kind()).as(name).isEqualTo((byte) sample.kind());
          assertThat(value.object() == null ? value.bits() : value.object())
              .as(name)
              .isEqualTo(sample.expected());
        });
    assertThat(description("Mode").enumTexts())
        .containsExactlyInAnyOrderEntriesOf(Map.of(0L, "Idle", 1L, "Auto", 5L, "Service"));
    assertThat(description("Mode").dataType()).isEqualTo("nsu=urn:test:machine;s=ModeDataType");
    assertThat(description("Double").dataType()).isEqualTo("i=11");
  }

  private OpcUaItemDescription description(String variable) {
    return job.collected.descriptions.stream()
        .filter(d -> d.nodeId().endsWith(";s=" + variable))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  private ExtensionObject job(String id, int mode) {
    return plant.server.structure(
        "Job",
        body -> {
          body.encodeString(id);
          body.encodeInt32(mode);
          body.encodeDouble(1.0);
          body.encodeDouble(Double.NaN);
          body.encodeInt32(1);
          body.encodeDouble(3.0);
          body.encodeDouble(4.0);
          body.encodeUInt64(ulong(-1));
          body.encodeDateTime(new DateTime(133_445_566_778_899_001L));
          body.encodeInt32(2);
          body.encodeInt32(1);
          body.encodeInt32(2);
          body.encodeInt32(5);
          body.encodeInt32(6);
        });
  }

  private static String jobJson(String id, String mode) {
    return "{\"UaTypeId\":\"nsu=urn:test:machine;s=JobDataType\",\"Id\":\"%s\",\"Mode\":\"%s\","
            .formatted(id, mode)
        + "\"Target\":{\"X\":1.0,\"Y\":\"NaN\"},\"Path\":[{\"X\":3.0,\"Y\":4.0}],"
        + "\"Count\":\"18446744073709551615\",\"Started\":\"2023-11-15T21:17:57.889900100Z\","
        + "\"Grid\":{\"Dimensions\":[1,2],\"Array\":[5,6]}}";
  }

  @Test
  void decodesStructuresByTheirDefinition() {
    push("Job", job("J1", 5));
    push("Jobs", new ExtensionObject[] {job("J2", 0), job("J3", 9)});
    push(
        "Order",
        plant.server.structure(
            "Order",
            body -> {
              body.encodeUInt32(uint(2));
              body.encodeInt32(7);
              body.encodeDouble(0.5);
            }));
    push(
        "Reading",
        plant.server.structure(
            "Reading",
            body -> {
              body.encodeUInt32(uint(2));
              body.encodeString("wet");
            }));
    push(
        "Holder",
        plant.server.structure(
            "Holder",
            body -> {
              body.encodeExtensionObject(
                  plant.server.structure(
                      "Point",
                      point -> {
                        point.encodeDouble(1.0);
                        point.encodeDouble(2.0);
                      }));
              body.encodeVariant(Variant.ofInt16((short) 3));
            }));
    assertThat(received.awaitGood("Job").object()).isEqualTo(jobJson("J1", "Service_5"));
    assertThat(received.awaitGood("Job").kind()).isEqualTo(OpcUaValueKind.STRUCTURE);
    assertThat(received.awaitGood("Jobs").object())
        .isEqualTo(new Object[] {jobJson("J2", "Idle_0"), jobJson("J3", "9")});
    assertThat(received.awaitGood("Order").object())
        .isEqualTo(
            "{\"UaTypeId\":\"nsu=urn:test:machine;s=OrderDataType\",\"Id\":7,\"Limit\":0.5}");
    assertThat(received.awaitGood("Reading").object())
        .isEqualTo("{\"UaTypeId\":\"nsu=urn:test:machine;s=ReadingDataType\",\"Text\":\"wet\"}");
    assertThat(received.awaitGood("Holder").object())
        .isEqualTo(
            "{\"UaTypeId\":\"nsu=urn:test:machine;s=HolderDataType\","
                + "\"Any\":{\"UaTypeId\":\"nsu=urn:test:machine;s=PointDataType\",\"X\":1.0,\"Y\":2.0},"
                + "\"Amount\":{\"UaType\":4,\"Value\":3}}");
  }

  @Test
  void keepsStructuresItDoesNotUnderstandAndSaysWhy() {
    push("Secret", plant.server.structure("Secret", body -> body.encodeInt32(1)));
    push("Order", plant.server.structure("Order", body -> body.encodeInt32(0)));
    assertThat(received.awaitGood("Secret").object())
        .isEqualTo(
            new OpcUaUndecoded(
                "nsu=urn:test:machine;s=" + SampleDataTypes.encodingOf("Secret"),
                "the server gives no StructureDefinition for nsu=urn:test:machine;s=SecretDataType",
                new byte[] {1, 0, 0, 0}));
    assertThat(received.awaitGood("Order").object())
        .isInstanceOfSatisfying(
            OpcUaUndecoded.class,
            order -> {
              assertThat(order.reason()).isEqualTo("it ends before its definition does");
              assertThat(order.body()).hasSize(4);
            });
  }

  @Test
  void keepsStatusTimestampsAndPicoseconds() {
    DateTime source = new DateTime(133_445_566_778_899_001L);
    plant.server.push(
        "Int32",
        new DataValue(
            Variant.ofInt32(1),
            new StatusCode(0x408F0000L),
            source,
            ushort(12),
            new DateTime(source.utcTime() + 1),
            ushort(9_999)));
    plant.server.push(
        "Int16",
        new DataValue(Variant.ofInt16((short) 1), StatusCode.GOOD, null, null, source, null));
    plant.server.push(
        "Int64",
        new DataValue(Variant.ofInt64(1L), StatusCode.GOOD, new DateTime(1), null, source, null));
    Received all = received.awaitGood("Int32");
    assertThat(all.statusCode()).isEqualTo(0x408F0000);
    assertThat(all.batch().sourceTime(all.index()) % 1_000).isEqualTo(100);
    assertThat(all.batch().sourcePicoseconds(all.index())).isEqualTo(12);
    assertThat(all.batch().serverPicoseconds(all.index())).isEqualTo(9_999);
    for (String withoutSource : List.of("Int16", "Int64")) {
      Received value = received.awaitGood(withoutSource);
      assertThat(value.batch().sourceTime(value.index())).isEqualTo(OpcUaBatch.ABSENT);
      assertThat(value.batch().orderTime(value.index()))
          .isEqualTo(value.batch().serverTime(value.index()))
          .isGreaterThan(0);
    }
  }

  @Test
  void describesAnItemAnewBeforeTheFirstValueInItsNewUnit() {
    plant.server.produce("speed", 1_000.0);
    assertThat(received.awaitGood("speed").batch().descriptions()).isEmpty();
    plant.server.changeUnit("speed", new EngineeringUnit("RPS", "r/s"), 16.7);
    Received changed =
        await()
            .atMost(Duration.ofSeconds(40))
            .until(
                () -> received.awaitGood("speed"),
                value -> value.bits() == Double.doubleToRawLongBits(16.7));
    assertThat(changed.batch().descriptions())
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.nodeId()).endsWith("speed");
              assertThat(d.unit().orElseThrow().code()).isEqualTo("RPS");
              assertThat(d.revisedQueueSize()).isEqualTo(2_000);
            });
  }
}
