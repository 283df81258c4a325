package io.resonance.schema.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.v1.EquipmentPropertyValues;
import io.resonance.schema.v1.JobContext;
import io.resonance.schema.v1.PropertyValue;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.SourceReference;
import io.resonance.schema.v1.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class EquipmentPropertyValuesEncoderTest {

  private static final String PROFILE = "mdr-profile-0.1";
  private static final String HASH = "abc";

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
  void writesSeveralBatchesOneAfterTheOther() throws IOException {
    EquipmentPropertyValuesEncoder encoder = new EquipmentPropertyValuesEncoder(PROFILE, HASH);
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    encoder.encode(SampleBatches.everyKind(), both);
    int first = both.size();
    encoder.encode(SampleBatches.everyKind(), both);
    assertThat(Arrays.copyOfRange(both.toByteArray(), first, both.size()))
        .isEqualTo(encoded(SampleBatches.everyKind()));
  }

  private static byte[] encoded(EquipmentBatch batch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new EquipmentPropertyValuesEncoder(PROFILE, HASH).encode(batch, bytes);
    return bytes.toByteArray();
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
            .setQuality(batch.quality(row))
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
