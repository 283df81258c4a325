package io.resonance.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Renders a decoded record as JSON for people: times as ISO 8601, bytes as Base64, nulls left out.
 */
public final class RecordJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private RecordJson() {}

  /** A record as it was decoded. */
  public static ObjectNode of(GenericRecord record) {
    ObjectNode object = JSON.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value != null) {
        object.set(field.name(), node(value, field.schema()));
      }
    }
    return object;
  }

  /** A record of one of our own types. */
  public static ObjectNode of(SpecificRecordBase record) {
    return of((GenericRecord) generic(record));
  }

  private static Object generic(SpecificRecordBase record) {
    Schema schema = record.getSchema();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new SpecificDatumWriter<SpecificRecordBase>(schema).write(record, encoder);
      encoder.flush();
      return new GenericDatumReader<>(schema)
          .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    } catch (IOException e) {
      throw new UncheckedIOException("A record in memory cannot fail to be read", e);
    }
  }

  private static JsonNode node(Object value, Schema schema) {
    return switch (schema.getType()) {
      case UNION -> union(value, schema);
      case RECORD -> of((GenericRecord) value);
      case ARRAY -> array((Collection<?>) value, schema.getElementType());
      case MAP -> map((Map<?, ?>) value, schema.getValueType());
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMicros
              ? JSON.textNode(instant((Long) value).toString())
              : JSON.numberNode((Long) value);
      case INT -> JSON.numberNode((Integer) value);
      case DOUBLE -> number((Double) value);
      case FLOAT -> number(((Float) value).doubleValue());
      case BOOLEAN -> JSON.booleanNode((Boolean) value);
      case BYTES -> JSON.textNode(base64((ByteBuffer) value));
      case NULL -> JSON.nullNode();
      case STRING, ENUM, FIXED -> JSON.textNode(value.toString());
    };
  }

  /** Our unions are null and one type; null was left out before. */
  private static JsonNode union(Object value, Schema union) {
    for (Schema branch : union.getTypes()) {
      if (branch.getType() != Schema.Type.NULL) {
        return node(value, branch);
      }
    }
    return JSON.nullNode();
  }

  private static ArrayNode array(Collection<?> values, Schema element) {
    ArrayNode array = JSON.arrayNode();
    values.forEach(value -> array.add(node(value, element)));
    return array;
  }

  private static ObjectNode map(Map<?, ?> values, Schema type) {
    ObjectNode object = JSON.objectNode();
    values.forEach((key, value) -> object.set(key.toString(), node(value, type)));
    return object;
  }

  /** JSON has no NaN and no infinities; they are shown as text. */
  private static JsonNode number(double value) {
    return Double.isFinite(value) ? JSON.numberNode(value) : JSON.textNode(Double.toString(value));
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L);
  }

  private static String base64(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return Base64.getEncoder().encodeToString(copy);
  }
}
