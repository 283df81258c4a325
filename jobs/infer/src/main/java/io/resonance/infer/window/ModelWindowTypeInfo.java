package io.resonance.infer.window;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Type information of {@link ModelWindow}; the one instance is {@link #INSTANCE}. */
public final class ModelWindowTypeInfo extends TypeInformation<ModelWindow> {

  public static final ModelWindowTypeInfo INSTANCE = new ModelWindowTypeInfo();

  private ModelWindowTypeInfo() {}

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
  public Class<ModelWindow> getTypeClass() {
    return ModelWindow.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<ModelWindow> createSerializer(SerializerConfig config) {
    return ModelWindowSerializer.INSTANCE;
  }

  @Override
  public String toString() {
    return "ModelWindow";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ModelWindowTypeInfo;
  }

  @Override
  public int hashCode() {
    return ModelWindowTypeInfo.class.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ModelWindowTypeInfo;
  }
}
