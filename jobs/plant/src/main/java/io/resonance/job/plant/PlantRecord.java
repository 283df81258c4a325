package io.resonance.job.plant;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.registry.KafkaRecord;
import io.resonance.schema.registry.RecordEncoding;
import io.resonance.schema.registry.ValuesEncoding;

/**
 * What the plant job hands to its sink. Values stay columns until they are there: they are nearly
 * everything the job writes, and as columns they take a fifth of the bytes of their record, each of
 * which would be copied several times on the way.
 */
public sealed interface PlantRecord {

  /**
   * The rows of a batch, to become one record.
   *
   * @param batch has rows, and nothing beside them
   */
  record Values(EquipmentBatch batch) implements PlantRecord {}

  /**
   * Anything else.
   *
   * @param record complete
   */
  record Encoded(KafkaRecord record) implements PlantRecord {}

  /**
   * What makes the records, in the sink.
   *
   * @param values of the values
   */
  record Encoding(ValuesEncoding values) implements RecordEncoding<PlantRecord> {

    @Override
    public KafkaRecord encode(PlantRecord element) {
      return element instanceof Values some
          ? values.encode(some.batch())
          : ((Encoded) element).record();
    }
  }
}
