package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.PropertyValue;
import io.resonance.schema.v1.Quality;
import io.resonance.schema.v1.ValueType;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

class RecordJsonTest {

  @Test
  void showsTimesAsTextAndLeavesOutWhatIsNotThere() throws Exception {
    PropertyValue value =
        PropertyValue.newBuilder()
            .setProperty("spindle-speed")
            .setAddress("s")
            .setSequence(7)
            .setSourceTimestamp(Instant.parse("2026-11-22T08:00:00.123456Z"))
            .setValueType(ValueType.DOUBLE)
            .setDoubleValue(Double.NaN)
            .setQuality(Quality.GOOD)
            .build();
    var json = RecordJson.of(generic(value, PropertyValue.getEncoder().encode(value)));
    assertThat(json.get("sourceTimestamp").asText()).isEqualTo("2026-11-22T08:00:00.123456Z");
    assertThat(json.get("doubleValue").asText()).isEqualTo("NaN");
    assertThat(json.get("valueType").asText()).isEqualTo("DOUBLE");
    assertThat(json.has("unit")).isFalse();
  }

  @Test
  void showsBytesAsBase64() throws Exception {
    DeadLetter letter =
        new DeadLetter(
            "id",
            "agent",
            "route-mtconnect",
            "r",
            "n",
            "t",
            ByteBuffer.wrap(new byte[] {1, 2, 3}),
            Instant.EPOCH);
    var json = RecordJson.of(generic(letter, DeadLetter.getEncoder().encode(letter)));
    assertThat(json.get("payload").asText()).isEqualTo("AQID");
  }

  /** As a reader without our classes gets it. */
  private static GenericRecord generic(SpecificRecordBase record, ByteBuffer singleObject)
      throws Exception {
    int header = 10; // Avro's single-object header: two marker bytes and a fingerprint of eight
    byte[] bytes = new byte[singleObject.remaining() - header];
    singleObject.position(singleObject.position() + header).get(bytes);
    var reader =
        new GenericDatumReader<GenericRecord>(
            record.getSchema(), record.getSchema(), new GenericData());
    return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }
}
