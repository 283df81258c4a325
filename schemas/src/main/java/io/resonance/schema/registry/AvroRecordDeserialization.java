package io.resonance.schema.registry;

import io.resonance.schema.plant.RegistryTarget;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/**
 * Reads Avro records in Confluent's wire format, with the writer's schema from the registry.
 *
 * @param <T> the record
 */
public final class AvroRecordDeserialization<T extends SpecificRecordBase>
    implements DeserializationSchema<T> {

  private final RegistryTarget registry;
  private final Class<T> type;
  private final String topic;
  private transient RecordDecoder<T> decoder;

  public AvroRecordDeserialization(RegistryTarget registry, Class<T> type, String topic) {
    this.registry = registry;
    this.type = type;
    this.topic = topic;
  }

  @Override
  public void open(InitializationContext context) {
    decoder = RecordDecoder.specific(new SchemaRegistry(registry), type, topic);
  }

  @Override
  public T deserialize(byte[] message) throws IOException {
    return decoder.decode(message);
  }

  @Override
  public boolean isEndOfStream(T next) {
    return false;
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return new AvroTypeInfo<>(type);
  }
}
