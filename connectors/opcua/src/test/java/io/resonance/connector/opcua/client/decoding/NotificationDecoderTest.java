package io.resonance.connector.opcua.client.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaLocalizedText;
import io.resonance.connector.opcua.source.OpcUaMatrix;
import io.resonance.connector.opcua.source.OpcUaUndecoded;
import io.resonance.connector.opcua.source.OpcUaValueKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryData;
import org.junit.jupiter.api.Test;

/** What values become in columns; that all of them are what Milo decodes is another test's. */
class NotificationDecoderTest {

  private static OpcUaBatch batch(byte[] message) {
    OpcUaColumns columns = NotificationDecoder.decode(message, DecoderOracle.CONTEXT).columns();
    return OpcUaBatch.builder("e", 0, IntStream.range(0, 50).mapToObj(i -> "n" + i).toList())
        .values(columns)
        .build();
  }

  private static OpcUaBatch batch(List<DataValue> values) {
    return batch(SampleMessages.encode(values));
  }

  private static Object object(Variant variant) {
    return batch(List.of(new DataValue(variant))).object(0);
  }

  @Test
  void keepsHundredNanosecondsAndPicoseconds() {
    OpcUaBatch batch = batch(SampleMessages.SCALARS);
    int last = batch.size() - 1;
    assertThat(batch.sourceTime(0) % 1_000).isEqualTo(100);
    assertThat(batch.serverTime(0) - batch.sourceTime(0)).isEqualTo(100);
    assertThat(batch.sourcePicoseconds(0)).isZero();
    assertThat(batch.sourcePicoseconds(last)).isEqualTo(7);
    // 10000 and more mean 9999 (Part 6, 5.2.2.17)
    assertThat(batch.serverPicoseconds(last)).isEqualTo(9_999);
  }

  @Test
  void takesTimestampsThatNoClockShowsForNone() {
    for (long ticks : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(OpcUaTime.nanos(ticks)).isEqualTo(OpcUaBatch.ABSENT);
    }
    long nanos = OpcUaTime.nanos(SampleMessages.SOURCE);
    assertThat(OpcUaTime.dateTime(nanos)).isEqualTo(SampleMessages.SOURCE);
    assertThat(OpcUaTime.nanos(OpcUaTime.dateTime(-100))).isEqualTo(-100);
  }

  @Test
  void keepsAllBitsOfADateTime() {
    OpcUaBatch batch =
        batch(
            List.of(
                new DataValue(Variant.ofDateTime(new DateTime(Long.MAX_VALUE))),
                new DataValue(Variant.ofDateTime(new DateTime(1)))));
    assertThat(batch.bits(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(batch.bits(1)).isEqualTo(1);
  }

  @Test
  void keepsDimensionsLocalesAndNullEntries() {
    OpcUaBatch arrays = batch(SampleMessages.ARRAYS);
    assertThat(arrays.object(5)).isEqualTo(new Object[] {"a", null, ""});
    assertThat(arrays.object(8))
        .isEqualTo(
            new Object[] {"{\"UaType\":6,\"Value\":5}", "{\"UaType\":12,\"Value\":\"x\"}", null});
    assertThat(arrays.object(9))
        .isEqualTo(new OpcUaMatrix(List.of(2, 3), new long[] {1, 2, 3, 4, 5, 6}));
    assertThat(OpcUaValueKind.elementKind(arrays.kind(9))).isEqualTo(OpcUaValueKind.INT32);
    assertThat(OpcUaValueKind.isMatrix(arrays.kind(9))).isTrue();
    assertThat(arrays.object(10))
        .isEqualTo(new OpcUaMatrix(List.of(1, 2, 1), new Object[] {"a", "b"}));
    assertThat(batch(SampleMessages.COMPOUNDS).object(12))
        .isEqualTo(new OpcUaLocalizedText("de", "Öl"));
  }

  @Test
  void keepsTheBytesOfAStructureThatIsNotKnown() {
    Object object = batch(SampleMessages.COMPOUNDS).object(14);
    assertThat(object).isInstanceOf(OpcUaUndecoded.class);
    OpcUaUndecoded structure = (OpcUaUndecoded) object;
    assertThat(structure.typeId()).isEqualTo("i=886");
    assertThat(structure.body()).hasSize(16);
    assertThat(structure.reason()).isEqualTo("its type is not known");
  }

  @Test
  void unwrapsAVariantInAVariant() {
    assertThat(object(new Variant(Variant.ofString("x")))).isEqualTo("x");
  }

  @Test
  void passesOverHandlesThatAreNoItems() {
    byte[] message = SampleMessages.encode(SampleMessages.SCALARS);
    OpcUaColumns columns =
        NotificationDecoder.decode(
                message,
                new DecodingContext(2, DecoderOracle.CONTEXT.namespaces(), StructureTypes.none()))
            .columns();
    assertThat(columns.size()).isEqualTo(2);
  }

  @Test
  void refusesWhatEndsEarlyAndSaysWhere() {
    byte[] whole = SampleMessages.encode(SampleMessages.SCALARS);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> NotificationDecoder.decode(part, DecoderOracle.CONTEXT))
          .isInstanceOf(MalformedMessageException.class)
          .hasMessageContaining("A message of " + length + " bytes");
    }
  }

  @Test
  void refusesVariantsNestedAThousandDeep() {
    byte[] body = new byte[1_009];
    Arrays.fill(body, OpcUaValueKind.VARIANT);
    System.arraycopy(new byte[] {1, 0, 0, 0, 3, 0, 0, 0, 1}, 0, body, 0, 9);
    assertThatThrownBy(() -> NotificationDecoder.decode(body, DecoderOracle.CONTEXT))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("nested more than 64 deep");
  }

  @Test
  void decodesHistoryWithTheSameCode() {
    ExtensionObject encoded =
        ExtensionObject.encode(
            DecoderOracle.MILO, new HistoryData(SampleMessages.SCALARS.toArray(new DataValue[0])));
    OpcUaColumns columns =
        NotificationDecoder.decodeHistory(
                ((ByteString) encoded.getBody()).bytesOrEmpty(), 4, DecoderOracle.CONTEXT)
            .columns();
    assertThat(columns.size()).isEqualTo(SampleMessages.SCALARS.size());
    assertThat(columns.item(3)).isEqualTo(4);
    assertThat(columns.sourceTime(0)).isEqualTo(OpcUaTime.nanos(SampleMessages.SOURCE));
  }
}
