package io.resonance.benchmark.stages;

import io.resonance.schema.v1.EquipmentPropertyValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/** The same values as Avro's own record objects, read and written by Avro itself. */
final class AvroValues {

  private final SpecificDatumWriter<EquipmentPropertyValues> writer =
      new SpecificDatumWriter<>(EquipmentPropertyValues.getClassSchema());
  private final SpecificDatumReader<EquipmentPropertyValues> reader =
      new SpecificDatumReader<>(EquipmentPropertyValues.getClassSchema());
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
  private final List<EquipmentPropertyValues> records = new ArrayList<>();
  private BinaryEncoder encoder;
  private BinaryDecoder decoder;

  /** From the binary form of each record. */
  AvroValues(List<byte[]> encoded) throws IOException {
    for (byte[] record : encoded) {
      records.add(decode(record));
    }
  }

  /** Writes all records, as a sink that has record objects would. */
  long write() throws IOException {
    long sink = 0;
    for (EquipmentPropertyValues values : records) {
      sink += encode(values);
    }
    return sink;
  }

  /** Writes and reads all records, as an exchange between operators would if they flowed there. */
  long writeAndRead() throws IOException {
    long sink = 0;
    for (EquipmentPropertyValues values : records) {
      encode(values);
      sink += decode(bytes.toByteArray()).getValues().size();
    }
    return sink;
  }

  /** What was written for a record. */
  byte[] written(int record) throws IOException {
    encode(records.get(record));
    return bytes.toByteArray();
  }

  private int encode(EquipmentPropertyValues values) throws IOException {
    bytes.reset();
    encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
    writer.write(values, encoder);
    encoder.flush();
    return bytes.size();
  }

  private EquipmentPropertyValues decode(byte[] record) throws IOException {
    decoder = DecoderFactory.get().binaryDecoder(record, decoder);
    return reader.read(null, decoder);
  }
}
