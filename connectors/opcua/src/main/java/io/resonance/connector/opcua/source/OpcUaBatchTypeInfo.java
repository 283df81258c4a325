package io.resonance.connector.opcua.source;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of the source's stream, serialized by {@link OpcUaBatchSerializer}. */
public final class OpcUaBatchTypeInfo extends TypeInformation<OpcUaBatch> {

  private static final long serialVersionUID = 1L;

  /** There is only one. */
  public static final OpcUaBatchTypeInfo INSTANCE = new OpcUaBatchTypeInfo();

  private OpcUaBatchTypeInfo() {}

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
  public Class<OpcUaBatch> getTypeClass() {
    return OpcUaBatch.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<OpcUaBatch> createSerializer(SerializerConfig config) {
    return OpcUaBatchSerializer.INSTANCE;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof OpcUaBatchTypeInfo;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpcUaBatchTypeInfo;
  }

  @Override
  public int hashCode() {
    return OpcUaBatchTypeInfo.class.hashCode();
  }

  @Override
  public String toString() {
    return "OpcUaBatch";
  }
}
