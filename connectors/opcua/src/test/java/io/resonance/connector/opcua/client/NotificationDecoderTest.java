package io.resonance.connector.opcua.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ulong;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaColumns;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;
import org.junit.jupiter.api.Test;

/** The flat decoder against Milo's: the same result, or the flat one leaves it to Milo. */
class NotificationDecoderTest {

  private static final DateTime SOURCE = new DateTime(133_445_566_778_899_001L);
  private static final DateTime SERVER = new DateTime(133_445_566_778_899_002L);

  private static byte[] encode(List<DataValue> values) {
    MonitoredItemNotification[] items =
        IntStream.range(0, values.size())
            .mapToObj(i -> new MonitoredItemNotification(uint(i), values.get(i)))
            .toArray(MonitoredItemNotification[]::new);
    ExtensionObject encoded =
        ExtensionObject.encode(
            DefaultEncodingContext.INSTANCE, new DataChangeNotification(items, null));
    return ((ByteString) encoded.getBody()).bytesOrEmpty();
  }

  private static OpcUaBatch batch(OpcUaColumns columns) {
    return OpcUaBatch.builder("e", 0, IntStream.range(0, 100).mapToObj(i -> "n" + i).toList())
        .values(columns)
        .build();
  }

  private static final List<DataValue> SCALARS =
      List.of(
          new DataValue(Variant.ofDouble(-1.5), StatusCode.GOOD, SOURCE, SERVER),
          new DataValue(Variant.ofDouble(Double.NaN), new StatusCode(0x480L), SOURCE, null),
          new DataValue(Variant.ofFloat(2.5f), StatusCode.GOOD, null, SERVER),
          new DataValue(Variant.ofBoolean(true), StatusCode.GOOD, SOURCE, SERVER),
          new DataValue(Variant.ofSByte((byte) -3), StatusCode.GOOD, SOURCE, SERVER),
          new DataValue(Variant.ofInt16((short) -300), StatusCode.GOOD, SOURCE, SERVER),
          new DataValue(Variant.ofUInt16(ushort(65_535)), StatusCode.GOOD, SOURCE, SERVER),
          new DataValue(Variant.ofInt32(-70_000), StatusCode.GOOD, SOURCE, SERVER),
          new DataValue(Variant.ofUInt32(uint(4_294_967_295L)), StatusCode.GOOD, SOURCE, SERVER),
          new DataValue(Variant.ofInt64(Long.MIN_VALUE), StatusCode.GOOD, SOURCE, SERVER),
          new DataValue(Variant.ofUInt64(ulong(5)), StatusCode.GOOD, SOURCE, SERVER),
          new DataValue(Variant.ofString("Öl"), StatusCode.GOOD, SOURCE, SERVER),
          new DataValue(Variant.ofDateTime(SERVER), StatusCode.GOOD, SOURCE, SERVER),
          new DataValue(new StatusCode(0x80340000L)));

  @Test
  void decodesScalarsAsMiloDoes() {
    OpcUaColumns expected = new OpcUaColumns(SCALARS.size());
    for (int i = 0; i < SCALARS.size(); i++) {
      VariantColumns.add(expected, i, SCALARS.get(i));
    }
    OpcUaColumns decoded = NotificationDecoder.decode(encode(SCALARS), 100);
    assertThat(batch(decoded)).isEqualTo(batch(expected));
    assertThat(decoded.anyOverflow()).isTrue();
  }

  @Test
  void keepsHundredNanoseconds() {
    OpcUaBatch decoded = batch(NotificationDecoder.decode(encode(SCALARS), 100));
    assertThat(decoded.sourceTime(0) % 1_000).isEqualTo(100);
    assertThat(decoded.serverTime(0) - decoded.sourceTime(0)).isEqualTo(100);
  }

  @Test
  void leavesArraysAndTextsWithLocaleToMilo() {
    assertThat(
            NotificationDecoder.decode(
                encode(List.of(new DataValue(Variant.ofDoubleArray(new Double[] {1.0})))), 100))
        .isNull();
    assertThat(
            NotificationDecoder.decode(
                encode(List.of(new DataValue(Variant.ofLocalizedText(LocalizedText.english("x"))))),
                100))
        .isNull();
  }

  @Test
  void leavesTruncatedBytesToMilo() {
    byte[] whole = encode(SCALARS);
    for (int length = 0; length < whole.length - 4; length++) {
      assertThat(NotificationDecoder.decode(Arrays.copyOf(whole, length), 100)).isNull();
    }
  }
}
