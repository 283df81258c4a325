package io.resonance.connector.mtconnect.source;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Flink's description of {@link MtConnectBatch}; never a generic type. */
public final class MtConnectBatchTypeInfo extends TypeInformation<MtConnectBatch> {
  private static final long serialVersionUID = 1L;

  /** The one instance. */
  public static final MtConnectBatchTypeInfo INSTANCE = new MtConnectBatchTypeInfo();

  private MtConnectBatchTypeInfo() {}

  /** Lets Flink find this type wherever an operator hands batches on. */
  public static final class Factory extends TypeInfoFactory<MtConnectBatch> {
    @Override
    public TypeInformation<MtConnectBatch> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> parameters) {
      return INSTANCE;
    }
  }

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
  public Class<MtConnectBatch> getTypeClass() {
    return MtConnectBatch.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<MtConnectBatch> createSerializer(SerializerConfig config) {
    return MtConnectBatchSerializer.INSTANCE;
  }

  @Override
  public String toString() {
    return "MtConnectBatch";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MtConnectBatchTypeInfo;
  }

  @Override
  public int hashCode() {
    return MtConnectBatchTypeInfo.class.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof MtConnectBatchTypeInfo;
  }
}
