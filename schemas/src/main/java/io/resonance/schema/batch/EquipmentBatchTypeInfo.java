package io.resonance.schema.batch;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Type information of {@link EquipmentBatch}; the one instance is {@link #INSTANCE}. */
public final class EquipmentBatchTypeInfo extends TypeInformation<EquipmentBatch> {

  public static final EquipmentBatchTypeInfo INSTANCE = new EquipmentBatchTypeInfo();

  private EquipmentBatchTypeInfo() {}

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<EquipmentBatch> getTypeClass() {
    return EquipmentBatch.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<EquipmentBatch> createSerializer(SerializerConfig config) {
    return EquipmentBatchSerializer.INSTANCE;
  }

  @Override
  public String toString() {
    return "EquipmentBatch";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EquipmentBatchTypeInfo;
  }

  @Override
  public int hashCode() {
    return EquipmentBatchTypeInfo.class.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof EquipmentBatchTypeInfo;
  }
}
