package io.resonance.schema.batch;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Lets Flink find {@link EquipmentBatchTypeInfo} wherever a batch is the type of a stream or a
 * state.
 */
public final class EquipmentBatchTypeInfoFactory extends TypeInfoFactory<EquipmentBatch> {

  @Override
  public TypeInformation<EquipmentBatch> createTypeInfo(
      Type type, Map<String, TypeInformation<?>> parameters) {
    return EquipmentBatchTypeInfo.INSTANCE;
  }
}
