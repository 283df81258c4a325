package io.resonance.job.plant;

import io.resonance.schema.batch.ImmutableTypeInfo;

/** Type information of {@link PlantRecord}; the one instance is {@link #INSTANCE}. */
final class PlantRecordTypeInfo extends ImmutableTypeInfo<PlantRecord> {

  static final PlantRecordTypeInfo INSTANCE = new PlantRecordTypeInfo();

  private PlantRecordTypeInfo() {
    super(PlantRecord.class, PlantRecordSerializer.INSTANCE);
  }
}
