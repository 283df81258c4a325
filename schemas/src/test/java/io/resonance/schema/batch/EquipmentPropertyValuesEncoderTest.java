package io.resonance.schema.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.v1.EquipmentPropertyValues;
import io.resonance.schema.v1.JobContext;
import io.resonance.schema.v1.PropertyValue;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.Quality;
import io.resonance.schema.v1.SourceReference;
import io.resonance.schema.v1.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class EquipmentPropertyValuesEncoderTest {

  private static final String PROFILE = "mdr-profile-0.1";
  private static final String HASH = "abc";
  private static final QualityScale SCALE =
      new QualityScale(
          Map.of(QualityScale.Limit.LOW, Quality.UNCERTAIN), Map.of("FAILURE", Quality.BAD));

  @Test
  void writesTheVeryBytesThatAvroWrites() throws IOException {
    EquipmentBatch batch = SampleBatches.everyKind();
    assertThat(encoded(batch)).isEqualTo(avroBytes(record(batch)));
  }

  @Test
  void writesWhatIsSaidOfSingleValuesAsAvroDoes() throws IOException {
    EquipmentBatch batch = SampleBatches.said();
    assertThat(encoded(batch)).isEqualTo(avroBytes(record(batch)));
  }

  @Test
  void writesWhatTheMachineWorkedOnAsAvroDoes() throws IOException {
    EquipmentBatch batch = SampleBatches.situated();
    assertThat(encoded(batch)).isEqualTo(avroBytes(record(batch)));
    EquipmentBatch nothing = batch.in(new JobContext(), List.of());
    assertThat(encoded(nothing)).isEqualTo(avroBytes(record(nothing)));
  }

  @Test
  void writesABatchWithoutValuesAsAvroDoes() throws IOException {
    EquipmentBatch empty =
        new EquipmentBatchBuilder("E", "A/B/E", new Origin(Protocol.MTCONNECT, "agent", 1), 0)
            .build();
    assertThat(encoded(empty)).isEqualTo(avroBytes(record(empty)));
  }

  @Test
  void writesNumbersThatAreAllGoodAsAvroDoes() throws IOException {
    EquipmentBatch batch = numbers(0, time -> time);
    assertThat(encoded(batch)).isEqualTo(avroBytes(record(batch)));
  }

  @Test
  void writesNumbersInDoubtAndWithTimesOfTheirOwnAsAvroDoes() throws IOException {
    for (int statusCode : new int[] {0, 0x500, 0x40000000, 0x80AB0000, -1}) {
      EquipmentBatch batch = numbers(statusCode, time -> time + 1_234);
      assertThat(encoded(batch)).as("status %08x", statusCode).isEqualTo(avroBytes(record(batch)));
    }
    EquipmentBatch unhealthy =
        numbers(0, time -> time).in(SampleBatches.unhealthy().context().get(), List.of());
    assertThat(encoded(unhealthy)).isEqualTo(avroBytes(record(unhealthy)));
    EquipmentBatch timeless = numbers(0, time -> EquipmentBatch.NO_TIME);
    assertThat(encoded(timeless)).isEqualTo(avroBytes(record(timeless)));
  }

  @Test
  void writesRowsLongerThanAnyRoomItHadAsAvroDoes() throws IOException {
    EquipmentBatchBuilder batch =
        new EquipmentBatchBuilder("E", "A/B/E", new Origin(Protocol.OPC_UA, "server", -1), 0);
    int key = batch.key(new PropertyKey("p".repeat(9_000), "a".repeat(20_000), "", "u"));
    double[] curve = new double[10_000];
    Arrays.setAll(curve, i -> i / 3.0);
    batch.row(key, 1, SampleBatches.NOON, EquipmentBatch.NO_TIME, 0).array(curve);
    batch.row(key, 2, SampleBatches.NOON, EquipmentBatch.NO_TIME, 0).array(new double[0]);
    batch.row(key, 3, SampleBatches.NOON, EquipmentBatch.NO_TIME, 0).keyValues(Map.of());
    batch
        .row(key, 4, SampleBatches.NOON, EquipmentBatch.NO_TIME, 0)
        .text("\u7a0b".repeat(50_000))
        .attributes(Map.of("said", "x".repeat(70_000)));
    batch.row(key, 5, SampleBatches.NOON, EquipmentBatch.NO_TIME, 0).number(1);
    EquipmentBatch built = batch.build();
    assertThat(encoded(built)).isEqualTo(avroBytes(record(built)));
  }

  @Test
  void writesSeveralBatchesOneAfterTheOtherEachBehindItsHeader() throws IOException {
    EquipmentPropertyValuesEncoder encoder =
        new EquipmentPropertyValuesEncoder(PROFILE, HASH, SCALE);
    encoder.encode(new byte[0], SampleBatches.everyKind());
    byte[] second = encoder.encode(new byte[] {7, 8}, SampleBatches.said());
    assertThat(Arrays.copyOf(second, 2)).containsExactly(7, 8);
    assertThat(Arrays.copyOfRange(second, 2, second.length))
        .isEqualTo(encoded(SampleBatches.said()));
  }

  /** Rows of three properties in turns, of which one is converted now and then. */
  private static EquipmentBatch numbers(int statusCode, LongUnaryOperator serverTime) {
    EquipmentBatchBuilder batch =
        new EquipmentBatchBuilder(
            "MILL-01", "A/B/MILL-01", new Origin(Protocol.OPC_UA, "server", 1L << 40), 0);
    int[] keys = {
      batch.key(new PropertyKey("spindle-speed", "nsu=urn:acme;s=S", "RPM", "")),
      batch.key(new PropertyKey("temperature", "nsu=urn:acme;s=T", "CEL", "FAH")),
      batch.key(new PropertyKey("x:\u7a0b", "nsu=urn:acme;s=X", "", ""))
    };
    for (int row = 0; row < 300; row++) {
      long time = row % 50 == 0 ? -1 - row : SampleBatches.NOON + row * 100L;
      batch
          .row(keys[row % 3], 4_294_967_295L, time, serverTime.applyAsLong(time), statusCode)
          .number(row == 7 ? Double.NaN : row / 7.0);
      if (row % 3 == 1 && row % 2 == 0) {
        batch.convertedFrom(row);
      }
    }
    return batch.build();
  }

  private static byte[] encoded(EquipmentBatch batch) {
    return new EquipmentPropertyValuesEncoder(PROFILE, HASH, SCALE).encode(new byte[0], batch);
  }

  private static byte[] avroBytes(EquipmentPropertyValues record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<EquipmentPropertyValues>(EquipmentPropertyValues.getClassSchema())
        .write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  /** The same batch as record objects, written down independently of the encoder. */
  private static EquipmentPropertyValues record(EquipmentBatch batch) {
    List<PropertyValue> values = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      values.add(value(batch, row));
    }
    Origin origin = batch.origin();
    return new EquipmentPropertyValues(
        batch.equipment(),
        batch.hierarchyScope(),
        new SourceReference(origin.protocol(), origin.endpoint(), origin.epoch()),
        PROFILE,
        HASH,
        values,
        batch.context().orElse(null));
  }

  @SuppressWarnings("unchecked") // the batch holds maps of strings only
  private static PropertyValue value(EquipmentBatch batch, int row) {
    PropertyKey key = batch.key(batch.keyIndex(row));
    ValueKind kind = batch.kind(row);
    PropertyValue.Builder value =
        PropertyValue.newBuilder()
            .setProperty(key.property())
            .setAddress(key.address())
            .setSequence(batch.sequence(row))
            .setSourceTimestamp(micros(batch.sourceTime(row)))
            .setSourceTimestampNanos((int) Math.floorMod(batch.sourceTime(row), 1000L))
            .setValueType(ValueType.valueOf(kind.name()))
            .setUnit(key.unit().isEmpty() ? null : key.unit())
            .setNativeUnit(key.nativeUnit().isEmpty() ? null : key.nativeUnit())
            .setNativeValue(batch.isConverted(row) ? (Double) batch.nativeNumber(row) : null)
            .setStatusCode(batch.statusCode(row) & 0xFFFFFFFFL)
            .setQuality(SCALE.of(batch, row, SCALE.best(batch)))
            .setBackfilled(batch.isBackfilled())
            .setAttributes(batch.attributes(row).isEmpty() ? null : batch.attributes(row));
    if (batch.serverTime(row) != EquipmentBatch.NO_TIME) {
      value.setServerTimestamp(micros(batch.serverTime(row)));
      value.setServerTimestampNanos((int) Math.floorMod(batch.serverTime(row), 1000L));
    }
    switch (kind) {
      case NONE -> {}
      case DOUBLE -> value.setDoubleValue(batch.number(row));
      case LONG -> value.setLongValue(batch.integer(row));
      case BOOLEAN -> value.setBooleanValue(batch.integer(row) == 1);
      case STRING -> value.setStringValue((String) batch.object(row));
      case ENUMERATION -> {
        value.setLongValue(batch.integer(row));
        value.setStringValue((String) batch.object(row));
      }
      case DOUBLE_ARRAY ->
          value.setDoubleArrayValue(Arrays.stream((double[]) batch.object(row)).boxed().toList());
      case KEY_VALUES -> value.setKeyValues((Map<String, String>) batch.object(row));
    }
    return value.build();
  }

  private static Instant micros(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L) / 1000 * 1000);
  }
}
