package io.resonance.schema.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The Avro records inside a batch. Non-empty lists carry the schema they were written with, so that
 * a record that gained a field since is still readable; these lists are rare and short, their size
 * does not matter.
 */
final class AvroRecordBytes {

  private AvroRecordBytes() {}

  static <T extends SpecificRecordBase> void writeAll(
      List<T> records, Schema schema, DataOutputView out) throws IOException {
    out.writeInt(records.size());
    if (records.isEmpty()) {
      return;
    }
    Strings.write(schema.toString(), out);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    SpecificDatumWriter<T> writer = new SpecificDatumWriter<>(schema);
    for (T record : records) {
      writer.write(record, encoder);
    }
    out.writeInt(bytes.size());
    out.write(bytes.toByteArray());
  }

  static <T extends SpecificRecordBase> List<T> readAll(Schema readerSchema, DataInputView in)
      throws IOException {
    int count = in.readInt();
    List<T> records = new ArrayList<>(count);
    if (count == 0) {
      return records;
    }
    Schema writerSchema = new Schema.Parser().parse(Strings.read(in));
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    var decoder = DecoderFactory.get().binaryDecoder(bytes, null);
    SpecificDatumReader<T> reader = new SpecificDatumReader<>(writerSchema, readerSchema);
    for (int i = 0; i < count; i++) {
      records.add(reader.read(null, decoder));
    }
    return records;
  }
}
