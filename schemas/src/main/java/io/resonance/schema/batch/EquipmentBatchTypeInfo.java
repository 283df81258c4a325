package io.resonance.schema.batch;

/** Type information of {@link EquipmentBatch}; the one instance is {@link #INSTANCE}. */
public final class EquipmentBatchTypeInfo extends ImmutableTypeInfo<EquipmentBatch> {

  public static final EquipmentBatchTypeInfo INSTANCE = new EquipmentBatchTypeInfo();

  private EquipmentBatchTypeInfo() {
    super(EquipmentBatch.class, EquipmentBatchSerializer.INSTANCE);
  }
}
