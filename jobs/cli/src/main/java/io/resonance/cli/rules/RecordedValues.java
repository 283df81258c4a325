package io.resonance.cli.rules;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.v1.Protocol;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Makes batches of the lines that {@code resonance tail values} prints. */
final class RecordedValues {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordedValues() {}

  /**
   * Reads a line.
   *
   * @param place file and line, for the message
   * @throws StartRefusedException if it is no such line
   */
  static EquipmentBatch read(String line, String place) {
    try {
      JsonNode record = JSON.readTree(line);
      JsonNode source = required(record, "source", place);
      Origin origin =
          new Origin(
              Protocol.valueOf(required(source, "protocol", place).asText()),
              required(source, "endpoint", place).asText(),
              required(source, "epoch", place).asLong());
      JsonNode values = required(record, "values", place);
      EquipmentBatchBuilder batch =
          new EquipmentBatchBuilder(
              required(record, "equipment", place).asText(),
              required(record, "hierarchyScope", place).asText(),
              origin,
              values.size());
      for (JsonNode value : values) {
        row(batch, value, place);
      }
      return batch.build();
    } catch (JacksonException e) {
      throw refused(place, e.getOriginalMessage());
    } catch (IllegalArgumentException | DateTimeException e) {
      throw refused(place, e.getMessage());
    }
  }

  private static void row(EquipmentBatchBuilder batch, JsonNode value, String place) {
    PropertyKey key =
        new PropertyKey(
            required(value, "property", place).asText(),
            required(value, "address", place).asText(),
            value.path("unit").asText(""),
            value.path("nativeUnit").asText(""));
    batch.row(
        batch.key(key),
        value.path("sequence").asLong(),
        nanos(value, place),
        EquipmentBatch.NO_TIME,
        (int) value.path("statusCode").asLong());
    switch (required(value, "valueType", place).asText()) {
      case "DOUBLE" -> batch.number(Double.parseDouble(value.path("doubleValue").asText("NaN")));
      case "LONG" -> batch.integer(value.path("longValue").asLong());
      case "BOOLEAN" -> batch.truth(value.path("booleanValue").asBoolean());
      case "STRING" -> batch.text(value.path("stringValue").asText());
      case "ENUMERATION" ->
          batch.enumeration(value.path("longValue").asLong(), value.path("stringValue").asText());
      case "DOUBLE_ARRAY" -> batch.array(doubles(value.path("doubleArrayValue")));
      case "KEY_VALUES" -> batch.keyValues(texts(value.path("keyValues")));
      default -> {} // NONE: a bad status left no value
    }
  }

  private static long nanos(JsonNode value, String place) {
    Instant time = Instant.parse(required(value, "sourceTimestamp", place).asText());
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond())
        + time.getNano()
        + value.path("sourceTimestampNanos").asInt();
  }

  private static double[] doubles(JsonNode array) {
    double[] doubles = new double[array.size()];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = Double.parseDouble(array.get(i).asText());
    }
    return doubles;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  private static JsonNode required(JsonNode node, String field, String place) {
    JsonNode found = node.get(field);
    if (found == null) {
      throw refused(place, "the field '" + field + "' is missing");
    }
    return found;
  }

  private static StartRefusedException refused(String place, String why) {
    return new StartRefusedException(
        "%s is not a record of values: %s. Write the file with `resonance tail values > FILE`."
            .formatted(place, why));
  }
}
