package io.resonance.schema.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.schema.v1.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EquipmentBatchSerializerTest {

  private static final Origin ORIGIN = new Origin(Protocol.OPC_UA, "server", 1);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void readsTheBytesOfEveryFormat(int format) throws IOException {
    byte[] golden = HexFormat.of().parseHex(golden("v" + format));
    assertThat(read(golden)).isEqualTo(SampleBatches.everyKind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v2-connection",
        "v3-connection",
        "v4-connection",
        "v5-connection",
        "v6-connection"
      })
  void readsWhatIsKnownOfConnectionsAndDrifts(String format) throws IOException {
    assertThat(read(HexFormat.of().parseHex(golden(format)))).isEqualTo(SampleBatches.connection());
  }

  @Test
  void writesTheBytesOfItsFormat() throws IOException {
    assertThat(HexFormat.of().formatHex(write(SampleBatches.connection())))
        .isEqualTo(golden("v6-connection"));
    assertThat(HexFormat.of().formatHex(write(SampleBatches.unhealthy())))
        .isEqualTo(golden("v6-unhealthy"));
    assertThat(read(HexFormat.of().parseHex(golden("v6-unhealthy"))))
        .isEqualTo(SampleBatches.unhealthy());
  }

  @ParameterizedTest
  @ValueSource(strings = {"v4-said", "v5-said", "v6-said"})
  void readsWhatIsSaidOfSingleValues(String format) throws IOException {
    assertThat(read(HexFormat.of().parseHex(golden(format)))).isEqualTo(SampleBatches.said());
  }

  // the schema of states and assets is written beside them and grows: only reading is for ever
  @ParameterizedTest
  @ValueSource(strings = {"v5-situated", "v6-situated"})
  void readsWhatTheMachineDidAndWorkedOn(String format) throws IOException {
    assertThat(read(HexFormat.of().parseHex(golden(format)))).isEqualTo(SampleBatches.situated());
    EquipmentBatch nothing = SampleBatches.situated().in(null, List.of());
    assertThat(read(write(nothing))).isEqualTo(nothing);
  }

  private static String golden(String which) throws IOException {
    String file = "/golden/equipment-batch-%s.hex".formatted(which);
    try (InputStream in = EquipmentBatchSerializerTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
  }

  @Test
  void writesAColumnOfEqualRowsOnce() throws IOException {
    EquipmentBatchBuilder same = doubles(1_000);
    EquipmentBatchBuilder other = doubles(1_000);
    other.row(0, 8, 5, 6, 7).truth(true);
    EquipmentBatch batch = same.build();
    EquipmentBatch mixed = other.build();
    assertThat(read(write(batch))).isEqualTo(batch);
    assertThat(read(write(mixed))).isEqualTo(mixed);
    assertThat(write(batch)).hasSizeLessThan(17 * 1_000 + 200);
    assertThat(write(mixed)).hasSizeGreaterThan(38 * 1_000);
    assertThat(read(write(batch)).hasOneKind()).isTrue();
    assertThat(read(write(mixed)).hasOneSequence()).isFalse();
  }

  @Test
  void keepsRowsWithoutAValueAmongThoseOfOneKind() throws IOException {
    EquipmentBatchBuilder builder = doubles(3);
    builder.row(0, 9, 3, 3, 0x80000000);
    builder.row(0, 9, 4, 4, 0).number(4);
    builder.row(0, 9, 5, 5, 0);
    EquipmentBatch batch = builder.build();
    EquipmentBatch read = read(write(batch));
    assertThat(read).isEqualTo(batch);
    for (EquipmentBatch one : List.of(batch, read)) {
      assertThat(IntStream.range(0, 6).mapToObj(one::kind))
          .containsExactly(
              ValueKind.DOUBLE,
              ValueKind.DOUBLE,
              ValueKind.DOUBLE,
              ValueKind.NONE,
              ValueKind.DOUBLE,
              ValueKind.NONE);
      assertThat(IntStream.range(0, 6).mapToObj(one::statusCode))
          .containsExactly(0, 0, 0, 0x80000000, 0, 0);
    }
  }

  @Test
  void takesOverNumbersOfOneMessage() throws IOException {
    NumberRows rows = new NumberRows(5_000);
    for (int i = 0; i < rows.size(); i++) {
      rows.sourceTime[i] = i;
      rows.bits[i] = Double.doubleToRawLongBits(i);
    }
    EquipmentBatchBuilder builder = new EquipmentBatchBuilder("E", "A/B/E", ORIGIN, 0);
    builder.key(new PropertyKey("x", "d1", "", ""));
    EquipmentBatch batch = builder.numbers(rows, 9).build();
    assertThat(batch).isEqualTo(doubles(5_000).build());
    assertThat(read(write(batch))).isEqualTo(batch);
    EquipmentBatchBuilder started = doubles(1);
    assertThatThrownBy(() -> started.numbers(rows, 9))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The batch of E has rows already.");
  }

  @Test
  void sharesTheKeysOfBatchesThatRepeatThem() throws IOException {
    EquipmentBatch first = read(write(doubles(1).build()));
    EquipmentBatch second = read(write(doubles(2).build()));
    assertThat(second.keys()).isSameAs(first.keys());
    EquipmentBatchBuilder other = new EquipmentBatchBuilder("E", "A/B/E", ORIGIN, 0);
    other.key(new PropertyKey("x", "d1", "", "mm"));
    assertThat(read(write(other.build())).key(0).nativeUnit()).isEqualTo("mm");
  }

  @Test
  void keepsMoreKeysThanAByteCounts() throws IOException {
    EquipmentBatchBuilder builder = new EquipmentBatchBuilder("E", "A/B/E", ORIGIN, 0);
    for (int i = 0; i < 300; i++) {
      builder.row(builder.key(new PropertyKey("x", "d" + i, "", "")), 1, i, i, 0).number(i);
    }
    EquipmentBatch batch = builder.build();
    EquipmentBatch read = read(write(batch));
    assertThat(read).isEqualTo(batch);
    assertThat(read.key(read.keyIndex(299)).address()).isEqualTo("d299");
  }

  private static EquipmentBatchBuilder doubles(int count) {
    EquipmentBatchBuilder builder = new EquipmentBatchBuilder("E", "A/B/E", ORIGIN, 0);
    int key = builder.key(new PropertyKey("x", "d1", "", ""));
    for (int i = 0; i < count; i++) {
      builder.row(key, 9, i, i, 0).number(i);
    }
    return builder;
  }

  @Test
  void writesWhatItReads() throws IOException {
    EquipmentBatch batch = SampleBatches.everyKind();
    assertThat(read(write(batch))).isEqualTo(batch);
  }

  @Property(tries = 200)
  void keepsEveryRowOfAnyBatch(@ForAll("batches") EquipmentBatch batch) throws IOException {
    assertThat(read(write(batch))).isEqualTo(batch);
  }

  @Test
  void refusesAFormatOfALaterRelease() throws IOException {
    byte[] bytes = write(SampleBatches.everyKind());
    bytes[0] = 99;
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("written in format 99; this release reads up to format 6");
  }

  @Test
  void isFoundByFlinkWithoutKryo() {
    assertThat(TypeInformation.of(EquipmentBatch.class)).isSameAs(EquipmentBatchTypeInfo.INSTANCE);
  }

  @Provide
  Arbitrary<EquipmentBatch> batches() {
    Arbitrary<double[]> rows = Arbitraries.doubles().array(double[].class).ofMaxSize(50);
    Arbitrary<List<String>> texts = Arbitraries.strings().ofMaxLength(40).list().ofMaxSize(20);
    return Combinators.combine(rows, texts, Arbitraries.longs())
        .as(
            (numbers, strings, time) -> {
              Origin origin = new Origin(Protocol.MTCONNECT, "agent", time);
              EquipmentBatchBuilder batch = new EquipmentBatchBuilder("E", "A/B/E", origin, 0);
              int key = batch.key(new PropertyKey("x", "d1", "", ""));
              for (double number : numbers) {
                batch.row(key, time, time, EquipmentBatch.NO_TIME, time.intValue()).number(number);
              }
              for (String text : strings) {
                batch.row(key, time, time, time, 0).text(text);
              }
              return batch.build();
            });
  }

  private static byte[] write(EquipmentBatch batch) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    EquipmentBatchSerializer.INSTANCE.serialize(batch, out);
    return out.getCopyOfBuffer();
  }

  private static EquipmentBatch read(byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    EquipmentBatch batch = EquipmentBatchSerializer.INSTANCE.deserialize(in);
    assertThat(in.available()).isZero();
    return batch;
  }
}
