package io.resonance.connector.opcua.source;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Lets Flink find {@link OpcUaBatchTypeInfo} by itself wherever a batch is a stream's type. */
public final class OpcUaBatchTypeInfoFactory extends TypeInfoFactory<OpcUaBatch> {

  @Override
  public TypeInformation<OpcUaBatch> createTypeInfo(
      Type type, Map<String, TypeInformation<?>> parameters) {
    return OpcUaBatchTypeInfo.INSTANCE;
  }
}
