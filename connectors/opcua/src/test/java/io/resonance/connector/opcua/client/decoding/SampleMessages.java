package io.resonance.connector.opcua.client.decoding;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ulong;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
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
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;

/** Notifications with values of every type, encoded by Milo. */
final class SampleMessages {

  static final DateTime SOURCE = new DateTime(133_445_566_778_899_001L);
  static final DateTime SERVER = new DateTime(133_445_566_778_899_002L);
  private static final UUID GUID = UUID.fromString("72962b91-fa75-4ae6-8d28-b404dc7daf63");

  static final List<DataValue> SCALARS =
      List.of(
          good(Variant.ofDouble(-1.5)),
          new DataValue(Variant.ofDouble(Double.NaN), new StatusCode(0x480L), SOURCE, null),
          new DataValue(Variant.ofDouble(Double.NEGATIVE_INFINITY), StatusCode.GOOD, null, SERVER),
          new DataValue(Variant.ofFloat(2.5f), new StatusCode(0x40000000L), null, SERVER),
          good(Variant.ofBoolean(true)),
          good(Variant.ofSByte((byte) -3)),
          good(Variant.ofByte(ubyte(200))),
          good(Variant.ofInt16((short) -300)),
          good(Variant.ofUInt16(ushort(65_535))),
          good(Variant.ofInt32(-70_000)),
          good(Variant.ofUInt32(uint(4_294_967_295L))),
          good(Variant.ofInt64(Long.MIN_VALUE)),
          good(Variant.ofUInt64(ulong(-1))),
          good(Variant.ofString("Öl")),
          good(new Variant(null)),
          good(Variant.ofDateTime(new DateTime(Long.MAX_VALUE))),
          good(Variant.ofStatusCode(new StatusCode(0x80340000L))),
          new DataValue(new StatusCode(0x80340000L)),
          new DataValue(
              Variant.ofInt32(1), StatusCode.GOOD, SOURCE, ushort(7), SERVER, ushort(12_000)));

  static final List<DataValue> COMPOUNDS =
      List.of(
          good(Variant.ofGuid(GUID)),
          good(Variant.ofByteString(ByteString.of(new byte[] {1, 2, 3}))),
          good(Variant.ofByteString(ByteString.NULL_VALUE)),
          good(Variant.ofXmlElement(new XmlElement("<a/>"))),
          good(Variant.ofNodeId(new NodeId(0, 85))),
          good(Variant.ofNodeId(new NodeId(3, "s"))),
          good(Variant.ofNodeId(new NodeId(300, uint(70_000)))),
          good(Variant.ofNodeId(new NodeId(2, GUID))),
          good(Variant.ofNodeId(new NodeId(2, ByteString.of(new byte[] {9})))),
          good(Variant.ofExpandedNodeId(ExpandedNodeId.of("urn:x", "y"))),
          good(Variant.ofExpandedNodeId(ExpandedNodeId.parse("svr=2;nsu=urn:x;i=7"))),
          good(Variant.ofQualifiedName(new QualifiedName(4, "name"))),
          good(Variant.ofLocalizedText(new LocalizedText("de", "Öl"))),
          good(Variant.ofLocalizedText(LocalizedText.NULL_VALUE)),
          good(Variant.ofExtensionObject(structure())),
          good(Variant.ofDataValue(new DataValue(Variant.ofInt32(1)))));

  static final List<DataValue> ARRAYS =
      List.of(
          good(Variant.ofDoubleArray(new Double[] {1.0, Double.NaN})),
          good(Variant.ofBooleanArray(new Boolean[] {true, false})),
          good(Variant.ofInt64Array(new Long[0])),
          good(Variant.ofUInt32Array(new UInteger[] {uint(1), uint(2)})),
          good(Variant.ofDateTimeArray(new DateTime[] {SOURCE, DateTime.MIN_VALUE})),
          good(Variant.ofStringArray(new String[] {"a", null, ""})),
          good(Variant.ofLocalizedTextArray(new LocalizedText[] {LocalizedText.english("x")})),
          good(Variant.ofExtensionObjectArray(new ExtensionObject[] {structure()})),
          good(
              Variant.ofVariantArray(
                  new Variant[] {Variant.ofInt32(5), Variant.ofString("x"), new Variant(null)})),
          good(Variant.ofMatrix(new Matrix(new Integer[][] {{1, 2, 3}, {4, 5, 6}}))),
          good(Variant.ofMatrix(new Matrix(new String[][][] {{{"a"}, {"b"}}}))));

  private SampleMessages() {}

  private static DataValue good(Variant variant) {
    return new DataValue(variant, StatusCode.GOOD, SOURCE, SERVER);
  }

  private static ExtensionObject structure() {
    return ExtensionObject.encode(DecoderOracle.MILO, new Range(1.0, 2.0));
  }

  /** One message of each kind and one with everything. */
  static List<byte[]> all() {
    List<byte[]> messages = new ArrayList<>();
    messages.add(encode(SCALARS));
    messages.add(encode(COMPOUNDS));
    messages.add(encode(ARRAYS));
    messages.add(encode(List.of()));
    for (DataValue value : COMPOUNDS) {
      messages.add(encode(List.of(value)));
    }
    for (DataValue value : ARRAYS) {
      messages.add(encode(List.of(value)));
    }
    messages.addAll(byHand());
    return messages;
  }

  /** What no encoder of ours makes: DiagnosticInfos, Variants in Variants, odd dimensions. */
  private static List<byte[]> byHand() {
    return List.of(
        value(
            25, 0x7f, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, -1, -1, -1, -1, 5, 0, 0, 0,
            0),
        value(24, 24, 6, 7, 0, 0, 0),
        value(0x80 | 24, 2, 0, 0, 0, 1, 1, 0x80 | 3, 1, 0, 0, 0, 9),
        value(0xc0 | 3, 4, 0, 0, 0, 1, 2, 3, 4, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0),
        value(0xc0 | 3, 4, 0, 0, 0, 1, 2, 3, 4, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0),
        value(
            0x80 | 23, 1, 0, 0, 0, 0x3f, 3, 7, 0, 0, 0, -128, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 1, 2, 3,
            4, 5, 6, 7, 8, 9, 9),
        value(0x40 | 3, 9),
        value(12, -2, -1, -1, -1));
  }

  private static byte[] value(int... variant) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int[] head = {1, 0, 0, 0, 3, 0, 0, 0, 1};
    IntStream.of(head).forEach(bytes::write);
    IntStream.of(variant).forEach(bytes::write);
    bytes.writeBytes(new byte[] {-1, -1, -1, -1});
    return bytes.toByteArray();
  }

  static byte[] encode(List<DataValue> values) {
    MonitoredItemNotification[] items =
        IntStream.range(0, values.size())
            .mapToObj(i -> new MonitoredItemNotification(uint(i), values.get(i)))
            .toArray(MonitoredItemNotification[]::new);
    ExtensionObject encoded =
        ExtensionObject.encode(DecoderOracle.MILO, new DataChangeNotification(items, null));
    return ((ByteString) encoded.getBody()).bytesOrEmpty();
  }
}
